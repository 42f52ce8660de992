/** A microphone that records. Whoever opens it ends it; then the microphone is off and what was said is a Blob. Nothing is stored. */
import { err, ok, type Result } from '@sanad/model/result';
import { type CameraError, stopCamera } from '../camera/open-camera.ts';
import { plainType, recordingType } from './recording-type.ts';

export type MicrophoneError = CameraError | 'unsupported';

export interface Recorder {
  readonly type: string;
  pause(): void;
  resume(): void;
  /** Loudness now, 0 to 1. */
  level(): number;
  /** Ends it, also when it ended by itself. */
  stop(): Promise<Blob>;
}

const refusals: Readonly<Record<string, MicrophoneError>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
};

/** Speech is understood well at it: ten minutes are 2.4 MB. */
const bitsPerSecond = 32_000;
/** What was said until then is in memory should the browser end it. */
const pieceMs = 1_000;

/** `onEnded`: the microphone was unplugged, or taken by the system. */
export async function openRecorder(onEnded: () => void): Promise<Result<Recorder, MicrophoneError>> {
  const type = 'MediaRecorder' in window ? recordingType((name) => MediaRecorder.isTypeSupported(name)) : undefined;
  if (type === undefined) return err('unsupported');
  // Absent without https.
  if (!('mediaDevices' in navigator)) return err('missing');
  let stream: MediaStream;
  try {
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    stream = await navigator.mediaDevices.getUserMedia({ audio });
  } catch (cause) {
    return err((cause instanceof DOMException ? refusals[cause.name] : undefined) ?? 'busy');
  }
  try {
    return ok(startRecorder(stream, type, onEnded));
  } catch {
    stopCamera(stream);
    return err('unsupported');
  }
}

function startRecorder(stream: MediaStream, type: string, onEnded: () => void): Recorder {
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: bitsPerSecond });
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0) pieces.push(data);
  });
  const meter = openMeter(stream);
  const ended = new Promise<void>((done) => {
    recorder.addEventListener('stop', () => {
      stopCamera(stream);
      meter.close();
      done();
    });
  });
  for (const track of stream.getTracks()) track.addEventListener('ended', onEnded);
  recorder.start(pieceMs);
  return {
    type: plainType(type),
    pause: () => recorder.state === 'recording' && recorder.pause(),
    resume: () => recorder.state === 'paused' && recorder.resume(),
    level: meter.level,
    stop: async () => {
      if (recorder.state !== 'inactive') recorder.stop();
      await ended;
      return new Blob(pieces, { type: plainType(type) });
    },
  };
}

function openMeter(stream: MediaStream): { level(): number; close(): void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    },
    close: () => void context.close(),
  };
}
