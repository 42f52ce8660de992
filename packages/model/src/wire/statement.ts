/**
 * A signed statement: the exact JSON bytes that were signed, travelling with their signatures (CHAIN-1). Nobody re-encodes a
 * statement: it is verified, hashed and stored as the bytes it came as, so there is no canonical form to get wrong.
 *
 *   signature = Ed25519(domain | body)         hash = SHA-256(domain | body | sig | coSig?)
 */
import * as v from 'valibot';
import { type Bytes, bytesToBase64Url, concat, utf8, utf8ToText } from '../bytes.ts';
import { err, ok, type Result } from '../result.ts';
import { bytesField, exactBytesField } from './fields.ts';
import { maxEpochRecordBytes } from './limits.ts';

export const DOMAIN = {
  userLink: utf8('sanad/user-link/v1\0'),
  organisationLink: utf8('sanad/organisation-link/v1\0'),
  epochRecord: utf8('sanad/epoch/v1\0'),
  leave: utf8('sanad/leave/v1\0'),
  announcement: utf8('sanad/announcement/v1\0'),
} as const;
export type StatementDomain = keyof typeof DOMAIN;

export const Statement = v.strictObject({
  body: bytesField(maxEpochRecordBytes),
  sig: exactBytesField(64),
  coSig: v.optional(exactBytesField(64)),
});
export type Statement = v.InferOutput<typeof Statement>;

export const statementSignedBytes = (domain: StatementDomain, body: Uint8Array): Bytes => concat(DOMAIN[domain], body);

export const statementHashInput = (domain: StatementDomain, { body, sig, coSig }: Statement): Bytes =>
  concat(DOMAIN[domain], body, sig, coSig ?? new Uint8Array());

/** Bytes become base64url text; everything else must be plain JSON already. */
export const encodeStatementBody = (value: unknown): Bytes =>
  utf8(JSON.stringify(value, (_key, field: unknown) => (field instanceof Uint8Array ? bytesToBase64Url(field) : field)));

export type ParseStatementError = { readonly type: 'malformed' } | { readonly type: 'too-large' };

export function parseStatementBody<const Schema extends v.GenericSchema>(
  schema: Schema,
  body: Uint8Array,
  maxBytes: number,
): Result<v.InferOutput<Schema>, ParseStatementError> {
  if (body.length > maxBytes) return err({ type: 'too-large' });
  let value: unknown;
  try {
    value = JSON.parse(utf8ToText(body));
  } catch {
    return err({ type: 'malformed' });
  }
  const parsed = v.safeParse(schema, value);
  return parsed.success ? ok(parsed.output) : err({ type: 'malformed' });
}
