/**
 * What this device captures for a call (CALL-3, CALL-10): microphone, camera, screen. Knows no connection: whoever sends it asks for `tracks` and hears
 * when they change. One for each call: what listens and sees never outlives `stop`, nor does what was still being opened then.
 */
import { type ChosenDevices, chosenDevices, listDevices } from './devices.ts';

export const SOURCES = ['microphone', 'camera', 'screen'] as const;
export type Source = (typeof SOURCES)[number];
export type Tracks = Readonly<Record<Source, MediaStreamTrack | undefined>>;
/** What of them says or shows something. */
export type Sending = Readonly<Record<Source, boolean>>;
export type Facing = 'user' | 'environment';

export interface LocalMediaListener {
  /** Other tracks, or they are silent now, or no longer. */
  changed(): void;
  /** Taken away from outside: unplugged and nothing else there, or, of a screen, ended in the browser's own bar. */
  ended(source: Source): void;
}
export interface LocalMedia {
  tracks(): Tracks;
  sending(): Sending;
  /** Without a camera it is a call without pictures. False: no microphone can be opened, or it was stopped meanwhile. */
  open(withCamera: boolean): Promise<boolean>;
  setMicrophone(isOn: boolean): void;
  /** False: none can be opened. */
  setCamera(isOn: boolean): Promise<boolean>;
  /** The other camera of a phone, or the first one again where that one cannot be opened. */
  turnCamera(): Promise<boolean>;
  /** False: the person chose nothing, or the browser has no such thing. */
  setScreen(isOn: boolean): Promise<boolean>;
  /** Again, by what the person chose since. */
  reopen(source: 'microphone' | 'camera'): Promise<boolean>;
  /** Everything ends now, for good. */
  stop(): void;
}

export const canShareScreen = (): boolean =>
  typeof (navigator.mediaDevices as Partial<MediaDevices> | undefined)?.getDisplayMedia === 'function';

const voiceOf = ({ microphone }: ChosenDevices): MediaTrackConstraints => ({
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  ...(microphone === undefined ? {} : { deviceId: { exact: microphone } }),
});
/** `facing`: she turned the camera, which is more than what she once chose. */
const pictureOf = ({ camera }: ChosenDevices, facing: Facing | undefined): MediaTrackConstraints => ({
  width: { ideal: 960 },
  height: { ideal: 540 },
  frameRate: { max: 24 },
  ...(camera === undefined || facing !== undefined ? { facingMode: facing ?? 'user' } : { deviceId: { exact: camera } }),
});
/** Letters are to be read: few pictures, sharp ones. */
const screenWanted: DisplayMediaStreamOptions = { video: { frameRate: { max: 15 } }, audio: false };

const nothingChosen: ChosenDevices = { microphone: undefined, camera: undefined, speaker: undefined };

export function makeLocalMedia(listener: LocalMediaListener, choice: () => ChosenDevices = chosenDevices): LocalMedia {
  const held: Record<Source, MediaStreamTrack | undefined> = { microphone: undefined, camera: undefined, screen: undefined };
  /** Whoever asked last for a source has it; what comes for an earlier one is closed at once. */
  const turns: Record<Source, number> = { microphone: 0, camera: 0, screen: 0 };
  let isStopped = false;
  let isMuted = false;
  let facing: Facing | undefined;
  /** She turned to it in this call; what she chose for all calls stays. */
  let turnedTo: string | undefined;
  const chosenNow = (): ChosenDevices => ({ ...choice(), ...(turnedTo === undefined ? {} : { camera: turnedTo }) });

  const isSending = (source: Source): boolean => {
    const track = held[source];
    return track?.enabled === true && track.readyState === 'live';
  };
  const take = (source: Source): number => {
    turns[source] += 1;
    return turns[source];
  };

  /** What she chose and nothing else, and what there is where it is gone. Whoever refused is not asked twice. */
  async function ask(wanted: (chosen: ChosenDevices) => MediaStreamConstraints): Promise<MediaStream> {
    const { mediaDevices } = navigator;
    try {
      return await mediaDevices.getUserMedia(wanted(chosenNow()));
    } catch (error) {
      // Not every browser makes an `Error` of it.
      const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
      const isGone = name === 'OverconstrainedError' || name === 'NotFoundError';
      if (!isGone || isStopped) throw error;
      return mediaDevices.getUserMedia(wanted(nothingChosen));
    }
  }

  function put(source: Source, track: MediaStreamTrack | undefined): void {
    held[source]?.stop();
    held[source] = track;
    if (track === undefined) return;
    if (source === 'microphone') track.enabled = !isMuted;
    // Not by `stop`: browsers say this only of what ended by itself.
    track.addEventListener('ended', () => {
      if (held[source] === track) void lose(source);
    });
  }

  async function lose(source: Source): Promise<void> {
    put(source, undefined);
    // A headset that was pulled out: the call goes on with what is left.
    if (source === 'microphone' && (await reopen('microphone'))) return;
    if (isStopped) return;
    listener.changed();
    listener.ended(source);
  }

  /** Puts what `ask` brings in the place of what is there. False: it brings nothing, and all is as before. */
  async function renew(source: Source, ask: () => Promise<MediaStream | undefined>): Promise<boolean> {
    const mine = take(source);
    const stream = isStopped ? undefined : await ask().catch(() => undefined);
    const [track] = stream?.getTracks() ?? [];
    if (track === undefined) return false;
    if (isStopped || turns[source] !== mine) {
      track.stop();
      return true;
    }
    put(source, track);
    listener.changed();
    return true;
  }

  const openCamera = (): Promise<boolean> => renew('camera', () => ask((chosen) => ({ video: pictureOf(chosen, facing) })));
  async function reopen(source: 'microphone' | 'camera'): Promise<boolean> {
    if (source === 'microphone') return renew('microphone', () => ask((chosen) => ({ audio: voiceOf(chosen) })));
    facing = undefined;
    turnedTo = undefined;
    return held.camera === undefined || renewCamera();
  }
  async function renewCamera(): Promise<boolean> {
    // Phones open one camera at a time.
    put('camera', undefined);
    const isOpen = await openCamera();
    if (!isOpen) listener.changed();
    return isOpen;
  }

  return {
    tracks: () => ({ ...held }),
    sending: () => ({ microphone: isSending('microphone'), camera: isSending('camera'), screen: isSending('screen') }),
    async open(withCamera) {
      const both = (chosen: ChosenDevices) => ({ audio: voiceOf(chosen), video: pictureOf(chosen, facing) });
      const stream =
        (withCamera ? await ask(both).catch(() => undefined) : undefined) ??
        (isStopped ? undefined : await ask((chosen) => ({ audio: voiceOf(chosen) })).catch(() => undefined));
      if (stream === undefined) return false;
      if (isStopped) {
        for (const track of stream.getTracks()) track.stop();
        return false;
      }
      put('microphone', stream.getAudioTracks()[0]);
      put('camera', stream.getVideoTracks()[0]);
      listener.changed();
      return true;
    },
    setMicrophone(isOn) {
      isMuted = !isOn;
      if (held.microphone !== undefined) held.microphone.enabled = isOn;
      listener.changed();
    },
    async setCamera(isOn) {
      if (isOn) return openCamera();
      take('camera');
      // Its light goes out.
      put('camera', undefined);
      listener.changed();
      return true;
    },
    async turnCamera() {
      if (held.camera === undefined) return false;
      const before = { facing, turnedTo };
      const { facingMode, deviceId } = held.camera.getSettings();
      // Where cameras look nowhere in particular, as those of computers, the next one is taken.
      if (facingMode === undefined) turnedTo = await nextCamera(deviceId);
      else facing = facingMode === 'environment' ? 'user' : 'environment';
      if (await renewCamera()) return true;
      ({ facing, turnedTo } = before);
      await openCamera();
      return false;
    },
    async setScreen(isOn) {
      if (isOn)
        return canShareScreen() && renew('screen', () => navigator.mediaDevices.getDisplayMedia(screenWanted).then(sharp));
      take('screen');
      put('screen', undefined);
      listener.changed();
      return true;
    },
    reopen,
    stop() {
      isStopped = true;
      for (const source of SOURCES) put(source, undefined);
    },
  };
}

/** After this one, in the order of the system. */
async function nextCamera(id: string | undefined): Promise<string | undefined> {
  const cameras = (await listDevices()).filter(({ kind }) => kind === 'camera');
  const at = cameras.findIndex((camera) => camera.id === id);
  return cameras[(at + 1) % Math.max(1, cameras.length)]?.id;
}
function sharp(stream: MediaStream): MediaStream {
  for (const track of stream.getVideoTracks()) track.contentHint = 'detail';
  return stream;
}
