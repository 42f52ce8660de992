import { expect, test } from 'vitest';
import { levelOf } from './level.ts';

const tone = (gain: number) => Float32Array.from({ length: 2048 }, (_, i) => gain * Math.sin(i / 4));

test('CHECK-4 the meter stands at nothing in silence, rises with the voice, and never beyond its end', () => {
  expect(levelOf(new Float32Array(2048))).toBe(0);
  expect(levelOf(new Float32Array(0))).toBe(0);
  const [room, whisper, voice, shout] = [0.0005, 0.01, 0.1, 1].map((gain) => levelOf(tone(gain)));
  expect(room).toBe(0);
  expect([whisper, voice, shout].map((level) => Math.round((level ?? 0) * 10))).toEqual([3, 6, 9]);
  expect(levelOf(new Float32Array(16).fill(9))).toBe(1);
});
