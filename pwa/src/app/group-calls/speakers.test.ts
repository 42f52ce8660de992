import { expect, test } from 'vitest';
import { breathMs, hearLevels, nobodySpeaks, type Speaking, stageAtLeastMs } from './speakers.ts';

function play(...steps: readonly (readonly [atMs: number, levels: Readonly<Record<string, number>>])[]): Speaking<string> {
  let speaking: Speaking<string> = nobodySpeaks();
  for (const [atMs, levels] of steps) speaking = hearLevels(speaking, new Map(Object.entries(levels)), atMs);
  return speaking;
}

test('GROUPCALL-8 who is heard speaks, and a breath is no silence', () => {
  expect([...play([0, { ines: 0.2, sami: 0.001 }]).now]).toEqual(['ines']);
  expect([...play([0, { ines: 0.2 }], [breathMs - 1, { ines: 0 }]).now]).toEqual(['ines']);
  expect([...play([0, { ines: 0.2 }], [breathMs, { ines: 0 }]).now]).toEqual([]);
});

test('GROUPCALL-8 whoever spoke last keeps the stage in silence', () => {
  const speaking = play([0, { ines: 0.2, sami: 0 }], [60_000, { ines: 0, sami: 0 }]);
  expect([speaking.stage, speaking.now.size]).toEqual(['ines', 0]);
});

test('GROUPCALL-8 a cough does not take the stage, and who goes on speaking does', () => {
  expect(play([0, { ines: 0.2, sami: 0 }], [500, { ines: 0.2, sami: 0.9 }]).stage).toBe('ines');
  const later = stageAtLeastMs + breathMs;
  expect(play([0, { ines: 0.2, sami: 0 }], [later, { ines: 0, sami: 0.1 }]).stage).toBe('sami');
});

test('GROUPCALL-8 of two who speak at once the clearly louder one is shown', () => {
  const at = stageAtLeastMs;
  expect(play([0, { ines: 0.2, sami: 0.2 }], [at, { ines: 0.2, sami: 0.25 }]).stage).toBe('ines');
  expect(play([0, { ines: 0.2, sami: 0 }], [at, { ines: 0.1, sami: 0.9 }]).stage).toBe('sami');
});

test('GROUPCALL-8 whoever left is on no stage', () => {
  expect(play([0, { ines: 0.2 }], [100, { sami: 0 }]).stage).toBeUndefined();
});
