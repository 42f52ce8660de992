/**
 * The HTTP door, `/api/v1` (HTTP-1 …). Bodies and answers are CBOR (`application/cbor`); a failure is its status with
 * `{code, …}` where `code` stands in error-code.ts. The session is the httpOnly cookie; a foreign Origin is refused.
 *
 * | route                                | request → answer                                     | who                     |
 * |--------------------------------------|------------------------------------------------------|-------------------------|
 * | GET  /service                        | → ServiceInfo                                        | anybody                 |
 * | POST /sign-up                        | SignUp → Me (201, cookie)                            | anybody                 |
 * | POST /sign-in                        | SignIn → Me or SecondFactorAsked (cookie)            | anybody                 |
 * | POST /sign-in/second-factor          | SecondFactorAnswer → Me (cookie)                     | who gave the password   |
 * | POST /sign-in/passkey/options        | → PasskeyRequest (cookie)                            | anybody                 |
 * | POST /sign-in/passkey                | PasskeyAssertion → Me (cookie)                       | anybody                 |
 * | POST /forgotten-password             | ForgottenPassword → {} (account.ts)                  | anybody                 |
 * | POST /password-link                  | NewPasswordByLink → {} (admin.ts)                    | who has its link        |
 * | POST /sign-out                       | → {}                                                 | session                 |
 * | POST /sessions/…                     | shared-computer.ts                                   |                         |
 * | GET  /units                          | → Units (unit.ts)                                    | anybody                 |
 * | POST /invitations/look               | LookAtInvitation → InvitationLook (invitation.ts)    | who has its link        |
 * | GET  /me · PATCH /me                 | → Me · ProfileChange → Me                            | session (also pending)  |
 * | GET  /me/session                     | → SessionInfo                                        | session                 |
 * | GET  /me/user-keys?recipient=ID      | → UserKeys                                           | session                 |
 * | GET  /users/:id/chain?from=n         | → Links                                              | active; own: session    |
 * | POST /me/links                       | DeviceLinkRequest → {}                               | session                 |
 * | GET  /me/links/:device               | → DeviceLinkState                                    | session                 |
 * | POST /me/links/:device/offer         | DeviceLinkOffer → {}                                 | session                 |
 * | POST /me/reset                       | ResetRequest → {}                                    | active                  |
 * | GET  /me/reset                       | → ResetState                                         | active                  |
 * | POST /me/reset/cancel                | → {}                                                 | active                  |
 * | GET  /me/devices                     | → OwnDevices                                         | active                  |
 * | GET  /me/security                    | → AccountSecurity                                    | active                  |
 * | POST /me/proof                       | PasswordProof → {}                                   | active                  |
 * | POST /me/proof/passkey/options       | → PasskeyRequest (cookie)                            | active                  |
 * | POST /me/proof/passkey               | PasskeyAssertion → {}                                | active                  |
 * | POST /me/second-factor               | → NewSecondFactor                                    | active, proven          |
 * | POST /me/second-factor/confirm       | FirstCode → ReserveCodes                             | active, proven          |
 * | POST /me/second-factor/codes         | → ReserveCodes                                       | active, proven          |
 * | POST /me/second-factor/remove        | RemoveSecondFactor → {}                              | active, proven          |
 * | POST /me/passkeys/options            | → PasskeyCreation (cookie)                           | active, proven          |
 * | POST /me/passkeys                    | NewPasskey → {}                                      | active, proven          |
 * | POST /me/passkeys/:id/rename         | RenamePasskey → {}                                   | active, proven          |
 * | POST /me/passkeys/:id/remove         | → {}                                                 | active, proven          |
 * | POST /me/password                    | PasswordChange → {}                                  | active                  |
 * | GET  /me/sessions                    | → OwnSessions (account.ts)                           | active                  |
 * | POST /me/sessions/end                | EndSession → {}                                      | active                  |
 * | POST /me/sessions/end-others         | → {}                                                 | active                  |
 * | GET  /me/export                      | → AccountExport                                      | active                  |
 * | POST /me/erase                       | EraseAccount → {}                                    | session                 |
 * | POST /me/chain                       | AppendUserLink → {n}                                 | session                 |
 * | GET  /organisation/chain?from=n      | → Links                                              | session                 |
 * | POST /organisation/chain             | AppendOrganisationLink → {n}                         | administrator           |
 * | GET  /directory                      | → Directory                                          | active                  |
 * | GET  /users/:id/photo                | → image/webp or image/jpeg bytes                     | active                  |
 * | GET  /admin/pending · POST …/:id/refuse | → Pending · → {}                                     | administrator, head of unit |
 * | GET  /admin/resets                   | → PendingResets                                      | administrator           |
 * | POST /admin/resets/:user/offer       | ResetOffer → {}                                      | administrator           |
 * | POST /admin/resets/:user/refuse      | → {}                                                 | administrator           |
 * | …    /admin/accounts…                | admin.ts                                             | administrator           |
 * | …    /admin/units…                   | unit.ts                                              | administrator           |
 * | …    /announcements…                 | announcement.ts                                      | active; who was told    |
 * | …    /admin/announcements…           | announcement.ts                                      | administrator, head of unit |
 * | …    /admin/invitations…             | invitation.ts                                        | administrator           |
 * | GET  /spaces                         | → Spaces (mine)                                      | active                  |
 * | GET  /spaces/:id/epochs?from=index   | → EpochRecords with my grants                        | member                  |
 * | POST /spaces/:id/epochs              | AppendEpochRecord → {epoch, rev}                     | author in the record    |
 * | POST /spaces/:id/leave               | LeaveSpace → {}                                      | member                  |
 * | GET  /spaces/:id/logs                | → Logs                                               | member                  |
 * | GET  /spaces/:id/marks               | → Marks                                              | member                  |
 * | GET  /heads?sinceMs=                 | → Heads of my spaces' logs that changed since        | active                  |
 * | GET  /logs/:id?after=&limit=         | → Pull                                               | member                  |
 * | GET  /logs/:id/snapshot?before=      | → SnapshotBody (newest; `before`: the one before)    | member                  |
 * | POST /logs/:id/snapshot              | PutSnapshot → {}                                     | member's device         |
 * | POST /logs/:id/expire                | → {}                                                 | administrator of its space |
 * | POST /logs/:id/snapshot/attest       | AttestSnapshot → {}                                  | member's device         |
 * | GET  /alarms?sinceMs=                | → Alarms (alarm.ts)                                  | active                  |
 * | POST /alarms/answers                 | AlarmAnswer → AlarmState (alarm.ts)                  | who is named or sent it |
 * | GET  /me/push                        | → PushState (push.ts)                                | active, her device      |
 * | POST /me/push                        | PushEndpoint → {}                                    | active, her device      |
 * | POST /me/push/remove                 | → {}                                                 | active, her device      |
 * | POST /me/push/filter                 | PushFilter → {}                                      | active, her device      |
 * | POST /me/push/test                   | → PushTestStarted                                    | active, her device      |
 * | GET  /me/push/test                   | → PushTest                                           | active, her device      |
 * | POST /me/push/test/seen              | PushTestSeen → {}                                    | active, her device      |
 * | POST /me/reminders                   | SetReminders → {} (reminder.ts)                      | active                  |
 * | GET  /files                          | → FileLimits (file.ts)                               | active                  |
 * | POST /files                          | ReserveFile → {}                                     | member                  |
 * | GET · HEAD · PATCH · DELETE /files/:id | → sealed bytes, `Range` is heeded; tus 1.0.0         | who may read it; who reserved it |
 * | POST /files/:id/remove               | RemoveFile → {}                                      | who brought it in, or an administrator there |
 * | POST /calls/ring                     | RingCall → {} (call.ts)                              | member, direct          |
 * | POST /calls/end                      | EndRing → {} (call.ts)                               | member, direct          |
 * | GET  /calls/ice                      | → IceServers (call.ts)                               | active                  |
 * | GET  /admin/push                     | → PushHealth                                         | administrator           |
 * | GET  /admin/usage…                   | usage.ts                                             | administrator, auditor  |
 * | GET  /admin/audit…                   | audit.ts                                             | administrator, auditor  |
 * | GET  /audit/… · /me/audit            | audit.ts                                             | active                  |
 */
import * as v from 'valibot';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { SecondFactorAsked } from './account-security.ts';
import { Grant, packedGrantBytes, SPACE_KINDS, UserKeyBackLink, UserKeyGrant } from './epoch-record.ts';
import {
  bytesField,
  countField,
  deviceIdField,
  exactBytesField,
  generationField,
  hashBytes,
  lineField,
  logIdField,
  nameField,
  spaceIdField,
  unitIdField,
  userIdField,
} from './fields.ts';
import { EmailField, StaffNumberField } from './identifiers.ts';
import { Invited, invitationTokenField } from './invitation.ts';
import {
  maxChunkBytes,
  maxGrantsPerRequest,
  maxLinkBytes,
  maxLinkOfferBytes,
  maxMarkBytes,
  maxMembers,
  maxOpenResets,
  maxPhotoBytes,
  maxSnapshotBytes,
} from './limits.ts';
import { bindingSaltBytes, RoleField } from './organisation-chain.ts';
import { PasswordField } from './password.ts';
import { REGISTRATIONS } from './policy-values.ts';
import { ProfessionField } from './profession.ts';
import { SharedComputerField } from './shared-computer.ts';
import { Statement } from './statement.ts';
import { UnitNameField } from './unit.ts';
import { kemKeyBytes, signingKeyBytes } from './user-chain.ts';

const list = <const S extends v.GenericSchema>(item: S, max: number) => v.pipe(v.array(item), v.maxLength(max));

export const ErrorBody = v.object({
  code: v.pipe(v.string(), v.maxLength(64)),
  n: v.optional(countField),
  epoch: v.optional(generationField),
  rev: v.optional(generationField),
  covers: v.optional(countField),
  retryAfterMs: v.optional(countField),
  /** With `account/refused`: why, in the words of whoever refused it (ADMIN-7). */
  reason: v.optional(v.pipe(v.string(), v.maxLength(300))),
});
export type ErrorBody = v.InferOutput<typeof ErrorBody>;

export const ServiceInfo = v.object({
  protocol: countField,
  oldestProtocol: countField,
  serverTimeMs: countField,
  /** Absent until the first administrator has made the organisation. */
  organisation: v.optional(v.object({ hash: exactBytesField(hashBytes), name: v.string() })),
  /** What the rules say to somebody who is not in yet (POLICY-3, POLICY-6, POLICY-7). Absent: what is usual. */
  door: v.optional(
    v.object({
      sharedComputers: v.boolean(),
      registration: v.picklist(REGISTRATIONS),
      minPasswordCharacters: countField,
    }),
  ),
});
export type ServiceInfo = v.InferOutput<typeof ServiceInfo>;

/** DIR-1: what she says she does, in her own words. */
export const maxSpecialities = 6;
export const maxSpecialityCharacters = 60;
const SpecialityField = v.pipe(lineField(maxSpecialityCharacters), v.minLength(1));
/** Rows that were kept before there were any have none. */
const KnownSpecialities = v.optional(list(v.string(), 16), []);

/** One request, one transaction (CHAIN-2): account fields, device chain genesis, UK_0's grants. */
export const SignUp = v.strictObject({
  user: userIdField,
  name: nameField,
  email: EmailField,
  staffNumber: StaffNumberField,
  password: PasswordField,
  profession: ProfessionField,
  unit: UnitNameField,
  /** Salt of the binding that the administrator will sign. */
  salt: exactBytesField(bindingSaltBytes),
  genesis: Statement,
  userKeyGrants: v.pipe(v.array(UserKeyGrant), v.length(2)),
  /** Only through the first-admin link: makes the organisation with this account as its first administrator. */
  firstAdmin: v.optional(
    v.strictObject({ token: v.pipe(v.string(), v.maxLength(128)), organisation: Statement, approval: Statement }),
  ),
  /** INVITE-3. */
  invitation: v.optional(invitationTokenField),
  computer: v.optional(SharedComputerField),
});
export type SignUp = v.InferOutput<typeof SignUp>;

export const SignIn = v.strictObject({
  login: lineField(254),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  /** Absent: a computer or phone of her own. */
  computer: v.optional(SharedComputerField),
});
export type SignIn = v.InferOutput<typeof SignIn>;

export const Me = v.object({
  user: userIdField,
  name: v.string(),
  email: v.string(),
  staffNumber: v.string(),
  profession: ProfessionField,
  unit: v.string(),
  /** Undefined: of no unit of the tree. */
  unitId: v.optional(unitIdField),
  extension: v.string(),
  languages: list(v.string(), 16),
  specialities: KnownSpecialities,
  role: RoleField,
  status: v.picklist(['pending', 'active']),
  salt: exactBytesField(bindingSaltBytes),
  photo: v.optional(exactBytesField(hashBytes)),
  /** POLICY-2: from then on she is let in with a second factor alone, and has none. */
  factorFromMs: v.optional(countField),
});
export type Me = v.InferOutput<typeof Me>;
export const SignInAnswer = v.union([SecondFactorAsked, Me]);

/** `device`: the one that proved its key through this session last (AUTH-11). */
export const SessionInfo = v.object({ device: v.optional(deviceIdField) });

export const ProfileChange = v.strictObject({
  unit: v.optional(UnitNameField),
  /** UNIT-6: with `unit`, which of those that are called so. */
  unitId: v.optional(unitIdField),
  extension: v.optional(lineField(20)),
  languages: v.optional(list(v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/)), 8)),
  specialities: v.optional(list(SpecialityField, maxSpecialities)),
  /** JPEG or WebP, already scaled by the device; `null` removes it. */
  photo: v.optional(v.nullable(bytesField(maxPhotoBytes))),
});
export type ProfileChange = v.InferOutput<typeof ProfileChange>;

export const UserKeys = v.object({ grants: list(UserKeyGrant, 1000), backLinks: list(UserKeyBackLink, 1000) });
export type UserKeys = v.InferOutput<typeof UserKeys>;

export const Links = v.object({ links: list(Statement, 1000), more: v.boolean() });
export type Links = v.InferOutput<typeof Links>;

export const AppendUserLink = v.strictObject({
  link: Statement,
  userKeyGrants: v.optional(list(UserKeyGrant, 64)),
  userKeyBackLink: v.optional(UserKeyBackLink),
});
export type AppendUserLink = v.InferOutput<typeof AppendUserLink>;

/** When each of my devices was connected last; absent: never, as far as the server remembers. Which devices these are is in my chain. */
export const OwnDevice = v.object({ device: deviceIdField, seenAtMs: v.optional(countField) });
export type OwnDevice = v.InferOutput<typeof OwnDevice>;
export const OwnDevices = v.object({ devices: list(OwnDevice, 1000) });

/** LINK-1: a device that asks to be one of mine: its keys, which its id is derived from, and what it calls itself. */
export const DeviceLinkRequest = v.strictObject({
  device: deviceIdField,
  sig: exactBytesField(signingKeyBytes),
  kem: exactBytesField(kemKeyBytes),
  label: v.pipe(lineField(60), v.minLength(1)),
});
export type DeviceLinkRequest = v.InferOutput<typeof DeviceLinkRequest>;
/** What another of my devices signed for it, sealed so that the server can neither read nor invent it (crypto/device-link.ts). */
export const DeviceLinkOffer = v.strictObject({ offer: bytesField(maxLinkOfferBytes) });
export const DeviceLinkState = v.object({ ...DeviceLinkRequest.entries, offer: v.optional(bytesField(maxLinkOfferBytes)) });
export type DeviceLinkState = v.InferOutput<typeof DeviceLinkState>;

/** RESET-1: the identity that somebody without device and code asks an administrator to confirm. Its secrets stay with her. */
export const ResetRequest = v.strictObject({
  ...DeviceLinkRequest.entries,
  recovery: v.strictObject({ sig: exactBytesField(signingKeyBytes), kem: exactBytesField(kemKeyBytes) }),
  /** Public part of the next user key. */
  userKey: exactBytesField(kemKeyBytes),
});
export type ResetRequest = v.InferOutput<typeof ResetRequest>;
/** A `reset` link as an administrator's device signed it; without the co-signature of the new device it makes nothing. */
export const ResetOffer = v.strictObject({ device: deviceIdField, body: bytesField(maxLinkBytes), sig: exactBytesField(64) });
export type ResetOffer = v.InferOutput<typeof ResetOffer>;
export const ResetState = v.object({ device: deviceIdField, refused: v.boolean(), offer: v.optional(ResetOffer) });
export type ResetState = v.InferOutput<typeof ResetState>;
/** With what the server knows of the consequences: direct conversations and groups she is a member of, devices that would end. */
export const PendingReset = v.object({
  user: userIdField,
  name: v.string(),
  email: v.string(),
  staffNumber: v.string(),
  profession: ProfessionField,
  unit: v.string(),
  request: v.object(ResetRequest.entries),
  lodgedAtMs: countField,
  isOffered: v.boolean(),
  conversations: countField,
  groups: countField,
  devices: countField,
});
export type PendingReset = v.InferOutput<typeof PendingReset>;
export const PendingResets = v.object({ requests: list(PendingReset, maxOpenResets) });

export const AppendOrganisationLink = v.strictObject({ link: Statement });
export const Position = v.object({ n: countField });

export const DirectoryEntry = v.object({
  user: userIdField,
  name: v.string(),
  profession: ProfessionField,
  unit: v.string(),
  extension: v.string(),
  languages: list(v.string(), 16),
  specialities: KnownSpecialities,
  salt: exactBytesField(bindingSaltBytes),
  photo: v.optional(exactBytesField(hashBytes)),
  /** Newest position of the device chain: tells which chains to fetch. */
  chainN: countField,
  /** Hash of `emailHashInput`: who knows an address finds its owner, also offline; nobody reads addresses out of the directory. */
  emailHash: v.optional(exactBytesField(hashBytes)),
});
/** `email` as `EmailField` makes it: lower case. */
export const emailHashInput = (salt: Uint8Array, email: string): Bytes =>
  concat(utf8('sanad/directory-email/v1\0'), salt, utf8(email));
export type DirectoryEntry = v.InferOutput<typeof DirectoryEntry>;
export const Directory = v.object({ people: list(DirectoryEntry, 20_000) });
export type Directory = v.InferOutput<typeof Directory>;

export const PendingAccount = v.object({
  user: userIdField,
  name: v.string(),
  email: v.string(),
  staffNumber: v.string(),
  profession: ProfessionField,
  unit: v.string(),
  salt: exactBytesField(bindingSaltBytes),
  genesis: Statement,
  createdAtMs: countField,
  /** INVITE-4: by whose invitation she came, and what that said of her. */
  invitation: v.optional(v.object({ by: v.optional(v.string()), ...Invited.entries })),
});
export type PendingAccount = v.InferOutput<typeof PendingAccount>;
export const Pending = v.object({ accounts: list(PendingAccount, 1000) });

export const SpaceSummary = v.object({
  space: spaceIdField,
  kind: v.picklist(SPACE_KINDS),
  epoch: generationField,
  rev: generationField,
  /** Members who left and are still listed. */
  leaving: countField,
});
export const Spaces = v.object({ spaces: list(SpaceSummary, 10_000) });

/** A grant for each listed member, in the record's order: `enc` 65 | `sealed` 48 (packGrant). */
export const AppendEpochRecord = v.strictObject({
  record: Statement,
  grants: list(exactBytesField(packedGrantBytes), maxGrantsPerRequest),
});
export type AppendEpochRecord = v.InferOutput<typeof AppendEpochRecord>;
/** Records in order from the asked index (0 = first record ever); my grants among them. */
export const EpochRecords = v.object({
  records: list(Statement, 1000),
  grants: list(v.object({ epoch: generationField, rev: generationField, grant: Grant }), 1000),
  /** Members who left and are still listed: the next who writes removes them (EPOCH-11). */
  leaves: list(Statement, maxMembers),
  more: v.boolean(),
});
export const LeaveSpace = v.strictObject({ leave: Statement });
export const EpochPosition = v.object({ epoch: generationField, rev: generationField });

export const LogHead = v.object({ space: spaceIdField, log: logIdField, seq: countField, hash: exactBytesField(hashBytes) });
export type LogHead = v.InferOutput<typeof LogHead>;
export const Logs = v.object({ logs: list(LogHead, 10_000) });
export const Heads = v.object({ logs: list(LogHead, 100_000), serverTimeMs: countField });

export const Pull = v.object({
  /** Head of the log in the same statement as the chunks (LOG-5). */
  seq: countField,
  hash: exactBytesField(hashBytes),
  /** Smallest sequence number still kept: below it only a snapshot helps. */
  first: countField,
  chunks: list(v.object({ seq: countField, receivedAtMs: countField, body: bytesField(maxChunkBytes) }), 1000),
  snapshot: v.optional(v.object({ covers: countField, hash: exactBytesField(hashBytes), attested: v.boolean() })),
});
export type Pull = v.InferOutput<typeof Pull>;
export const SnapshotBody = v.object({ covers: countField, body: bytesField(maxSnapshotBytes) });
export const PutSnapshot = v.strictObject({ body: bytesField(maxSnapshotBytes) });
/** Signed by the device: Ed25519 over `attestInput`. */
export const AttestSnapshot = v.strictObject({
  hash: exactBytesField(hashBytes),
  device: deviceIdField,
  sig: exactBytesField(64),
});

export const Marks = v.object({
  marks: list(v.object({ user: userIdField, device: deviceIdField, mark: bytesField(maxMarkBytes) }), 10_000),
});
export const Empty = v.object({});
