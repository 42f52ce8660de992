/** Microphone and camera open for as long as they are tried, at most while the page is there. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { type LocalMedia, makeLocalMedia } from '../../../app/calls/local-media.ts';
import { watchLevel } from './level.ts';

interface DeviceTest {
  readonly isOpening: Accessor<boolean>;
  readonly isOn: Accessor<boolean>;
  readonly picture: Accessor<MediaStream | undefined>;
  /** 0 … 1 */
  readonly level: Accessor<number>;
  /** Something was heard within the last moments. */
  readonly isHeard: Accessor<boolean>;
  /** False: no microphone can be opened. */
  start(): Promise<boolean>;
  stop(): void;
  reopen(kind: 'microphone' | 'camera'): Promise<void>;
}
/** A voice beside it; the hum of a room stays below. */
const heardFrom = 0.35;
const heardForMs = 2_000;

/** `opened`: names of devices can be read by now. */
export function createDeviceTest(opened: () => void): DeviceTest {
  const [isOpening, setOpening] = createSignal(false);
  const [isOn, setOn] = createSignal(false);
  const [picture, setPicture] = createSignal<MediaStream>();
  const [level, setLevel] = createSignal(0);
  const [isHeard, setHeard] = createSignal(false);
  let media: LocalMedia | undefined;
  let watched: { readonly track: MediaStreamTrack; readonly end: () => void } | undefined;
  let heardAtMs = Number.NEGATIVE_INFINITY;

  const hear = (now: number) => {
    setLevel(now);
    if (now >= heardFrom) heardAtMs = performance.now();
    setHeard(performance.now() - heardAtMs < heardForMs);
  };
  function show(): void {
    const { microphone, camera } = media?.tracks() ?? {};
    setPicture(camera === undefined ? undefined : new MediaStream([camera]));
    if (watched?.track === microphone) return;
    watched?.end();
    watched = microphone && { track: microphone, end: watchLevel(microphone, hear) };
  }
  function stop(): void {
    media?.stop();
    media = undefined;
    watched?.end();
    watched = undefined;
    heardAtMs = Number.NEGATIVE_INFINITY;
    setOn(false);
    setPicture(undefined);
  }
  onCleanup(stop);
  return {
    isOpening,
    isOn,
    picture,
    level,
    isHeard,
    async start() {
      stop();
      setOpening(true);
      const mine = makeLocalMedia({
        changed: () => {
          if (media === mine) show();
        },
        ended: () => {
          if (media === mine) show();
        },
      });
      media = mine;
      const isOpen = await mine.open(true);
      setOpening(false);
      // Left, or stopped by a call, while the browser asked.
      if (media !== mine) return true;
      if (!isOpen) {
        stop();
        return false;
      }
      setOn(true);
      show();
      opened();
      return true;
    },
    stop,
    async reopen(kind) {
      await media?.reopen(kind);
    },
  };
}
