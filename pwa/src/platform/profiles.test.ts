import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeProfileId } from './profile-place.ts';
import { parseProfiles } from './profiles.ts';

const user = '01a22049-fe95-73be-8d97-74aea1aebe02';
const entry = (changes: object = {}) => ({ profile: makeProfileId(), user, name: 'Amel Nour', usedAtMs: 5, ...changes });

test('SHARED-1 what the switcher offers is parsed: an entry that is none is left out', () => {
  const good = entry({ photo: new Blob(['x'], { type: 'image/webp' }) });
  const bad = [
    entry({ profile: 'elsewhere' }),
    entry({ user: 'nobody' }),
    entry({ name: '' }),
    entry({ name: 'x'.repeat(121) }),
    entry({ usedAtMs: -1 }),
    entry({ photo: new Blob(['x'], { type: 'text/html' }) }),
    entry({ photo: new Blob([new Uint8Array(64 * 1024 + 1)], { type: 'image/webp' }) }),
    undefined,
    null,
    7,
  ];
  expect(parseProfiles([...bad, good])).toEqual([good]);
  fc.assert(fc.property(fc.array(fc.anything()), (values) => void parseProfiles(values)));
});

test('SHARED-1 who was here last stands first, and no more people than may stay', () => {
  const many = Array.from({ length: 40 }, (_, at) => entry({ usedAtMs: at }));
  const shown = parseProfiles(many);
  expect(shown).toHaveLength(32);
  expect(shown[0]?.usedAtMs).toBe(39);
});
