/**
 * Shapes of the rows that the engine keeps (docs/storage.md). Rows are parsed like any other input: a newer or older version of the
 * app may have written them. A row that does not parse counts as absent.
 */
import * as v from 'valibot';
import { CALL_OUTCOMES } from '../schema/call-record-values.ts';
import { GROUP_KINDS, HISTORIES, POSTING, PRIORITIES, REGRANTS } from '../schema/message-values.ts';
import { LOG_FAULTS } from '../sync/log-state.ts';
import { SPACE_KINDS } from '../wire/epoch-record.ts';
import {
  callIdField as call,
  countField as count,
  deviceIdField as device,
  logIdField as log,
  messageIdField as message,
  spaceIdField as space,
  userIdField as user,
} from '../wire/fields.ts';
import { Me } from '../wire/http.ts';
import { ROLES } from '../wire/organisation-chain.ts';
import { Policy, policyOf } from '../wire/policy.ts';
import { FILE_KINDS } from './api-files.ts';

const bytes = v.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);
const pairs = <const K extends v.GenericSchema, const V extends v.GenericSchema>(key: K, value: V) =>
  v.array(v.tuple([key, value]));

export const StoredKeys = v.object({ sigPrivate: bytes, sigPublic: bytes, kemPrivate: bytes, kemPublic: bytes });

/** ['profile']: the one account of this profile. */
export const ProfileRow = v.object({
  me: Me,
  device: v.optional(v.object({ id: device, keys: StoredKeys })),
  organisationHash: bytes,
  organisationName: v.string(),
  /** Set by the server's answer; survives restart so that a stopped device says why without the network. */
  stopped: v.optional(v.string()),
  /** Why the request was refused, where it was said. */
  refusal: v.optional(v.string()),
  /** It stopped because an administrator gave her a new identity. */
  isReset: v.optional(v.boolean()),
  sessionExpired: v.boolean(),
});
export type ProfileRow = v.InferOutput<typeof ProfileRow>;

/** ['reset']: the identity that she asked an administrator for, before it is hers (RESET-1). */
export const ResetRow = v.object({
  me: Me,
  device: v.object({ id: device, keys: StoredKeys }),
  label: v.string(),
  /** Public: the code itself is on paper. */
  recovery: v.object({ sig: bytes, kem: bytes }),
  userKey: bytes,
  organisationHash: bytes,
  organisationName: v.string(),
  genesisHash: bytes,
});
export type ResetRow = v.InferOutput<typeof ResetRow>;

/** ['user-keys']: my user keys by generation. */
export const UserKeysRow = v.array(v.tuple([count, bytes]));

const PublicKeysRow = v.object({ sig: bytes, kem: bytes });
/** ['chain', user]: the folded device chain. Verified when it was folded; sealed here by the local key. */
export const ChainRow = v.object({
  user,
  n: count,
  head: bytes,
  organisation: bytes,
  genesisHash: bytes,
  devices: pairs(
    device,
    v.object({
      id: device,
      sig: bytes,
      kem: bytes,
      label: v.string(),
      addedN: count,
      addedAtMs: v.optional(count, 0),
      revokedN: v.optional(count),
    }),
  ),
  recovery: PublicKeysRow,
  /** A row of before this was kept counts as absent, and the chain is read again from its beginning. */
  recoveries: v.array(v.object({ sig: bytes, n: count, atMs: count, by: v.optional(device) })),
  userKey: v.object({ gen: count, pub: bytes }),
  userKeyN: v.optional(count, 0),
  userKeys: v.array(bytes),
  resets: count,
  resetLinks: v.optional(v.array(v.object({ n: count, gen: count, atMs: count, by: user })), []),
});
export type ChainRow = v.InferOutput<typeof ChainRow>;

/** ['identity', user]: the identity under which this device met her, which no change of it replaces (TRUST-3). */
export const IdentityRow = v.object({ genesis: bytes, resets: count });

/** ['organisation']: the folded organisation chain. */
export const OrganisationRow = v.object({
  n: count,
  head: bytes,
  hash: bytes,
  name: v.string(),
  breakGlass: PublicKeysRow,
  founder: v.object({ user, device, sig: bytes }),
  members: pairs(
    user,
    v.object({
      user,
      genesis: bytes,
      binding: bytes,
      role: v.picklist(ROLES),
      suspended: v.boolean(),
      signedN: v.optional(count, 0),
      wasSuspended: v.optional(v.boolean()),
    }),
  ),
  removed: v.optional(v.array(device), []),
  policy: v.optional(Policy),
  policySigned: v.optional(v.object({ n: count, atMs: count, by: user, factorSinceMs: count })),
});
/** The rules in a stored row of the organisation, for who needs nothing else of it: also before a session is open. */
const RulesRow = v.object({ policy: v.optional(Policy) });
export function rulesInRow(row: unknown): Policy {
  const parsed = v.safeParse(RulesRow, row);
  return parsed.success ? policyOf({ policy: parsed.output.policy }) : policyOf(undefined);
}
export type OrganisationRow = v.InferOutput<typeof OrganisationRow>;

const position = v.object({ epoch: count, rev: count });
const MemberRow = v.object({ user, admin: v.boolean(), ukGen: count, chainN: count, joined: v.optional(position) });
/** ['space', space]. `accepted`: the server has its first record. */
export const SpaceRow = v.object({
  space,
  kind: v.picklist(SPACE_KINDS),
  /** The colleague of a direct conversation. */
  peer: v.optional(user),
  accepted: v.boolean(),
  records: count,
  epoch: count,
  rev: count,
  head: bytes,
  keyCommit: bytes,
  epochStartedAtMs: count,
  members: v.array(MemberRow),
  epochKeys: v.array(v.tuple([count, bytes])),
  logSecret: v.optional(bytes),
  /** Who may have written when: (user, from epoch, to epoch, position of her chain in the first record of these that lists her). */
  writers: v.array(v.tuple([user, count, count, count])),
  /** Whom the first record of a group that was made here will list beside me. */
  invited: v.optional(v.array(user)),
  /** Members who left and are still listed: user, signed leave, signature (EPOCH-11). */
  leaving: v.optional(v.array(v.tuple([user, bytes, bytes]))),
  /** Administrators: user, from when, until when. */
  admins: v.optional(v.array(v.tuple([user, count, v.optional(count)]))),
  /** My identity is newer than the key that I was granted: a member confirms it first (RESET-7). */
  locked: v.optional(v.boolean()),
  /** I am no member any more; what is here stays readable. */
  ended: v.optional(v.picklist(['left', 'removed'])),
});
export type SpaceRow = v.InferOutput<typeof SpaceRow>;

/** ['intent', space, id]: a change of members that was asked for here and is not written yet. */
export const IntentRow = v.variant('type', [
  v.object({ type: v.literal('add'), users: v.array(user), atMs: count }),
  v.object({ type: v.literal('remove'), users: v.array(user), atMs: count }),
  v.object({ type: v.literal('role'), user, admin: v.boolean(), atMs: count }),
  v.object({ type: v.literal('leave'), atMs: count }),
]);
export type IntentRow = v.InferOutput<typeof IntentRow>;

/** ['log', log]: one record per log after each pull (SYNC-6). */
export const LogRow = v.object({
  log,
  space,
  kind: v.optional(v.string()),
  segment: v.optional(v.string()),
  cursor: count,
  hash: bytes,
  authors: v.array(v.tuple([device, count, bytes])),
  synced: v.array(v.string()),
  recentFrom: count,
  recent: v.array(bytes),
  stopped: v.optional(v.picklist(LOG_FAULTS)),
  /** Version of the engine that stopped it (SYNC-17). */
  stoppedBy: v.optional(v.string()),
});
export type LogRow = v.InferOutput<typeof LogRow>;
/**
 * ['lost', log]: the browser dropped the document, and the row of its log was kept (STORE-4). `known`: it is being read anew, and had been
 * read up to there.
 */
export const LostRow = v.object({ space, known: v.optional(v.object({ cursor: count, hash: bytes })) });
export type LostRow = v.InferOutput<typeof LostRow>;
/**
 * ['expired', log]: a week of messages that the hospital's rules let go (POLICY-10); its row of the log stays, so that it is not fetched again.
 * `erased`: its document is gone too. `told`: the server knows.
 */
export const ExpiredRow = v.object({ space, segment: v.string(), erased: v.boolean(), told: v.boolean() });
export type ExpiredRow = v.InferOutput<typeof ExpiredRow>;
/** ['log-history', log, block]: hashes of a full block. */
export const LogHistoryRow = v.object({ from: count, hashes: v.array(bytes) });

/** ['pending', space, entry]: a message or an act, durable before it is shown; editable until `entered`. */
export const PendingRow = v.object({
  id: message,
  space,
  text: v.string(),
  priority: v.picklist(PRIORITIES),
  sentAtMs: count,
  wallMs: count,
  counter: count,
  /** encodeDetails */
  details: v.optional(bytes),
  /** encodeAct; then text is empty. */
  act: v.optional(bytes),
  /** The document it belongs to, where that is not the week of its own `sentAtMs`. */
  document: v.optional(v.object({ kind: v.string(), segment: v.string() })),
  /** An urgent message that was too old when it could leave: its sender wants it to leave all the same (URGENT-6). */
  leavesLate: v.optional(v.boolean()),
  /** The log it was entered into; set in the same step that marks that log dirty. */
  entered: v.optional(log),
});
export type PendingRow = v.InferOutput<typeof PendingRow>;

/** What stands in the place of words. */
const filesSummary = v.object({
  kind: v.picklist(FILE_KINDS),
  count,
  name: v.optional(v.string()),
  durationMs: v.optional(count),
});
const callRecord = v.object({
  call,
  video: v.boolean(),
  outcome: v.picklist(CALL_OUTCOMES),
  startedAtMs: count,
  durationMs: count,
});
/** ['call', call]: one that this device made and that is not over yet (CALL-11); `message` is what will tell of it. */
export const OwnCallRow = v.object({
  call,
  message,
  space,
  video: v.boolean(),
  startedAtMs: count,
  connectedAtMs: v.optional(count),
  /** When the window that is in it was there last. */
  aliveAtMs: count,
});
export type OwnCallRow = v.InferOutput<typeof OwnCallRow>;
/** ['called', space]: when somebody was called there last from this device. */
export const CalledRow = v.object({ atMs: count });
/** `text`: the beginning of an urgent one, for the inbox, and of one that mentions me, for the alerts. */
const UnreadRow = v.object({
  text: v.optional(v.string()),
  /** Where `text` stands and is empty. */
  files: v.optional(filesSummary),
  sentAtMs: v.optional(count),
  id: message,
  wallMs: count,
  counter: count,
  priority: v.picklist(PRIORITIES),
  late: v.boolean(),
  /** I am mentioned. */
  mentioned: v.optional(v.boolean()),
  /** Of one that mentions me. */
  author: v.optional(user),
  /** It tells of a call that was missed; with `author` and `sentAtMs`. */
  call: v.optional(callRecord),
});
/** ['summary', space]: written by the leader when messages are applied. */
export const SummaryRow = v.object({
  last: v.optional(
    v.object({
      id: message,
      mine: v.boolean(),
      author: v.optional(user),
      recalled: v.optional(v.boolean()),
      text: v.string(),
      priority: v.picklist(PRIORITIES),
      wallMs: count,
      counter: count,
      sentAtMs: count,
      files: v.optional(filesSummary),
      call: v.optional(callRecord),
    }),
  ),
  /** Newest message of any member: where `delivered` may go. */
  newest: v.optional(v.object({ id: message, wallMs: count, counter: count })),
  unread: v.array(UnreadRow),
});
export type SummaryRow = v.InferOutput<typeof SummaryRow>;

export const PositionShape = v.object({ wallMs: count, counter: count, id: message });
export const MarkShape = v.object({ upTo: PositionShape, except: v.array(message) });
/** ['read', space]: what was shown on this device. */
export const ReadRow = MarkShape;
/** ['mark', space, device]: the newest accepted marks of a device. */
export const MarkRow = v.object({
  user,
  device,
  counter: count,
  delivered: v.optional(MarkShape),
  read: v.optional(MarkShape),
  /** MARK-8: what was said, with the server's time of each, oldest first: when somebody received and read a message. */
  times: v.optional(v.array(v.object({ atMs: count, delivered: v.optional(MarkShape), read: v.optional(MarkShape) }))),
  /** In the private space, of this device: the drafts that it said last (schema/drafts.ts). */
  said: v.optional(bytes),
});
export type MarkRow = v.InferOutput<typeof MarkRow>;
/** ['arrival', space]: messages that came late, with the moment of arrival: [id, arrivedAtMs]. */
export const ArrivalRow = v.array(v.tuple([message, count]));
/** ['draft', space]: what is being written there; empty when it was sent or cleared. */
export const DraftRow = v.object({
  text: v.string(),
  priority: v.picklist(PRIORITIES),
  /** When it was changed last; absent in rows of before that was kept. */
  atMs: v.optional(count),
  /** encodeDetails: what it answers, whom it mentions. */
  details: v.optional(bytes),
  /** The other device of hers where it was written. */
  from: v.optional(device),
});
export type DraftRow = v.InferOutput<typeof DraftRow>;
/** ['pins', space]: pinned messages as they read, the newest first, the newest hundred. */
const PinRow = v.object({
  id: message,
  wallMs: count,
  counter: count,
  author: user,
  text: v.string(),
  files: v.optional(filesSummary),
  priority: v.picklist(PRIORITIES),
  sentAtMs: count,
});
export type PinRow = v.InferOutput<typeof PinRow>;
export const PinsRow = v.array(PinRow);
const setting = <const S extends v.GenericSchema>(value: S) =>
  v.optional(v.object({ value, wallMs: count, counter: count, id: message }));
/** ['group', space]: the settings of a group as they stand (DOC-12). */
export const GroupRow = v.object({
  name: setting(v.string()),
  description: setting(v.string()),
  kind: setting(v.picklist(GROUP_KINDS)),
  picture: setting(bytes),
  posting: setting(v.picklist(POSTING)),
  forwarding: setting(v.boolean()),
  sensitive: setting(v.boolean()),
  everyone: setting(v.boolean()),
  history: setting(v.picklist(HISTORIES)),
  continues: setting(space),
  continued: setting(space),
  regrant: setting(v.picklist(REGRANTS)),
});
export type GroupRow = v.InferOutput<typeof GroupRow>;
/** ['clock'] */
export const ClockRow = v.object({ wallMs: count, counter: count });
/** ['sync'] */
/** `clockOffsetMs`: the server's time minus this device's then, for who looks for faults. */
export const SyncRow = v.object({ headsSinceMs: count, clockOffsetMs: v.optional(v.number()) });
