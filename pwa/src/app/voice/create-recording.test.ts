// @vitest-environment jsdom
/** A recording that ends before somebody presses: what was said is kept. */
import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { announceLeaving } from '../leaving.ts';
import { whenTouched } from '../when-touched.ts';
import { createRecording, maxVoiceMs, type RecordedVoice } from './create-recording.ts';

/** A microphone and a recorder that writes one piece when it ends. */
class StandInRecorder extends EventTarget {
  static isTypeSupported = (type: string) => type.startsWith('audio/webm');
  state: 'inactive' | 'recording' | 'paused' = 'inactive';
  start() {
    this.state = 'recording';
  }
  pause() {
    this.state = 'paused';
  }
  resume() {
    this.state = 'recording';
  }
  stop() {
    this.state = 'inactive';
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob(['said']) }));
    this.dispatchEvent(new Event('stop'));
  }
}
class StandInAudio {
  createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: (samples: Float32Array) => samples.fill(0.2) });
  createMediaStreamSource = () => ({ connect: () => undefined });
  close = async () => undefined;
}
class Track extends EventTarget {
  isOn = true;
  stop() {
    this.isOn = false;
  }
}

let track: Track;
let left: RecordedVoice[];
let kept: () => void;
let voice: ReturnType<typeof createRecording>;
let dispose: () => void;
let mayUse: () => Promise<object>;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  track = new Track();
  left = [];
  mayUse = async () => ({ getTracks: () => [track] });
  vi.stubGlobal('MediaRecorder', StandInRecorder);
  vi.stubGlobal('AudioContext', StandInAudio);
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia: () => mayUse() } });
  createRoot((end) => {
    dispose = end;
    voice = createRecording((note) => {
      left.push(note);
      return new Promise<void>((done) => {
        kept = done;
      });
    });
  });
});
afterEach(() => {
  dispose();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'mediaDevices');
  Reflect.deleteProperty(document, 'visibilityState');
});
const hide = () => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
};
const made = async () => {
  await vi.waitFor(() => expect(voice.recording().phase).toBe('made'));
  const now = voice.recording();
  if (now.phase !== 'made') throw new Error('not made');
  return now;
};

test('its length leaves the pauses out; the microphone is off afterwards', async () => {
  await voice.start();
  vi.advanceTimersByTime(3_000);
  voice.pause();
  vi.advanceTimersByTime(60_000);
  voice.resume();
  vi.advanceTimersByTime(1_000);
  await voice.stop();
  const { note, end } = await made();
  expect([note.type, note.durationMs, end, track.isOn]).toEqual(['audio/webm', 4_000, undefined, false]);
  expect(note.waveform.length).toBeLessThanOrEqual(64);
  voice.drop();
});

test('a hidden page ends it, and keeps what was said', async () => {
  await voice.start();
  vi.advanceTimersByTime(2_000);
  hide();
  expect([(await made()).end, track.isOn]).toEqual(['hidden', false]);
  voice.drop();
});

test('so do ten minutes', async () => {
  await voice.start();
  vi.advanceTimersByTime(maxVoiceMs + 200);
  expect((await made()).end).toBe('limit');
  voice.drop();
});

test('and a microphone that is pulled out', async () => {
  await voice.start();
  track.dispatchEvent(new Event('ended'));
  expect((await made()).end).toBe('microphone');
  voice.drop();
});

test('when its screen goes, the microphone is off at once and the note is handed over', async () => {
  await voice.start();
  vi.advanceTimersByTime(2_000);
  dispose();
  expect(track.isOn).toBe(false);
  await vi.waitFor(() => expect(left).toHaveLength(1));
});

test('LOCK-9 it locks: what is being said is handed over before the screen goes, once, and waited for until it is kept', async () => {
  await voice.start();
  vi.advanceTimersByTime(2_000);
  let isSaved = false;
  const saved = announceLeaving().then(() => {
    isSaved = true;
  });
  expect(track.isOn).toBe(false);
  dispose();
  await vi.waitFor(() => expect(left).toHaveLength(1));
  expect([left[0]?.durationMs, isSaved]).toEqual([2_000, false]);
  kept();
  await saved;
  expect(left).toHaveLength(1);
});

test('LOCK-9 so is a note that was heard and not attached yet', async () => {
  await voice.start();
  await voice.stop();
  await made();
  const saved = announceLeaving();
  expect(left).toHaveLength(1);
  kept();
  await saved;
  dispose();
  expect(left).toHaveLength(1);
});

test('LOCK-10 who speaks is here, though she touches nothing; who made a pause may have gone', async () => {
  let heard = 0;
  await new Promise<void>((mounted) =>
    createRoot((end) => {
      whenTouched(() => {
        heard++;
      });
      const all = dispose;
      dispose = () => {
        all();
        end();
      };
      queueMicrotask(mounted);
    }),
  );
  await voice.start();
  vi.advanceTimersByTime(60_000);
  expect(heard).toBeGreaterThan(0);
  voice.pause();
  heard = 0;
  vi.advanceTimersByTime(60_000);
  expect(heard).toBe(0);
});

test('what was discarded is not handed over', async () => {
  await voice.start();
  await voice.stop();
  await made();
  voice.drop();
  dispose();
  expect(left).toEqual([]);
});

test('a refused microphone is said; one that is granted too late is closed again', async () => {
  mayUse = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  await voice.start();
  expect(voice.recording()).toEqual({ phase: 'failed', why: 'refused' });
  let grant: (stream: object) => void = () => undefined;
  mayUse = () =>
    new Promise((done) => {
      grant = done;
    });
  const late = voice.start();
  dispose();
  grant({ getTracks: () => [track] });
  await late;
  expect([track.isOn, left]).toEqual([false, []]);
});
