/**
 * Where each profile of this browser keeps what it keeps (SHARED-1). The first one has no name: its places are called as they were when
 * there was only one. The worker learns from its own name which profile it runs, and on what kind of computer.
 */
import { SHARED_COMPUTERS, type SharedComputer } from '@sanad/model/wire/computer';

declare const brand: unique symbol;
/** Empty, or 16 hexadecimal digits. */
export type ProfileId = string & { readonly [brand]: 'ProfileId' };
export const firstProfile = '' as ProfileId;

/** The name of one of its databases, locks, channels or caches. */
export type PlaceName = (what: string) => string;

export const parseProfileId = (value: unknown): ProfileId | undefined =>
  typeof value === 'string' && /^(?:[0-9a-f]{16})?$/.test(value) ? (value as ProfileId) : undefined;

export function makeProfileId(): ProfileId {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') as ProfileId;
}

export const placesOf =
  (profile: ProfileId): PlaceName =>
  (what) =>
    profile === firstProfile ? what : `${what}-${profile}`;

/** A profile as it is opened. `computer` absent: nobody else uses this browser. */
export interface OpenedProfile {
  readonly profile: ProfileId;
  readonly computer: SharedComputer | undefined;
}

const base = 'sanad-engine';

export const workerName = ({ profile, computer }: OpenedProfile): string =>
  profile === firstProfile && computer === undefined ? base : `${base}:${profile}:${computer ?? ''}`;

/** A name that is not ours runs nothing. */
export function parseWorkerName(name: string): OpenedProfile | undefined {
  if (name === base) return { profile: firstProfile, computer: undefined };
  const [start, id, word, more] = name.split(':');
  const profile = parseProfileId(id);
  const computer = SHARED_COMPUTERS.find((known) => known === word);
  if (start !== base || profile === undefined || more !== undefined || (computer === undefined && word !== '')) return undefined;
  return { profile, computer };
}
