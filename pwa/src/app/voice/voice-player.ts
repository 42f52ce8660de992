/**
 * The one player of the app: a voice note goes on while one moves about, and another one that is started ends it. It goes with its owner: a locked
 * screen is silent.
 */
import { type Accessor, createContext, createSignal, onCleanup, useContext } from 'solid-js';

export interface VoiceTrack {
  /** Of the file; the same note in two places is one. */
  readonly id: string;
  /** Who says it, or what the app calls it: shown where the message is not. */
  readonly title: string;
  readonly durationMs: number;
  /** Fetched when it is to be heard. */
  readonly load: () => Promise<Blob | undefined>;
  /** Where it is said: shows the message. Absent: there is no place to go to. */
  readonly back?: (() => void) | undefined;
}

const RATES = [1, 1.5, 2] as const;
export type VoiceRate = (typeof RATES)[number];

export type VoiceState = 'loading' | 'playing' | 'paused' | 'gone' | 'unplayable';

export interface VoicePlayer {
  readonly track: Accessor<VoiceTrack | undefined>;
  readonly state: Accessor<VoiceState>;
  readonly positionMs: Accessor<number>;
  /** Kept from one note to the next. */
  readonly rate: Accessor<VoiceRate>;
  play(track: VoiceTrack, fromMs?: number): Promise<void>;
  pause(): void;
  /** Of the note that is heard now. */
  seek(ms: number): void;
  nextRate(): void;
  close(): void;
}

/** What is asked of an audio element. */
export type Sound = Pick<
  HTMLAudioElement,
  'play' | 'pause' | 'src' | 'currentTime' | 'playbackRate' | 'addEventListener' | 'removeAttribute' | 'load' | 'error'
>;

export function createVoicePlayer(sound: Sound = new Audio()): VoicePlayer {
  const [track, setTrack] = createSignal<VoiceTrack>();
  const [state, setState] = createSignal<VoiceState>('paused');
  const [positionMs, setPositionMs] = createSignal(0);
  const [rate, setRate] = createSignal<VoiceRate>(1);
  let url: string | undefined;
  /** Counts what was asked for: what arrives late is not played. */
  let asked = 0;

  const isFailed = () => state() === 'gone' || state() === 'unplayable';
  const empty = () => {
    sound.pause();
    if (url === undefined) return;
    URL.revokeObjectURL(url);
    url = undefined;
    sound.removeAttribute('src');
    sound.load();
  };
  const close = () => {
    asked++;
    empty();
    setTrack(undefined);
    setState('paused');
    setPositionMs(0);
  };
  sound.addEventListener('timeupdate', () => {
    if (url !== undefined) setPositionMs(Math.min(sound.currentTime * 1000, track()?.durationMs ?? 0));
  });
  sound.addEventListener('ended', close);
  // By the system: a call, headphones that were pulled out.
  sound.addEventListener('pause', () => state() === 'playing' && setState('paused'));
  onCleanup(close);

  const begin = async (mine: number) => {
    sound.playbackRate = rate();
    try {
      await sound.play();
      if (mine === asked) setState('playing');
    } catch {
      // Pausing while it begins is no failure; bytes that cannot be played are.
      if (mine === asked) setState(sound.error === null ? 'paused' : 'unplayable');
    }
  };
  const play = async (wanted: VoiceTrack, fromMs?: number) => {
    const mine = ++asked;
    const isSame = track()?.id === wanted.id;
    if (!isSame || fromMs !== undefined) setPositionMs(fromMs ?? 0);
    if (!isSame || url === undefined) {
      empty();
      setTrack(wanted);
      setState('loading');
      const blob = await wanted.load().catch(() => undefined);
      if (mine !== asked) return;
      if (blob === undefined) return void setState('gone');
      url = URL.createObjectURL(blob);
      sound.src = url;
    }
    // Before it knows its length an element may refuse a place in it: then it begins there as soon as it can.
    if (positionMs() > 0 || fromMs !== undefined) sound.currentTime = positionMs() / 1000;
    await begin(mine);
  };
  return {
    track,
    state,
    positionMs,
    rate,
    play,
    pause: () => {
      asked++;
      if (!isFailed()) setState('paused');
      sound.pause();
    },
    seek: (ms) => {
      const at = Math.max(0, Math.min(ms, track()?.durationMs ?? 0));
      setPositionMs(at);
      if (url !== undefined) sound.currentTime = at / 1000;
    },
    nextRate: () => {
      const next = RATES[(RATES.indexOf(rate()) + 1) % RATES.length] ?? 1;
      setRate(next);
      sound.playbackRate = next;
    },
    close,
  };
}

export const VoicePlayerContext = createContext<VoicePlayer>();

export function useVoicePlayer(): VoicePlayer {
  const player = useContext(VoicePlayerContext);
  if (player === undefined) throw new Error('no voice player above this component');
  return player;
}
