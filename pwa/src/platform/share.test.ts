// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { firstProfile, parseProfileId, placesOf } from './profile-place.ts';
import { dropOldShare, dropShare, dropShared, keepShare, keptShare } from './share.ts';

const own = placesOf(firstProfile);
const other = placesOf(parseProfileId('0123456789abcdef') ?? firstProfile);
const hourMs = 3_600_000;

/** As much of the browser's caches as is used here. */
let kept: Map<string, Map<string, Response>>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('caches', {
    has: async (name: string) => kept.has(name),
    delete: async (name: string) => kept.delete(name),
    open: async (name: string) => {
      const cache = kept.get(name) ?? new Map<string, Response>();
      kept.set(name, cache);
      return {
        put: async (path: string, response: Response) => void cache.set(path, response),
        match: async (path: string) => cache.get(path)?.clone(),
        delete: async (path: string) => cache.delete(path),
      };
    },
  });
});
afterEach(() => void vi.unstubAllGlobals());

const share = (text: string, ...words: readonly string[]) => ({
  id: crypto.randomUUID(),
  text,
  files: words.map((word) => ({ blob: new Blob([word]), name: `${word}.txt` })),
});
const read = async (nowMs: number, place = own) => {
  const found = await keptShare(place, nowMs);
  if (found === undefined) return undefined;
  return [found.text, ...(await Promise.all(found.files.map(async ({ blob, name }) => `${name}: ${await blob.text()}`)))];
};

test('it is found again for an hour, by its own profile', async () => {
  await keepShare(own, share('mots', 'un', 'deux'), 1000.5);
  expect(await read(1000 + hourMs - 1)).toEqual(['mots', 'un.txt: un', 'deux.txt: deux']);
  expect(await read(1000, other)).toBeUndefined();
  expect(await read(1000 + hourMs)).toBeUndefined();
  // A clock that was set back.
  expect(await read(1000 - hourMs)).toBeUndefined();
  expect([...kept.keys()]).toEqual(['sanad-share']);
});

test('the next one takes its place, with nothing of the one before', async () => {
  await keepShare(own, share('', 'un', 'deux'), 0);
  await keepShare(own, share('autre', 'trois'), 0);
  expect(await read(1)).toEqual(['autre', 'trois.txt: trois']);
  expect(kept.get('sanad-share')?.size).toBe(2);
});

test('what of it is kept elsewhere goes part by part, and what is left is found again; of another one nothing goes', async () => {
  const shared = share('mots', 'un', 'deux');
  await keepShare(own, shared, 0);
  await dropShared(own, crypto.randomUUID(), 'text');
  await dropShared(own, shared.id, 'text');
  expect(await read(1)).toEqual(['', 'un.txt: un', 'deux.txt: deux']);
  await dropShared(own, shared.id, 0);
  expect(await read(1)).toEqual(['', 'deux.txt: deux']);
  expect((await keptShare(own, 1))?.files.map(({ at }) => at)).toEqual([1]);
  await dropShared(own, shared.id, 1);
  expect(await read(1)).toBeUndefined();
});

test('what is old or half-written is dropped, what is fresh stays', async () => {
  await keepShare(own, share('', 'un'), 0);
  await dropOldShare(own, hourMs - 1);
  expect(kept.size).toBe(1);
  await dropOldShare(own, hourMs);
  expect(kept.size).toBe(0);
  await keepShare(own, share('', 'un'), 0);
  kept.get('sanad-share')?.delete('/share/facts');
  expect(await read(1)).toBeUndefined();
  await dropOldShare(own, 1);
  expect(kept.size).toBe(0);
});

test('facts of another version count as none', async () => {
  await keepShare(own, share('x'), 0);
  kept.get('sanad-share')?.set('/share/facts', new Response('{"id":1}'));
  expect(await read(1)).toBeUndefined();
});

test('nothing stays of one that was taken, refused or left behind', async () => {
  await keepShare(own, share('x', 'un'), 0);
  await dropShare(own);
  expect(kept.size).toBe(0);
});
