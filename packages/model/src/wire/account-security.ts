/**
 * The security of an account (AUTH-12 …): a second factor, passkeys, fresh proof, another password. What an authenticator answers has a
 * place for each of its parts and none for the results of extensions: a secret of one (PRF) has no way to the server (AUTH-17).
 */
import * as v from 'valibot';
import { bytesField, countField, lineField } from './fields.ts';
import { PasswordField } from './password.ts';
import { SharedComputerField } from './shared-computer.ts';

/** Six digits of an authenticator app. */
export const totpDigits = 6;
export const reserveCodes = 10;
/** Crockford base32: 50 bits. */
export const reserveCodeCharacters = 10;
export const maxPasskeys = 20;

/** The password was right; a code is asked for before there is a session. */
export const SecondFactorAsked = v.object({ next: v.literal('second-factor') });

const TotpField = v.pipe(v.string(), v.regex(/^\d{6}$/));
const ReserveCodeField = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{10}$/));

/** Codes as the device has tidied them up: digits, or a reserve code in capitals and without separators. */
export const FactorCode = v.variant('kind', [
  v.strictObject({ kind: v.literal('totp'), code: TotpField }),
  v.strictObject({ kind: v.literal('reserve'), code: ReserveCodeField }),
]);
export type FactorCode = v.InferOutput<typeof FactorCode>;

/** `trust`: this browser is not asked again for 30 days. */
export const SecondFactorAnswer = v.strictObject({
  answer: FactorCode,
  trust: v.boolean(),
  computer: v.optional(SharedComputerField),
});
export type SecondFactorAnswer = v.InferOutput<typeof SecondFactorAnswer>;

/** Shown once, while the second factor is not on yet. */
export const NewSecondFactor = v.object({ secret: v.string(), uri: v.string() });
export type NewSecondFactor = v.InferOutput<typeof NewSecondFactor>;
export const FirstCode = v.strictObject({ code: TotpField });
export const RemoveSecondFactor = v.strictObject({ answer: FactorCode });
export const ReserveCodes = v.object({ codes: v.pipe(v.array(v.string()), v.maxLength(reserveCodes)) });

const CredentialId = bytesField(1024);
const Transport = v.pipe(v.string(), v.regex(/^[a-z-]{1,24}$/));
const Credential = v.object({ id: CredentialId, transports: v.pipe(v.array(v.string()), v.maxLength(16)) });

/** What navigator.credentials.create is asked for. */
export const PasskeyCreation = v.object({
  challenge: bytesField(1024),
  relyingParty: v.string(),
  userHandle: bytesField(64),
  userName: v.string(),
  algorithms: v.pipe(v.array(v.number()), v.maxLength(16)),
  exclude: v.pipe(v.array(Credential), v.maxLength(maxPasskeys)),
  timeoutMs: countField,
});
export type PasskeyCreation = v.InferOutput<typeof PasskeyCreation>;

/** What navigator.credentials.get is asked for; without `allow` any passkey that the authenticator keeps for us. */
export const PasskeyRequest = v.object({
  challenge: bytesField(1024),
  relyingParty: v.string(),
  allow: v.pipe(v.array(Credential), v.maxLength(maxPasskeys)),
  timeoutMs: countField,
});
export type PasskeyRequest = v.InferOutput<typeof PasskeyRequest>;

export const PasskeyCreated = v.strictObject({
  id: CredentialId,
  clientData: bytesField(4096),
  attestation: bytesField(16 * 1024),
  transports: v.pipe(v.array(Transport), v.maxLength(16)),
});
export type PasskeyCreated = v.InferOutput<typeof PasskeyCreated>;

export const PasskeyAssertion = v.strictObject({
  id: CredentialId,
  clientData: bytesField(4096),
  authenticatorData: bytesField(4096),
  signature: bytesField(1024),
});
export type PasskeyAssertion = v.InferOutput<typeof PasskeyAssertion>;
/** At the door: also what she said of this computer (SHARED-1). */
export const PasskeySignIn = v.strictObject({ ...PasskeyAssertion.entries, computer: v.optional(SharedComputerField) });

export const PasskeyName = v.pipe(lineField(60), v.minLength(1));
export const NewPasskey = v.strictObject({ name: PasskeyName, created: PasskeyCreated });
export type NewPasskey = v.InferOutput<typeof NewPasskey>;
export const RenamePasskey = v.strictObject({ name: PasskeyName });

export const PasskeyEntry = v.object({
  id: v.pipe(v.string(), v.maxLength(64)),
  name: v.string(),
  createdAtMs: countField,
});
export type PasskeyEntry = v.InferOutput<typeof PasskeyEntry>;

export const AccountSecurity = v.object({
  secondFactor: v.boolean(),
  reserveCodesLeft: countField,
  passkeys: v.pipe(v.array(PasskeyEntry), v.maxLength(maxPasskeys)),
  /** The host name that passkeys belong to: elsewhere none can be made or used. */
  relyingParty: v.string(),
  /** For how long nobody asks for the password again; 0: at once. */
  provenForMs: countField,
});
export type AccountSecurity = v.InferOutput<typeof AccountSecurity>;

export const PasswordProof = v.strictObject({ password: v.pipe(v.string(), v.minLength(1), v.maxLength(128)) });
export const PasswordChange = v.strictObject({
  current: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  next: PasswordField,
  /** Ends the sessions of her other browsers and devices. */
  endOthers: v.boolean(),
});
export type PasswordChange = v.InferOutput<typeof PasswordChange>;
