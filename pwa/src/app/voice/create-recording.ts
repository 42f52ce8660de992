/**
 * A voice note from the first press to the preview. It ends by itself after ten minutes, when the page is hidden, when SANAD locks and when the microphone
 * goes; what was said until then is kept. While she speaks it does not lock by itself (LOCK-10).
 */
import { createSignal, onCleanup, onMount } from 'solid-js';
import { onLeaving } from '../leaving.ts';
import { noteVoice } from '../when-touched.ts';
import { asHeard, type Heard, measureVoice } from './measure-voice.ts';
import { type MicrophoneError, openRecorder, type Recorder } from './recorder.ts';
import { elapsedMs, heldAt, resumedAt, type Stopwatch, startedAt } from './stopwatch.ts';

export const maxVoiceMs = 10 * 60_000;

export interface RecordedVoice {
  readonly blob: Blob;
  readonly type: string;
  readonly durationMs: number;
  readonly waveform: Uint8Array<ArrayBuffer>;
}
/** Why it ended without a press. */
export type VoiceEnd = 'hidden' | 'limit' | 'microphone';

export type Recording =
  | { readonly phase: 'idle' }
  | { readonly phase: 'starting' }
  | { readonly phase: 'recording' }
  | { readonly phase: 'paused' }
  | { readonly phase: 'preparing' }
  | { readonly phase: 'made'; readonly note: RecordedVoice; readonly end: VoiceEnd | undefined }
  | { readonly phase: 'failed'; readonly why: MicrophoneError | 'empty' };

const tickMs = 100;
/** Once a second is enough for whoever waits for a sign of her. */
const ticksToNote = 10;
/** Shown while somebody speaks. */
const shownLevels = 48;

/** `onLeft`: the owner goes, and this was neither used nor discarded; ends when it is kept. */
export function createRecording(onLeft: (note: RecordedVoice) => Promise<unknown>) {
  const [recording, setRecording] = createSignal<Recording>({ phase: 'idle' });
  const [spentMs, setSpentMs] = createSignal(0);
  const [levels, setLevels] = createSignal<readonly number[]>([]);
  let recorder: Recorder | undefined;
  let watch: Stopwatch = startedAt(0);
  let loudness: number[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;
  let isOver = false;
  let finishing: Promise<void> = Promise.resolve();

  const tick = () => {
    if (recorder === undefined || watch.sinceMs === undefined) return;
    if (loudness.length % ticksToNote === 0) noteVoice();
    const level = recorder.level();
    loudness.push(level);
    setLevels((before) => [...before, level].slice(-shownLevels));
    setSpentMs(elapsedMs(watch, performance.now()));
    if (spentMs() >= maxVoiceMs) void finish('limit');
  };
  const start = async () => {
    setRecording({ phase: 'starting' });
    const opened = await openRecorder(() => void finish('microphone'));
    if (!opened.ok) {
      if (!isOver) setRecording({ phase: 'failed', why: opened.error });
      return;
    }
    if (isOver) {
      // She left while the browser asked her: nothing was said, and the microphone is off again.
      await opened.value.stop();
      return;
    }
    recorder = opened.value;
    watch = startedAt(performance.now());
    loudness = [];
    setLevels([]);
    setSpentMs(0);
    timer = setInterval(tick, tickMs);
    setRecording({ phase: 'recording' });
  };
  const close = async (ended: Recorder): Promise<RecordedVoice | undefined> => {
    clearInterval(timer);
    recorder = undefined;
    const heard: Heard = { loudness, elapsedMs: Math.round(elapsedMs(watch, performance.now())) };
    const blob = await ended.stop();
    if (blob.size === 0) return undefined;
    // Whoever leaves has a moment and no more.
    return { blob, type: ended.type, ...(isOver ? asHeard(heard) : await measureVoice(blob, heard)) };
  };
  const conclude = async (ended: Recorder, end: VoiceEnd | undefined) => {
    setRecording({ phase: 'preparing' });
    const note = await close(ended);
    if (!isOver) setRecording(note === undefined ? { phase: 'failed', why: 'empty' } : { phase: 'made', note, end });
    else if (note !== undefined) await onLeft(note);
  };
  const finish = (end?: VoiceEnd): Promise<void> => {
    if (recorder !== undefined) finishing = conclude(recorder, end);
    return finishing;
  };
  /** Once: the screen is told to leave before it goes. */
  const leave = async () => {
    if (isOver) return;
    isOver = true;
    const now = recording();
    await (now.phase === 'made' ? onLeft(now.note) : finish());
  };
  onCleanup(onLeaving(leave));
  const hidden = () => {
    if (document.visibilityState === 'hidden') void finish('hidden');
  };
  onMount(() => {
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', leavePage);
  });
  const leavePage = () => void finish('hidden');
  onCleanup(() => {
    document.removeEventListener('visibilitychange', hidden);
    window.removeEventListener('pagehide', leavePage);
    clearInterval(timer);
    void leave();
  });

  return {
    recording,
    spentMs,
    levels,
    start,
    pause: () => {
      if (recorder === undefined) return;
      recorder.pause();
      watch = heldAt(watch, performance.now());
      setRecording({ phase: 'paused' });
    },
    resume: () => {
      if (recorder === undefined) return;
      recorder.resume();
      watch = resumedAt(watch, performance.now());
      setRecording({ phase: 'recording' });
    },
    stop: () => finish(),
    /** What was recorded is let go, also what is being recorded. */
    drop: () => {
      clearInterval(timer);
      void recorder?.stop();
      recorder = undefined;
      setRecording({ phase: 'idle' });
    },
  };
}
