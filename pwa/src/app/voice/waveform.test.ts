import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gather, loudnessOf, toWaveform } from './waveform.ts';

test('at most 64 bytes, fewer for fewer samples, none for none', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 500 }), (samples) => {
      expect(toWaveform(loudnessOf(Float32Array.from(samples)))).toHaveLength(Math.min(64, samples.length));
    }),
  );
});

test('the loudest stretch reaches the top, a quarter of it the middle', () => {
  const samples = Float32Array.from({ length: 4000 }, (_, at) => (at < 2000 ? 0.4 : 0.1) * (at % 2 === 0 ? 1 : -1));
  const made = toWaveform(loudnessOf(samples));
  expect(made[0]).toBe(255);
  expect(made[63]).toBeCloseTo(127.5, -1);
});

test('silence stays flat', () => {
  expect(Math.max(...toWaveform(loudnessOf(new Float32Array(9000).fill(0.00001))))).toBeLessThan(10);
});

test('fewer bars show the loudest of what they stand for', () => {
  expect(gather(Uint8Array.of(1, 9, 2, 3, 8, 4), 3)).toEqual([9, 3, 8]);
  expect(gather(Uint8Array.of(5), 30)).toEqual([5]);
});
