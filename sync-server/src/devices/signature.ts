/**
 * Ed25519 and SHA-256 through Node's own crypto (the server has no other). Verification runs in libuv's thread pool: the event loop
 * only hands out and collects.
 */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { bytesToBase64Url } from '@sanad/model/bytes';
import { type DeviceId, deviceIdFromBytes } from '@sanad/model/ids';
import { type Statement, type StatementDomain, statementHashInput, statementSignedBytes } from '@sanad/model/wire/statement';
import { deviceIdInput, type PublicKeys } from '@sanad/model/wire/user-chain';

/** `raw` is 32 bytes (the schema said so). Under a point that is not on the curve nothing verifies. */
export const ed25519Key = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytesToBase64Url(raw) }, format: 'jwk' });

export function verifySignature(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  return new Promise((done, fail) => {
    verify(null, bytes, key, signature, (error, valid) => (error === null ? done(valid) : fail(error)));
  });
}

export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** Devices sign with the server's time as they know it; so far the two may be apart. */
const clockToleranceMs = 10 * 60_000;
export const isSignedNow = (atMs: number, nowMs: number): boolean => Math.abs(atMs - nowMs) < clockToleranceMs;

export const statementHash = (domain: StatementDomain, statement: Statement): Uint8Array =>
  sha256(statementHashInput(domain, statement));

/** CHAIN-1: `sig` under `signer`, and `coSig` under `coSigner` when one is required; never a co-signature too many. */
export async function verifyStatement(
  domain: StatementDomain,
  statement: Statement,
  signer: Uint8Array,
  coSigner: Uint8Array | undefined,
): Promise<boolean> {
  if ((statement.coSig === undefined) !== (coSigner === undefined)) return false;
  const signed = statementSignedBytes(domain, statement.body);
  if (!(await verifySignature(ed25519Key(signer), signed, statement.sig))) return false;
  if (statement.coSig === undefined || coSigner === undefined) return true;
  return verifySignature(ed25519Key(coSigner), signed, statement.coSig);
}

/** CHAIN-3: a device's id is bound to its keys. */
export const deviceIdOf = (keys: PublicKeys): DeviceId =>
  deviceIdFromBytes(sha256(new TextEncoder().encode(deviceIdInput(keys))).subarray(0, 16));
