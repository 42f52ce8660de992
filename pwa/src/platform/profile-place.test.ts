import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstProfile, makeProfileId, parseProfileId, parseWorkerName, placesOf, workerName } from './profile-place.ts';

test('SHARED-1 the first profile keeps its places as they were called before there were several', () => {
  expect(placesOf(firstProfile)('sanad-rows')).toBe('sanad-rows');
  expect(workerName({ profile: firstProfile, computer: undefined })).toBe('sanad-engine');
});

test('SHARED-1 two profiles share no place', () => {
  const [one, other] = [makeProfileId(), makeProfileId()];
  expect(placesOf(one)('sanad-rows')).toMatch(/^sanad-rows-[0-9a-f]{16}$/);
  expect(placesOf(one)('sanad-rows')).not.toBe(placesOf(other)('sanad-rows'));
});

test('SHARED-1 a worker reads from its name what it runs, and nothing else', () => {
  for (const profile of [firstProfile, makeProfileId()])
    for (const computer of [undefined, 'shared', 'passing'] as const)
      expect(parseWorkerName(workerName({ profile, computer }))).toEqual({ profile, computer });
  for (const name of ['', 'sanad', 'sanad-engine:', 'sanad-engine:x:shared', 'sanad-engine::else', 'sanad-engine:::'])
    expect(parseWorkerName(name)).toBeUndefined();
  fc.assert(fc.property(fc.string(), (name) => void parseWorkerName(name)));
});

test('an id of a profile is 16 hexadecimal digits or nothing', () => {
  expect(parseProfileId('')).toBe('');
  for (const value of [undefined, null, 7, 'x', '0'.repeat(15), '0'.repeat(17), `${'0'.repeat(15)}G`, {}])
    expect(parseProfileId(value)).toBeUndefined();
});
