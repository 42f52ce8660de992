/** The call of this window: what the engine says of it, its media, and what a person may do. Lives as long as the engine. */
import type { CallRow, CallUpdate, MediaEffect } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { proxy } from 'comlink';
import { type Accessor, createContext, createEffect, createMemo, createSignal, on, onCleanup, useContext } from 'solid-js';
import { openView, useEngine } from '../engine-client.ts';
import type { CallMedia, Streams } from './call-media.ts';
import type { Quality } from './call-quality.ts';
import { createWakeLock } from './create-wake-lock.ts';
import { chooseDevice, chosenDevices, type DeviceKind } from './devices.ts';
import { holdLock } from './hold-lock.ts';
import { listenForNetworkChange } from './listen-for-network.ts';
import type { LocalMedia, Sending, Source } from './local-media.ts';

export interface Calls {
  readonly row: Accessor<CallRow | undefined>;
  /** What is seen and heard here, and from there. */
  readonly local: Accessor<Streams>;
  readonly remote: Accessor<Streams>;
  readonly isMicrophoneOn: Accessor<boolean>;
  readonly isCameraOn: Accessor<boolean>;
  readonly isScreenShown: Accessor<boolean>;
  /** CALL-12 */
  readonly line: Accessor<Line>;
  /** It went away by itself, and nothing took its place. */
  readonly lost: Accessor<Source | undefined>;
  /** Undefined: as the system likes. */
  readonly speaker: Accessor<string | undefined>;
  /** She reads messages meanwhile. */
  readonly isFolded: Accessor<boolean>;
  fold(isFolded: boolean): void;
  setMicrophone(isOn: boolean): void;
  /** False: none can be opened. */
  setCamera(isOn: boolean): Promise<boolean>;
  turnCamera(): Promise<boolean>;
  /** False: nothing was chosen. */
  setScreen(isOn: boolean): Promise<boolean>;
  /** For this call and all later ones. False: it cannot be opened. */
  choose(kind: DeviceKind, id: string | undefined): Promise<boolean>;
  start(conversation: SpaceId, video: boolean): ReturnType<ReturnType<typeof useEngine>['api']['startCall']>;
  answer(video: boolean): void;
  decline(): void;
  hangUp(): void;
  dismiss(): void;
}

export const isGoingOn = (row: CallRow | undefined): boolean =>
  row !== undefined && row.phase !== 'incoming' && row.phase !== 'ended';

interface Line {
  readonly quality: Quality;
  /** The camera of this side rests. */
  readonly isPaused: boolean;
}
const fine: Line = { quality: 'good', isPaused: false };

export function createCalls(): Calls {
  const engine = useEngine();
  const [row, setRow] = createSignal<CallRow>();
  const [streams, setStreams] = createSignal<readonly [local: Streams, remote: Streams]>([{}, {}]);
  const [sending, setSending] = createSignal<Sending>({ microphone: true, camera: false, screen: false });
  const [isFolded, fold] = createSignal(false);
  const [line, setLine] = createSignal(fine);
  const [lost, setLost] = createSignal<Source>();
  const [speaker, setSpeaker] = createSignal(chosenDevices().speaker);
  /** Loaded with the first call. */
  let media: Promise<CallMedia> | undefined;
  const opened = (): Promise<CallMedia> => {
    media ??= import('./call-media.ts').then(({ makeCallMedia }) =>
      makeCallMedia({
        tell: (event) => void engine.api.tellCall(event),
        servers: () => engine.api.iceServers(),
        streams: (local, remote) => setStreams([local, remote]),
        sending: setSending,
        line: (quality, isPaused) => setLine({ quality, isPaused }),
        ended: setLost,
      }),
    );
    return media;
  };
  const run = async (effect: MediaEffect): Promise<void> => (await opened()).run(effect);
  openView(() =>
    engine.api.onCall(
      proxy((update: CallUpdate) => {
        if (update.type === 'media') void run(update.effect);
        else setRow(() => update.row);
      }),
    ),
  );
  createEffect(
    on(
      () => row()?.id,
      () => {
        fold(false);
        setLine(fine);
        setLost(undefined);
      },
    ),
  );
  const talking = createMemo(() => (isGoingOn(row()) ? row()?.id : undefined));
  createEffect(on(talking, (call) => call && onCleanup(holdLock(() => void engine.api.noteActivity()))));
  createEffect(
    on(
      talking,
      (call) => call && onCleanup(listenForNetworkChange(() => void engine.api.tellCall({ type: 'network-changed', call }))),
    ),
  );
  const hasPictures = createMemo(() => {
    const sends = row()?.peerSends;
    return sending().camera || sending().screen || sends?.camera === true || sends?.screen === true;
  });
  createWakeLock(createMemo(() => talking() !== undefined && hasPictures()));
  const inCall = async (task: (local: LocalMedia) => Promise<boolean>): Promise<boolean> => {
    const local = (await opened()).local();
    return local === undefined || task(local);
  };
  // Best effort: the other side finds out by itself half a minute later.
  const leave = () => {
    if (isGoingOn(row())) void engine.api.hangUp();
  };
  addEventListener('pagehide', leave);
  onCleanup(() => removeEventListener('pagehide', leave));
  // Locked, signed out, replaced, broken: nothing here hears and sees on, whatever the engine still could say.
  onCleanup(() => void media?.then((made) => made.stop()));
  return {
    row,
    local: () => streams()[0],
    remote: () => streams()[1],
    isMicrophoneOn: () => sending().microphone,
    isCameraOn: () => sending().camera,
    isScreenShown: () => sending().screen,
    line,
    lost: () => {
      const source = lost();
      return source === undefined || sending()[source] ? undefined : source;
    },
    speaker,
    isFolded,
    fold,
    setMicrophone: (isOn) => void opened().then((made) => made.local()?.setMicrophone(isOn)),
    setCamera: (isOn) => inCall((local) => local.setCamera(isOn)),
    turnCamera: () => inCall((local) => local.turnCamera()),
    setScreen: (isOn) => inCall((local) => local.setScreen(isOn)),
    async choose(kind, id) {
      chooseDevice(kind, id);
      if (kind !== 'speaker') return inCall((local) => local.reopen(kind));
      setSpeaker(id);
      return true;
    },
    start: (conversation, video) => engine.api.startCall(conversation, video),
    answer: (video) => void engine.api.answerCall(video),
    decline: () => void engine.api.declineCall(),
    hangUp: () => void engine.api.hangUp(),
    dismiss: () => void engine.api.dismissCall(),
  };
}

export const CallsContext = createContext<Calls>();
export function useCalls(): Calls {
  const calls = useContext(CallsContext);
  if (calls === undefined) throw new Error('no calls above this component');
  return calls;
}
