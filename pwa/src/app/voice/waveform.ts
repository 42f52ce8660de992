/** Loudness over time as a message carries it: at most 64 bytes, the loudest part of a note at 255, so that a soft voice is seen as well. */
const waveformBytes = 64;

/** Of samples between -1 and 1: the root of the mean square of each of `count` stretches. */
export function loudnessOf(samples: Float32Array, count = waveformBytes): readonly number[] {
  const stretches = Math.min(count, samples.length);
  return Array.from({ length: stretches }, (_, at) => {
    const from = Math.floor((at * samples.length) / stretches);
    const to = Math.floor(((at + 1) * samples.length) / stretches);
    let sum = 0;
    for (let sample = from; sample < to; sample++) sum += (samples[sample] ?? 0) ** 2;
    return Math.sqrt(sum / (to - from));
  });
}

/** Silence stays flat: what is softer than this is not stretched to the top. */
const leastPeak = 0.01;

export function toWaveform(loudness: readonly number[], count = waveformBytes): Uint8Array<ArrayBuffer> {
  const taken = gather(loudness, count);
  const peak = Math.max(leastPeak, ...taken);
  // The root brings soft speech up: ears hear it so.
  return Uint8Array.from(taken, (value) => Math.round(255 * Math.sqrt(Math.min(1, Math.max(0, value) / peak))));
}

/** For a bubble of fewer bars than bytes: the loudest of each stretch. */
export function gather(values: ArrayLike<number>, count: number): readonly number[] {
  const stretches = Math.min(count, values.length);
  return Array.from({ length: stretches }, (_, at) => {
    const from = Math.floor((at * values.length) / stretches);
    const to = Math.floor(((at + 1) * values.length) / stretches);
    return Math.max(...Array.from({ length: to - from }, (_, step) => values[from + step] ?? 0));
  });
}
