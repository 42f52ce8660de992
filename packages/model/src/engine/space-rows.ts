/** Spaces as this device keeps them: the row, what is derived from it, and what went wrong. */
import { copyBytes } from '../bytes.ts';
import type { SpaceId, UserId } from '../ids.ts';
import { makeSpaceKeys, type SpaceKeys } from '../sync/space-keys.ts';
import type { SpaceKind, SpaceMember, SpaceState } from '../wire/epoch-record.ts';
import { zeroHash } from '../wire/fields.ts';
import type { RequestError } from './http-client.ts';
import type { SpaceRow } from './records.ts';

export type SpaceError =
  | RequestError
  | { readonly type: 'storage-full' }
  /** The server showed records that cannot be: nothing was applied. */
  | { readonly type: 'epoch-fault' }
  /** The key of the newest epoch could not be opened by any of my user keys. */
  | { readonly type: 'no-grant' }
  | { readonly type: 'unknown-person' }
  /** I am no member any more. */
  | { readonly type: 'not-member' };

export interface SpaceView extends SpaceRow {
  readonly keys: SpaceKeys | undefined;
}

export const viewSpace = (row: SpaceRow): SpaceView => ({
  ...row,
  keys: row.logSecret && makeSpaceKeys(new Map(row.epochKeys), row.logSecret),
});

/** Rows of an earlier version do not tell where a membership began: then it is the beginning of the space. */
export const spaceMember = ({ joined = { epoch: 0, rev: 0 }, ...member }: SpaceRow['members'][number]): SpaceMember => ({
  ...member,
  joined,
});

/** Undefined: no record of it is known. */
export function stateOf(row: SpaceRow): SpaceState | undefined {
  if (row.records === 0) return undefined;
  return { ...row, members: new Map(row.members.map((member): [UserId, SpaceMember] => [member.user, spaceMember(member)])) };
}

export const emptyRow = (space: SpaceId, kind: SpaceKind): SpaceRow => ({
  space,
  kind,
  accepted: false,
  records: 0,
  epoch: 0,
  rev: 0,
  head: copyBytes(zeroHash),
  keyCommit: copyBytes(zeroHash),
  epochStartedAtMs: 0,
  members: [],
  epochKeys: [],
  writers: [],
});

export const isUnknownSpace = (error: SpaceError): boolean =>
  error.type === 'refused' && (error.code === 'space/not-member' || error.code === 'request/not-found');
