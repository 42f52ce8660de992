/** Signing, verifying and hashing of statements (CHAIN-1): where their bytes meet the cipher door. */
import { concat, utf8 } from '../bytes.ts';
import { importVerifyKey, type SigningKey, sha256, sign, verify } from '../crypto/primitives.ts';
import { type DeviceId, deviceIdFromBytes } from '../ids.ts';
import {
  encodeStatementBody,
  type Statement,
  type StatementDomain,
  statementHashInput,
  statementSignedBytes,
} from '../wire/statement.ts';
import { deviceIdInput, type PublicKeys } from '../wire/user-chain.ts';

export async function signStatement(
  domain: StatementDomain,
  value: unknown,
  key: SigningKey,
  coSigner?: SigningKey,
): Promise<Statement> {
  const body = encodeStatementBody(value);
  const bytes = statementSignedBytes(domain, body);
  const sig = await sign(key.privateKey, bytes);
  return coSigner === undefined ? { body, sig } : { body, sig, coSig: await sign(coSigner.privateKey, bytes) };
}

/** The second signature, by somebody who read what the first one signed. */
export async function coSignStatement(domain: StatementDomain, { body, sig }: Statement, key: SigningKey): Promise<Statement> {
  return { body, sig, coSig: await sign(key.privateKey, statementSignedBytes(domain, body)) };
}

/** True when the signatures are those that the chain requires: a co-signature nobody asked for is refused too. */
export async function verifyStatement(
  domain: StatementDomain,
  statement: Statement,
  signer: Uint8Array,
  coSigner: Uint8Array | undefined,
): Promise<boolean> {
  const bytes = statementSignedBytes(domain, statement.body);
  if ((statement.coSig === undefined) !== (coSigner === undefined)) return false;
  if (!(await verifyWith(signer, statement.sig, bytes))) return false;
  return coSigner === undefined || statement.coSig === undefined || verifyWith(coSigner, statement.coSig, bytes);
}

async function verifyWith(publicKey: Uint8Array, signature: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  const key = await importVerifyKey(publicKey);
  return key !== undefined && verify(key, signature, bytes);
}

export const hashStatement = (domain: StatementDomain, statement: Statement): Promise<Uint8Array> =>
  sha256(statementHashInput(domain, statement));

export const deriveDeviceId = async (keys: PublicKeys): Promise<DeviceId> =>
  deviceIdFromBytes((await sha256(concat(utf8(deviceIdInput(keys))))).subarray(0, 16));
