/** Length and waveform of what was recorded, from the sound itself; where a browser cannot decode what it wrote, from what was heard meanwhile. */
import { loudnessOf, toWaveform } from './waveform.ts';

export interface Heard {
  readonly loudness: readonly number[];
  readonly elapsedMs: number;
}
export interface Measured {
  readonly durationMs: number;
  readonly waveform: Uint8Array<ArrayBuffer>;
}

/** Enough for loudness: ten minutes are 19 MB instead of 115. */
const sampleRate = 8_000;

export async function measureVoice(note: Blob, heard: Heard): Promise<Measured> {
  const sound = await decode(note).catch(() => undefined);
  if (sound === undefined) return asHeard(heard);
  return { durationMs: Math.round(sound.duration * 1000), waveform: toWaveform(loudnessOf(sound.getChannelData(0))) };
}

/** At once, where nobody waits for the sound to be decoded. */
export const asHeard = ({ elapsedMs, loudness }: Heard): Measured => ({
  durationMs: elapsedMs,
  waveform: toWaveform(loudness),
});

const decode = async (note: Blob): Promise<AudioBuffer> =>
  new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(await note.arrayBuffer());
