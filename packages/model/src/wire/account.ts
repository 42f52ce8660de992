/**
 * What somebody does with her account as a whole (ACCOUNT-1 …): where she is signed in, everything that the server holds of her, its end, and
 * a link to a new password by e-mail.
 */
import * as v from 'valibot';
import {
  bytesField,
  countField,
  deviceIdField,
  exactBytesField,
  hashBytes,
  lineField,
  spaceIdField,
  userIdField,
} from './fields.ts';
import { Invited } from './invitation.ts';
import { maxLinkBytes, maxPhotoBytes } from './limits.ts';

const list = <const S extends v.GenericSchema>(item: S, max: number) => v.pipe(v.array(item), v.maxLength(max));
/** Names a session and opens none: its token is in the cookie alone. */
const SessionIdField = v.pipe(v.string(), v.uuid());

/** `device`: the one that proved its key through it (AUTH-11); absent: none has. */
export const OwnSession = v.object({
  id: SessionIdField,
  isThis: v.boolean(),
  device: v.optional(deviceIdField),
  createdAtMs: countField,
  seenAtMs: countField,
});
export type OwnSession = v.InferOutput<typeof OwnSession>;
export const OwnSessions = v.object({ sessions: list(OwnSession, 1000) });
export const EndSession = v.strictObject({ id: SessionIdField });

/** ACCOUNT-2: rows as they stand; what is sealed is counted, because the server cannot read it. */
export const AccountExport = v.object({
  madeAtMs: countField,
  account: v.object({
    user: userIdField,
    name: v.string(),
    email: v.string(),
    staffNumber: v.string(),
    profession: v.string(),
    unit: v.string(),
    extension: v.string(),
    languages: list(v.string(), 16),
    specialities: list(v.string(), 16),
    role: v.string(),
    status: v.string(),
    createdAtMs: countField,
  }),
  photo: v.optional(v.object({ type: v.string(), body: bytesField(maxPhotoBytes) })),
  secondFactor: v.boolean(),
  passkeys: list(v.object({ name: v.string(), createdAtMs: countField }), 100),
  sessions: list(
    v.object({ createdAtMs: countField, expiresAtMs: countField, address: v.string(), browser: v.string(), device: v.string() }),
    1000,
  ),
  devices: list(v.object({ device: deviceIdField, isRevoked: v.boolean(), seenAtMs: v.optional(countField) }), 1000),
  /** Hosts of push services alone: the whole address wakes the device. */
  push: list(v.object({ service: v.string(), createdAtMs: countField }), 1000),
  links: list(v.object({ n: countField, body: bytesField(maxLinkBytes), sig: bytesField(64) }), 10_000),
  spaces: list(v.object({ space: spaceIdField, kind: v.string(), isAdministrator: v.boolean(), records: countField }), 10_000),
  sealed: v.object({ chunks: countField, files: countField, fileBytes: countField, marks: countField, reminders: countField }),
  urgent: v.object({ sent: countField, answered: countField }),
  /** By which she came, with what it said of her. */
  invitation: v.optional(v.object({ ...Invited.entries, madeAtMs: countField, usedAtMs: countField })),
  /** Days on which she was here, as far as that is kept (USAGE-2). */
  days: v.optional(list(v.object({ day: v.string(), unit: v.string() }), 1000), []),
  /** What her devices were told, and she acknowledged (ANNOUNCE-4). */
  announcements: v.optional(
    list(v.object({ announcement: v.string(), toldAtMs: countField, acknowledgedAtMs: v.optional(countField) }), 10_000),
    [],
  ),
  /** Of the directory's row, which the organisation's chain holds as a salted hash. */
  photoHash: v.optional(exactBytesField(hashBytes)),
});
export type AccountExport = v.InferOutput<typeof AccountExport>;

/** ACCOUNT-5: e-mail address or staff number. */
export const ForgottenPassword = v.strictObject({ login: v.pipe(lineField(254), v.minLength(1)) });
