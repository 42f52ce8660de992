/**
 * Who has a profile on this computer (SHARED-1): the only thing here that can be read without a key. A name and a small photo, so that the
 * switcher can offer them; nothing of what a profile holds. Whoever signs out is in it no more.
 */
import type { UserId } from '@sanad/model/ids';
import { userIdField } from '@sanad/model/wire/fields';
import { maxPeopleHere } from '@sanad/model/wire/shared-computer';
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import * as v from 'valibot';
import { foldersHere, removeFolder } from './file-folder.ts';
import { intentsDatabase } from './intents.ts';
import { photoCacheOf } from './photo-cache.ts';
import { type ProfileId, parseProfileId, placesOf } from './profile-place.ts';
import { dropShare } from './share.ts';

const databaseName = 'sanad-profiles';
const store = 'profiles';
const maxPhotoBytes = 64 * 1024;
const patienceMs = 2_000;

const Entry = v.object({
  profile: v.custom<ProfileId>((value) => parseProfileId(value) !== undefined),
  user: userIdField,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  photo: v.optional(
    v.custom<Blob>((value) => value instanceof Blob && value.size <= maxPhotoBytes && value.type.startsWith('image/')),
  ),
  usedAtMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export interface KeptProfile {
  readonly profile: ProfileId;
  readonly user: UserId;
  readonly name: string;
  readonly photo: Blob | undefined;
  readonly usedAtMs: number;
}

/** What is stored may be of another version, or of somebody's making: an entry that is none is left out. The newest first. */
export function parseProfiles(stored: readonly unknown[]): readonly KeptProfile[] {
  return stored
    .flatMap((value) => {
      const parsed = v.safeParse(Entry, value);
      return parsed.success ? [{ ...parsed.output, photo: parsed.output.photo }] : [];
    })
    .sort((a, b) => b.usedAtMs - a.usedAtMs)
    .slice(0, maxPeopleHere);
}

interface ProfilesSchema extends DBSchema {
  profiles: { key: string; value: unknown };
}
async function withProfiles<T>(use: (db: IDBPDatabase<ProfilesSchema>) => Promise<T>): Promise<T> {
  const db = await openDB<ProfilesSchema>(databaseName, 1, { upgrade: (fresh) => void fresh.createObjectStore(store) });
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

export const listProfiles = (): Promise<readonly KeptProfile[]> =>
  withProfiles(async (db) => parseProfiles(await db.getAll(store)));

export const keepProfile = ({ photo, ...entry }: KeptProfile): Promise<unknown> =>
  withProfiles((db) => db.put(store, photo === undefined ? entry : { ...entry, photo }, entry.profile));

/** No longer offered. */
export const hideProfile = (profile: ProfileId): Promise<unknown> => withProfiles((db) => db.delete(store, profile));

/** Nothing of it stays, not even its empty databases. Its worker has ended. */
export async function forgetProfile(profile: ProfileId): Promise<void> {
  await hideProfile(profile);
  await deletePlaces(profile);
}

const databases = ['sanad-rows', 'sanad-keys', 'sanad-documents', intentsDatabase];

async function deletePlaces(profile: ProfileId): Promise<void> {
  const place = placesOf(profile);
  // A dying worker lets go of them soon; what is left after that is tidied up by the next start.
  const deleted = Promise.all(databases.map((name) => deleteDB(place(name))));
  await Promise.race([deleted, new Promise((over) => setTimeout(over, patienceMs))]);
  if ('caches' in globalThis) await caches.delete(photoCacheOf(place));
  await dropShare(place);
  await removeFolder(place);
}

/** Places of profiles that nobody has: a sign-in that was given up, a browser that was killed. Only while nobody has one open. */
export async function tidyPlaces(kept: readonly Pick<KeptProfile, 'profile'>[]): Promise<void> {
  if (!('databases' in indexedDB)) return;
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const known = new Set<string>(kept.map(({ profile }) => profile));
  const named = names.flatMap((name) => {
    const profile = parseProfileId(/^sanad-(?:rows|keys|documents|intents)-([0-9a-f]{16})$/.exec(name)?.[1]);
    return profile === undefined ? [] : [profile];
  });
  const left = [...named, ...(await foldersHere())].filter((profile) => !known.has(profile));
  for (const profile of new Set(left)) await deletePlaces(profile);
}
