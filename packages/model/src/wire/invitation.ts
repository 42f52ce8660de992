/**
 * Invitations (INVITE-1 … INVITE-6): a link that an administrator hands to somebody. It holds a token that the server knows by its hash, and
 * the organisation's hash, so that whoever comes by it takes the organisation from the administrator and not from the server.
 */
import * as v from 'valibot';
import { countField, nameField, userIdField } from './fields.ts';
import { EmailField, StaffNumberField } from './identifiers.ts';
import { ProfessionField } from './profession.ts';
import { UnitNameField } from './unit.ts';

export const invitationTokenCharacters = 43;
export const usualInvitationDays = 14;
export const maxInvitationDays = 90;
/** That may still be used. */
export const maxOpenInvitations = 20_000;
export const maxInvitationsPage = 50;
/** Of a file, and of one request of it. */
export const maxImportRows = 5000;
export const maxImportBytes = 2 * 1024 * 1024;
export const maxImportRowsPerRequest = 500;

export const invitationTokenField = v.pipe(v.string(), v.length(invitationTokenCharacters), v.regex(/^[A-Za-z0-9_-]+$/));

/** What the form of whoever comes begins with; each may be absent, and she may write it otherwise. */
const fields = {
  name: v.optional(nameField),
  email: v.optional(EmailField),
  staffNumber: v.optional(StaffNumberField),
  profession: v.optional(ProfessionField),
  unit: v.optional(UnitNameField),
} as const;
export const Invited = v.strictObject(fields);
export type Invited = v.InferOutput<typeof Invited>;

const days = v.optional(v.pipe(countField, v.minValue(1), v.maxValue(maxInvitationDays)), usualInvitationDays);
export const MakeInvitation = v.strictObject({ ...fields, days });
export type MakeInvitation = v.InferOutput<typeof MakeInvitation>;

const invitationId = v.pipe(v.string(), v.uuid());
/** The token is told once. */
export const InvitationMade = v.object({ invitation: invitationId, token: invitationTokenField, expiresAtMs: countField });
export type InvitationMade = v.InferOutput<typeof InvitationMade>;

/** What the page asks with a link, before the form: it begins with the answer. */
export const LookAtInvitation = v.strictObject({ token: invitationTokenField });
export const InvitationLook = v.object({ ...fields, expiresAtMs: countField });
export type InvitationLook = v.InferOutput<typeof InvitationLook>;

export const INVITATION_STATES = ['open', 'used', 'expired', 'revoked'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];
export const InvitationsQuery = v.strictObject({
  state: v.optional(v.picklist(INVITATION_STATES)),
  page: v.optional(v.pipe(countField, v.maxValue(10_000)), 0),
});
export type InvitationsQuery = v.InferOutput<typeof InvitationsQuery>;
export const InvitationLine = v.object({
  invitation: invitationId,
  state: v.picklist(INVITATION_STATES),
  name: v.optional(v.string()),
  email: v.optional(v.string()),
  staffNumber: v.optional(v.string()),
  profession: v.optional(ProfessionField),
  unit: v.optional(v.string()),
  /** Absent: the account is gone. */
  madeBy: v.optional(v.string()),
  madeAtMs: countField,
  expiresAtMs: countField,
  usedBy: v.optional(v.object({ user: userIdField, name: v.string() })),
});
export type InvitationLine = v.InferOutput<typeof InvitationLine>;
/** GET /admin/invitations: newest first. */
export const InvitationsPage = v.object({
  invitations: v.pipe(v.array(InvitationLine), v.maxLength(maxInvitationsPage)),
  total: countField,
});
export type InvitationsPage = v.InferOutput<typeof InvitationsPage>;

/** What is wrong with one line; the others come in all the same. `identifier`: neither e-mail address nor staff number. */
export const ROW_FAULTS = [
  'name',
  'email',
  'staff-number',
  'identifier',
  'profession',
  'unit',
  'duplicate',
  'account',
  'invited',
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

const text = v.optional(v.pipe(v.string(), v.maxLength(1000)), '');
export const ImportRow = v.strictObject({ name: text, email: text, staffNumber: text, profession: text, unit: text });
export type ImportRow = v.InferOutput<typeof ImportRow>;
/** `check`: nothing is made, the answer says what would be. */
export const ImportInvitations = v.strictObject({
  check: v.boolean(),
  days,
  rows: v.pipe(v.array(ImportRow), v.minLength(1), v.maxLength(maxImportRowsPerRequest)),
});
export const ImportedRow = v.object({
  fault: v.optional(v.picklist(ROW_FAULTS)),
  /** Of an invitation that was made. */
  token: v.optional(invitationTokenField),
});
export type ImportedRow = v.InferOutput<typeof ImportedRow>;
/** In the order of the rows. */
export const ImportedRows = v.object({
  rows: v.pipe(v.array(ImportedRow), v.maxLength(maxImportRowsPerRequest)),
  expiresAtMs: countField,
});
export type ImportedRows = v.InferOutput<typeof ImportedRows>;

/** One line by itself, in the order in which people read it. */
export function parseImportRow(row: ImportRow): { readonly fault: RowFault } | { readonly invited: Invited } {
  const named = <const S extends v.GenericSchema>(schema: S, value: string) => {
    const parsed = v.safeParse(schema, value.trim() === '' ? undefined : value);
    return parsed.success ? { value: parsed.output } : undefined;
  };
  const name = v.safeParse(nameField, row.name);
  if (!name.success) return { fault: 'name' };
  const email = named(fields.email, row.email);
  if (email === undefined) return { fault: 'email' };
  const staffNumber = named(fields.staffNumber, row.staffNumber);
  if (staffNumber === undefined) return { fault: 'staff-number' };
  if (email.value === undefined && staffNumber.value === undefined) return { fault: 'identifier' };
  const profession = named(fields.profession, row.profession);
  if (profession === undefined) return { fault: 'profession' };
  const unit = named(fields.unit, row.unit);
  if (unit === undefined) return { fault: 'unit' };
  return {
    invited: {
      name: name.output,
      ...(email.value === undefined ? {} : { email: email.value }),
      ...(staffNumber.value === undefined ? {} : { staffNumber: staffNumber.value }),
      ...(profession.value === undefined ? {} : { profession: profession.value }),
      ...(unit.value === undefined ? {} : { unit: unit.value }),
    },
  };
}
