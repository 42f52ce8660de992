/** Wishes about members that wait (EPOCH-13, EPOCH-18): what ends them without their being written, and how two of them are told apart. */
import type { UserId } from '../ids.ts';
import type { IntentRow } from './records.ts';
import type { SpaceEvent } from './space-events.ts';

/** What is left of it after these records. Undefined: it is over. */
export function afterRecords(intent: IntentRow, events: readonly SpaceEvent[], me: UserId): IntentRow | undefined {
  if (intent.type === 'leave') return intent;
  // Who asked had no say meanwhile.
  if (events.some(({ demoted, removed }) => demoted.includes(me) || removed.includes(me))) return undefined;
  // She came: who removes her after that is not answered by an older wish.
  const isThere = (user: UserId): boolean => events.some(({ created, added }) => !created && added.includes(user));
  return intent.type === 'add' ? about(intent, (user) => !isThere(user)) : intent;
}

/** What is left of it for those who cannot be added yet, once the others are. */
export function whileWaiting(intent: IntentRow, waiting: ReadonlySet<UserId>): IntentRow | undefined {
  if (intent.type === 'role') return waiting.has(intent.user) ? intent : undefined;
  return intent.type === 'add' ? about(intent, (user) => waiting.has(user)) : undefined;
}

/** Somebody who waited can be added now, or never: nothing of it stays to be wanted again later. */
export const areOver = (asked: readonly IntentRow[], waiting: ReadonlySet<UserId>): boolean =>
  asked.some((one) => (one.type === 'add' || one.type === 'role') && whileWaiting(one, waiting) !== one);

function about(intent: Extract<IntentRow, { readonly type: 'add' }>, isMeant: (user: UserId) => boolean): IntentRow | undefined {
  const users = intent.users.filter(isMeant);
  if (users.length === 0) return undefined;
  return users.length === intent.users.length ? intent : { ...intent, users };
}

/** What is wanted last counts, also where the clock was put back meanwhile. */
export const afterOthers = (intent: IntentRow, others: readonly IntentRow[]): IntentRow => ({
  ...intent,
  atMs: Math.max(intent.atMs, ...others.map(({ atMs }) => atMs + 1)),
});
