/**
 * What another app shared with SANAD, from the service worker that took it until somebody chose where it goes. One at a time, in a cache of the
 * profile, and **unsealed**: the service worker has no key. So it is kept for an hour at most, on a device of one's own, without an app lock.
 */
import * as v from 'valibot';
import type { PlaceName } from './profile-place.ts';

export interface Share {
  readonly id: string;
  readonly text: string;
  readonly files: readonly { readonly blob: Blob; readonly name: string }[];
}

export interface KeptShare extends Share {
  readonly files: readonly (Share['files'][number] & { readonly at: number })[];
}

/** `not-kept`: this profile leaves nothing unsealed behind, or nobody is signed in. The service worker says it in the address of the page. */
export const SHARE_REFUSALS = ['not-kept', 'too-much', 'unreadable'] as const;
export type ShareRefusal = (typeof SHARE_REFUSALS)[number];

/** As many as a message carries. */
export const maxSharedFiles = 10;
export const maxSharedCharacters = 16_000;
export const maxSharedNameCharacters = 255;
const keptMs = 3_600_000;

const cacheName = 'sanad-share';
const factsPath = '/share/facts';
const filePath = (at: number): string => `/share/${at}`;

const Facts = v.object({
  id: v.pipe(v.string(), v.uuid()),
  atMs: v.pipe(v.number(), v.safeInteger()),
  text: v.pipe(v.string(), v.maxLength(maxSharedCharacters)),
  names: v.pipe(v.array(v.pipe(v.string(), v.maxLength(maxSharedNameCharacters))), v.maxLength(maxSharedFiles)),
});
type Facts = v.InferOutput<typeof Facts>;

/** In the place of the one before. */
export async function keepShare(place: PlaceName, { id, text, files }: Share, nowMs: number): Promise<void> {
  await dropShare(place);
  const cache = await caches.open(place(cacheName));
  for (const [at, { blob }] of files.entries()) await cache.put(filePath(at), new Response(blob));
  const facts: Facts = { id, atMs: Math.floor(nowMs), text, names: files.map(({ name }) => name) };
  // Last: without it there is nothing.
  await cache.put(factsPath, new Response(JSON.stringify(facts)));
}

/** One that is too old counts as none, and one that was taken altogether. */
export async function keptShare(place: PlaceName, nowMs: number): Promise<KeptShare | undefined> {
  const cache = await openKept(place);
  const facts = cache && (await factsOf(cache));
  if (cache === undefined || facts === undefined || !isFresh(facts, nowMs)) return undefined;
  const { id, text, names } = facts;
  const blobs = await Promise.all(names.map(async (_name, at) => (await cache.match(filePath(at)))?.blob()));
  const files = names.flatMap((name, at) => {
    const blob = blobs[at];
    return blob === undefined ? [] : [{ blob, name, at }];
  });
  return text === '' && files.length === 0 ? undefined : { id, text, files };
}

/** One part of it is kept somewhere else by now. */
export async function dropShared(place: PlaceName, id: string, part: 'text' | number): Promise<void> {
  const cache = await openKept(place);
  const facts = cache && (await factsOf(cache));
  if (cache === undefined || facts?.id !== id) return;
  if (part !== 'text') await cache.delete(filePath(part));
  else await cache.put(factsPath, new Response(JSON.stringify({ ...facts, text: '' } satisfies Facts)));
}

export async function dropShare(place: PlaceName): Promise<void> {
  if ('caches' in globalThis) await caches.delete(place(cacheName));
}

/** Too old, or left half-written: not while one is being written. */
export async function dropOldShare(place: PlaceName, nowMs: number): Promise<void> {
  const cache = await openKept(place);
  const facts = cache && (await factsOf(cache));
  if (facts === undefined || !isFresh(facts, nowMs)) await dropShare(place);
}

/** Opening would make it. */
const openKept = async (place: PlaceName): Promise<Cache | undefined> =>
  'caches' in globalThis && (await caches.has(place(cacheName))) ? caches.open(place(cacheName)) : undefined;

/** A clock that was set back does not keep it longer. */
const isFresh = ({ atMs }: Facts, nowMs: number): boolean => Math.abs(nowMs - atMs) < keptMs;

async function factsOf(cache: Cache): Promise<Facts | undefined> {
  const kept: unknown = await (await cache.match(factsPath))?.json().catch(() => undefined);
  const parsed = v.safeParse(Facts, kept);
  return parsed.success ? parsed.output : undefined;
}
