/**
 * Who can open the profile that a push is for (NOTIFY-2, NOTIFY-9, SHARED-1). A browser may hold several; none is made by looking. With an app lock
 * there is no key here: a window whose engine is open answers instead. Without one nothing is read, and the alert says nothing.
 */
import { openWaker, type Waker } from '@sanad/model/engine/wake';
import type { PushPayload } from '@sanad/model/wire/push';
import { openKeys, rowsDatabase } from '../platform/database.ts';
import { makeHttp } from '../platform/http.ts';
import { makeIntents } from '../platform/intents.ts';
import { parseKeyRing } from '../platform/key-ring.ts';
import { firstProfile, type PlaceName, placesOf } from '../platform/profile-place.ts';
import { listProfiles } from '../platform/profiles.ts';
import { makeRows } from '../platform/rows.ts';
import { findWindowWaker } from './window-waker.ts';

export type FoundWaker = Pick<Waker, 'look' | 'lookEvent' | 'take' | 'mark'>;

export async function findWaker({ d }: Pick<PushPayload, 'd'>): Promise<FoundWaker | undefined> {
  const profiles = new Set([firstProfile, ...(await listProfiles()).map(({ profile }) => profile)]);
  for (const profile of profiles) {
    const place = placesOf(profile);
    const localKey = await openKeyOf(place);
    if (localKey === undefined) continue;
    const [rows, intents] = [makeRows(place), makeIntents(place)];
    const waker = await openWaker({ rows, localKey, http: makeHttp(fetch.bind(self)), clock, intents });
    if (waker?.device === d) return waker;
  }
  return findWindowWaker(d);
}

/** Undefined: nobody has it, or it is locked. */
async function openKeyOf(place: PlaceName): Promise<CryptoKey | undefined> {
  // Opening would make it.
  const there = await indexedDB.databases();
  if (!there.some(({ name }) => name === rowsDatabase(place))) return undefined;
  const db = await openKeys(place);
  try {
    const ring = parseKeyRing(await db.get('keys', 'ring'), await db.get('keys', 'local'));
    return ring.locked === undefined ? ring.open : undefined;
  } finally {
    db.close();
  }
}

const clock = {
  nowMs: () => Date.now(),
  schedule: (delayMs: number, task: () => void) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
