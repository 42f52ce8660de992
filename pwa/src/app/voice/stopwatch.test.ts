import { expect, test } from 'vitest';
import { plainType, recordingType } from './recording-type.ts';
import { clockOf, elapsedMs, heldAt, resumedAt, startedAt } from './stopwatch.ts';

test('pauses do not count', () => {
  const held = heldAt(startedAt(1000), 4000);
  expect(elapsedMs(held, 60_000)).toBe(3000);
  expect(elapsedMs(resumedAt(held, 60_000), 61_500)).toBe(4500);
});

test('a clock that was set back takes nothing away', () => {
  expect(elapsedMs(startedAt(5000), 1000)).toBe(0);
});

test('times as a voice note shows them', () => {
  expect([clockOf(0), clockOf(24_900), clockOf(61_000), clockOf(600_000)]).toEqual(['0:00', '0:24', '1:01', '10:00']);
});

test('Opus first, MP4 where there is nothing else, nothing where there is none', () => {
  expect(recordingType(() => true)).toBe('audio/webm;codecs=opus');
  expect(recordingType((type) => type === 'audio/mp4')).toBe('audio/mp4');
  expect(recordingType(() => false)).toBeUndefined();
  expect(plainType('audio/webm;codecs=opus')).toBe('audio/webm');
});
