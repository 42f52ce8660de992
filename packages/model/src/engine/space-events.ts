/** What became of a space's members, record by record: the system lines of a thread. Derived from signed records alone. */
import * as v from 'valibot';
import type { UserId } from '../ids.ts';
import type { EpochRecord, SpaceState } from '../wire/epoch-record.ts';
import { countField as count, deviceIdField, userIdField as user } from '../wire/fields.ts';

export const SpaceEvent = v.object({
  /** Place of its record in the space. */
  index: count,
  atMs: count,
  by: user,
  created: v.boolean(),
  added: v.array(user),
  removed: v.array(user),
  /** Of the removed: those who left by their own signature. */
  left: v.array(user),
  promoted: v.array(user),
  demoted: v.array(user),
  /** The key changed. */
  rekeyed: v.boolean(),
  /** The group was made to continue another one (EPOCH-16); then `added` are those who were not in that one, as far as it is known here. */
  continues: v.optional(v.boolean()),
  /** `by` has a new device: from her own chain, not from a record of the space (CHAIN-11). */
  device: v.optional(deviceIdField),
  /** `by` has a new identity: the position of the reset in her own chain (TRUST-3). */
  identity: v.optional(count),
});
export type SpaceEvent = v.InferOutput<typeof SpaceEvent>;
/** ['space-events', space] */
export const SpaceEventsRow = v.array(SpaceEvent);
export const maxSpaceEvents = 1000;

export function eventIdOf({ index, by, device, identity }: SpaceEvent): string {
  if (identity !== undefined) return `identity-${by}-${identity}`;
  return device === undefined ? `event-${index}` : `device-${device}`;
}

export function eventOf(
  before: SpaceState | undefined,
  record: EpochRecord,
  after: SpaceState,
  left: readonly UserId[],
  index: number,
): SpaceEvent {
  const known = [...after.members.values()];
  const isAdminBefore = (id: UserId): boolean | undefined => before?.members.get(id)?.admin;
  return {
    index,
    atMs: record.atMs,
    by: record.author.user,
    created: before === undefined,
    added: known
      .filter(({ user: id }) => before?.members.has(id) !== true && id !== record.author.user)
      .map(({ user: id }) => id),
    removed: [...(before?.members.keys() ?? [])].filter((id) => !after.members.has(id)),
    left: [...left],
    promoted: known.filter(({ user: id, admin }) => admin && isAdminBefore(id) === false).map(({ user: id }) => id),
    demoted: known.filter(({ user: id, admin }) => !admin && isAdminBefore(id) === true).map(({ user: id }) => id),
    rekeyed: before !== undefined && record.epoch > before.epoch,
  };
}
