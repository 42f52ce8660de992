/** Accounts as they are administered (ADMIN-3 … ADMIN-6): the table, one account with its devices and sessions, and what is done to it. */
import * as v from 'valibot';
import { countField, deviceIdField, lineField, unitIdField, userIdField } from './fields.ts';
import { RoleField } from './organisation-chain.ts';
import { PasswordField } from './password.ts';
import { ProfessionField } from './profession.ts';

export const maxAccountsPage = 100;
export const ACCOUNT_STATES = ['pending', 'active', 'suspended', 'refused'] as const;
export const ACCOUNT_ORDERS = ['name', 'unit', 'role', 'status', 'seen'] as const;
const state = v.picklist(ACCOUNT_STATES);

/** The question, as it stands in the address: `text` is looked for in name, staff number and e-mail address. */
export const AccountsQuery = v.strictObject({
  text: v.optional(lineField(80)),
  role: v.optional(RoleField),
  status: v.optional(state),
  profession: v.optional(ProfessionField),
  /** With what stands below it. */
  unit: v.optional(unitIdField),
  order: v.optional(v.picklist(ACCOUNT_ORDERS), 'name'),
  descending: v.optional(v.boolean(), false),
  /** 0: the first. */
  page: v.optional(v.pipe(countField, v.maxValue(10_000)), 0),
  limit: v.optional(v.pipe(countField, v.minValue(1), v.maxValue(maxAccountsPage)), 50),
});
export type AccountsQuery = v.InferOutput<typeof AccountsQuery>;

export const AccountLine = v.object({
  user: userIdField,
  name: v.string(),
  staffNumber: v.string(),
  email: v.string(),
  profession: ProfessionField,
  unit: v.string(),
  unitId: v.optional(unitIdField),
  role: RoleField,
  status: state,
  /** Of her devices the one that was here last. */
  seenAtMs: v.optional(countField),
  devices: countField,
});
export type AccountLine = v.InferOutput<typeof AccountLine>;
export const AccountsPage = v.object({ accounts: v.array(AccountLine), total: countField });
export type AccountsPage = v.InferOutput<typeof AccountsPage>;

export const AdminDevice = v.object({
  device: deviceIdField,
  /** As it called itself; from her chain. */
  label: v.string(),
  addedAtMs: countField,
  seenAtMs: v.optional(countField),
});
export type AdminDevice = v.InferOutput<typeof AdminDevice>;
export const AdminSession = v.object({
  id: v.pipe(v.string(), v.uuid()),
  createdAtMs: countField,
  expiresAtMs: countField,
  /** The one that proved its key through it. */
  device: v.optional(deviceIdField),
});
export type AdminSession = v.InferOutput<typeof AdminSession>;
export const AccountDetail = v.object({
  ...AccountLine.entries,
  createdAtMs: countField,
  headsUnit: v.optional(unitIdField),
  hasSecondFactor: v.boolean(),
  openDevices: v.array(AdminDevice),
  sessions: v.array(AdminSession),
});
export type AccountDetail = v.InferOutput<typeof AccountDetail>;

/** ADMIN-7. */
export const maxRefusalCharacters = 300;
export const RefuseAccess = v.strictObject({ reason: v.optional(v.pipe(lineField(maxRefusalCharacters), v.minLength(1))) });

/** Null: of no unit of the tree. */
export const ChangeUnit = v.strictObject({ unit: v.nullable(unitIdField) });

/** ADMIN-5. The token is told once, to the administrator who made it. */
export const passwordTokenCharacters = 43;
export const passwordLinkMs = 24 * 3_600_000;
export const PasswordLink = v.object({ token: v.string(), expiresAtMs: countField });
export type PasswordLink = v.InferOutput<typeof PasswordLink>;
export const NewPasswordByLink = v.strictObject({
  token: v.pipe(v.string(), v.length(passwordTokenCharacters)),
  password: PasswordField,
});
export type NewPasswordByLink = v.InferOutput<typeof NewPasswordByLink>;
