/**
 * How the local key rests while the app lock is on (LOCK-1 … LOCK-3): wrapped twice, and nowhere else.
 *
 *   opening key   secret: HKDF(Argon2id(secret, salt, cost), salt)     passkey: HKDF(output of its PRF, salt)
 *   inner         AES-GCM under the opening key      outer, stored: AES-GCM under the binding key of the browser profile
 *   stored        iv 12 | AES-GCM(iv 12 | AES-GCM(local key 32))
 *   associated    "sanad/lock/v1\0" | kind | "\0" | everything that stands beside the wrap
 *
 * The binding key cannot be exported: who copies the wrap alone has nothing to guess against. Who copies the whole profile has both, and
 * then the strength of the secret is all there is (docs/threat-model.md).
 */
import { type Bytes, concat, u32, utf8 } from '../bytes.ts';
import type { Result } from '../result.ts';
import { normalizeSecret, type SecretKind } from './lock-secret.ts';
import type { Argon2idCost } from './primitives/argon2id.ts';
import { aesNonceBytes, aesOpen, aesSeal, hkdf, importAesKey, type OpenError, randomBytes } from './primitives.ts';

export interface SecretWrap {
  readonly kind: SecretKind;
  readonly salt: Uint8Array;
  readonly cost: Argon2idCost;
  readonly sealed: Uint8Array;
}
export interface PasskeyWrap {
  /** The credential's id, for the browser to ask for. */
  readonly credential: Uint8Array;
  /** Input of its PRF. */
  readonly prfSalt: Uint8Array;
  readonly salt: Uint8Array;
  readonly sealed: Uint8Array;
}
export interface PasskeyOutput {
  readonly credential: Uint8Array;
  readonly prfSalt: Uint8Array;
  readonly prf: Uint8Array;
}

/** RFC 9106 §4, the second recommended option: 3 passes over 64 MiB, 4 lanes. What it costs stands in docs/benchmarks.md. */
export const lockCost: Argon2idCost = { memoryKiB: 64 * 1024, iterations: 3, lanes: 4 };
/** A record that asks for more was not written by us. */
export const maxLockCost: Argon2idCost = { memoryKiB: 1024 * 1024, iterations: 16, lanes: 16 };
export const localKeyBytes = 32;
const saltBytes = 16;

export async function wrapWithSecret(
  localKey: Uint8Array,
  binding: CryptoKey,
  { kind, secret }: { readonly kind: SecretKind; readonly secret: string },
  cost: Argon2idCost,
): Promise<SecretWrap> {
  const head = { kind, salt: randomBytes(saltBytes), cost };
  return { ...head, sealed: await wrap(localKey, binding, await secretKey(head, secret), secretData(head)) };
}

export const unwrapWithSecret = async (
  stored: SecretWrap,
  binding: CryptoKey,
  secret: string,
): Promise<Result<Bytes, OpenError>> => unwrap(stored.sealed, binding, await secretKey(stored, secret), secretData(stored));

export async function wrapWithPasskey(localKey: Uint8Array, binding: CryptoKey, output: PasskeyOutput): Promise<PasskeyWrap> {
  const head = { credential: output.credential, prfSalt: output.prfSalt, salt: randomBytes(saltBytes) };
  return { ...head, sealed: await wrap(localKey, binding, await passkeyKey(head, output.prf), passkeyData(head)) };
}

export const unwrapWithPasskey = async (
  stored: PasskeyWrap,
  binding: CryptoKey,
  prf: Uint8Array,
): Promise<Result<Bytes, OpenError>> => unwrap(stored.sealed, binding, await passkeyKey(stored, prf), passkeyData(stored));

async function secretKey({ salt, cost }: Pick<SecretWrap, 'salt' | 'cost'>, secret: string): Promise<CryptoKey> {
  const { deriveArgon2id } = await import('./primitives/argon2id.ts');
  const stretched = await deriveArgon2id(utf8(normalizeSecret(secret)), salt, cost, localKeyBytes);
  return importAesKey(await hkdf(stretched, salt, utf8('sanad/lock/secret/v1'), localKeyBytes));
}
const passkeyKey = async ({ salt }: Pick<PasskeyWrap, 'salt'>, prf: Uint8Array): Promise<CryptoKey> =>
  importAesKey(await hkdf(prf, salt, utf8('sanad/lock/passkey/v1'), localKeyBytes));

const secretData = ({ kind, salt, cost }: Pick<SecretWrap, 'kind' | 'salt' | 'cost'>): Bytes =>
  concat(utf8(`sanad/lock/v1\0${kind}\0`), u32(cost.memoryKiB), u32(cost.iterations), u32(cost.lanes), salt);
const passkeyData = ({ credential, prfSalt, salt }: Omit<PasskeyWrap, 'sealed'>): Bytes =>
  concat(utf8('sanad/lock/v1\0passkey\0'), u32(credential.length), credential, u32(prfSalt.length), prfSalt, salt);

async function wrap(localKey: Uint8Array, binding: CryptoKey, opening: CryptoKey, data: Bytes): Promise<Bytes> {
  return sealOnce(binding, await sealOnce(opening, localKey, data), data);
}
async function unwrap(
  sealed: Uint8Array,
  binding: CryptoKey,
  opening: CryptoKey,
  data: Bytes,
): Promise<Result<Bytes, OpenError>> {
  const inner = await openOnce(binding, sealed, data);
  return inner.ok ? openOnce(opening, inner.value, data) : inner;
}
async function sealOnce(key: CryptoKey, plaintext: Uint8Array, data: Bytes): Promise<Bytes> {
  const iv = randomBytes(aesNonceBytes);
  return concat(iv, await aesSeal(key, iv, plaintext, data));
}
const openOnce = (key: CryptoKey, sealed: Uint8Array, data: Bytes): Promise<Result<Bytes, OpenError>> =>
  aesOpen(key, sealed.subarray(0, aesNonceBytes), sealed.subarray(aesNonceBytes), data);
