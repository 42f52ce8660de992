/**
 * The one door to ciphers (KEY-2): WebCrypto and `@hpke/core`, nothing else, and nobody else imports them. Thin and boring on purpose:
 * no function here knows what SANAD is. Keys that leave this file as `CryptoKey` are non-extractable unless the name says otherwise.
 */
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, base64UrlToBytes, concat, copyBytes, equalBytes } from '../bytes.ts';
import { err, ok, type Result } from '../result.ts';

const { subtle } = crypto;

/** Every way of failing to open looks the same: a wrong key, a flipped bit and wrong associated data are one failure. */
export interface OpenError {
  readonly type: 'cannot-open';
}
const cannotOpen = err<OpenError>({ type: 'cannot-open' });

const view = (bytes: Uint8Array): Bytes => (bytes.buffer instanceof ArrayBuffer ? (bytes as Bytes) : copyBytes(bytes));

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

export const sha256 = async (bytes: Uint8Array): Promise<Bytes> => new Uint8Array(await subtle.digest('SHA-256', view(bytes)));

/** HKDF-SHA-256 (RFC 5869). */
export async function hkdf(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Promise<Bytes> {
  const key = await subtle.importKey('raw', view(secret), 'HKDF', false, ['deriveBits']);
  return new Uint8Array(
    await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: view(salt), info: view(info) }, key, length * 8),
  );
}

// ── AES-256-GCM (NIST SP 800-38D), random 96-bit nonces ─────────────────────────────────────────────────────────────────────────
export const aesNonceBytes = 12;

export const importAesKey = (raw: Uint8Array): Promise<CryptoKey> =>
  subtle.importKey('raw', view(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);

export async function generateAesKey(): Promise<CryptoKey> {
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  if ('privateKey' in key) throw new Error('AES has one key');
  return key;
}

export async function aesSeal(
  key: CryptoKey,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): Promise<Bytes> {
  const algorithm = { name: 'AES-GCM', iv: view(nonce), additionalData: view(associatedData) };
  return new Uint8Array(await subtle.encrypt(algorithm, key, view(plaintext)));
}

export async function aesOpen(
  key: CryptoKey,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associatedData: Uint8Array,
): Promise<Result<Bytes, OpenError>> {
  try {
    const algorithm = { name: 'AES-GCM', iv: view(nonce), additionalData: view(associatedData) };
    return ok(new Uint8Array(await subtle.decrypt(algorithm, key, view(sealed))));
  } catch {
    return cannotOpen;
  }
}

// ── Ed25519 (RFC 8032) ──────────────────────────────────────────────────────────────────────────────────────────────────────────
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: Bytes;
}

/** PKCS #8 wrapping of a 32-byte Ed25519 seed (RFC 8410 §7). */
const ed25519Pkcs8Prefix = new Uint8Array([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]);

/** A new pair and its PKCS #8 bytes, for wrapping at once: the returned key is already the non-extractable one. */
export async function generateSigningKey(): Promise<{ readonly key: SigningKey; readonly pkcs8: Bytes }> {
  const pair = await subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('Ed25519 makes a pair');
  const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey));
  const publicKey = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
  return { key: await importSigningKey(pkcs8, publicKey), pkcs8 };
}

export async function importSigningKey(pkcs8: Uint8Array, publicKey: Uint8Array): Promise<SigningKey> {
  return {
    privateKey: await subtle.importKey('pkcs8', view(pkcs8), 'Ed25519', false, ['sign']),
    publicKey: copyBytes(publicKey),
  };
}

export async function signingKeyFromSeed(seed: Uint8Array): Promise<SigningKey> {
  const pkcs8 = concat(ed25519Pkcs8Prefix, seed);
  const exportable = await subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const publicKey = base64UrlToBytes((await subtle.exportKey('jwk', exportable)).x ?? '');
  if (publicKey?.length !== 32) throw new Error('Ed25519 public keys have 32 bytes');
  return importSigningKey(pkcs8, publicKey);
}

export const sign = async (key: CryptoKey, bytes: Uint8Array): Promise<Bytes> =>
  new Uint8Array(await subtle.sign('Ed25519', key, view(bytes)));

/** Public keys are imported once and kept by the caller: verification is the hot path. Undefined: not a valid point. */
export async function importVerifyKey(publicKey: Uint8Array): Promise<CryptoKey | undefined> {
  try {
    return await subtle.importKey('raw', view(publicKey), 'Ed25519', false, ['verify']);
  } catch {
    return undefined;
  }
}

export async function verify(key: CryptoKey, signature: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  try {
    return await subtle.verify('Ed25519', key, view(signature), view(bytes));
  } catch {
    return false;
  }
}

// ── HPKE (RFC 9180) base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM ──────────────────────────────────────────────
const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export interface KemKey {
  readonly pair: CryptoKeyPair;
  readonly publicKey: Bytes;
}
export interface HpkeSealed {
  readonly enc: Bytes;
  readonly sealed: Bytes;
}

const p256 = { name: 'ECDH', namedCurve: 'P-256' } as const;

export async function generateKemKey(): Promise<{ readonly key: KemKey; readonly pkcs8: Bytes }> {
  const pair = await subtle.generateKey(p256, true, ['deriveBits']);
  if (!('privateKey' in pair)) throw new Error('ECDH makes a pair');
  const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey));
  const publicKey = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
  return { key: await importKemKey(pkcs8, publicKey), pkcs8 };
}

export async function importKemKey(pkcs8: Uint8Array, publicKey: Uint8Array): Promise<KemKey> {
  const privateKey = await subtle.importKey('pkcs8', view(pkcs8), p256, false, ['deriveBits']);
  return {
    pair: { privateKey, publicKey: await subtle.importKey('raw', view(publicKey), p256, true, []) },
    publicKey: copyBytes(publicKey),
  };
}

/** HPKE DeriveKeyPair (RFC 9180 §7.1.3) from at least 32 bytes of secret. */
export async function kemKeyFromSecret(secret: Uint8Array): Promise<KemKey> {
  const pair = await suite.kem.deriveKeyPair(copyBytes(secret).buffer);
  return { pair, publicKey: new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)) };
}

/** Undefined: `recipient` is not a point on the curve. */
export async function hpkeSeal(
  recipient: Uint8Array,
  info: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): Promise<HpkeSealed | undefined> {
  let recipientPublicKey: CryptoKey;
  try {
    recipientPublicKey = await suite.kem.deserializePublicKey(copyBytes(recipient).buffer);
  } catch {
    return undefined;
  }
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: copyBytes(info).buffer },
    copyBytes(plaintext).buffer,
    copyBytes(associatedData).buffer,
  );
  return { enc: new Uint8Array(enc), sealed: new Uint8Array(ct) };
}

export async function hpkeOpen(
  key: KemKey,
  info: Uint8Array,
  message: { readonly enc: Uint8Array; readonly sealed: Uint8Array },
  associatedData: Uint8Array,
): Promise<Result<Bytes, OpenError>> {
  try {
    const plaintext = await suite.open(
      { recipientKey: key.pair, enc: copyBytes(message.enc).buffer, info: copyBytes(info).buffer },
      copyBytes(message.sealed).buffer,
      copyBytes(associatedData).buffer,
    );
    return ok(new Uint8Array(plaintext));
  } catch {
    return cannotOpen;
  }
}

// ── deflate-raw (RFC 1951) ──────────────────────────────────────────────────────────────────────────────────────────────────────
export async function deflate(bytes: Uint8Array): Promise<Bytes> {
  const out = await pump(new CompressionStream('deflate-raw'), bytes, Number.POSITIVE_INFINITY);
  if (out === undefined) throw new Error('compression has no bound');
  return out;
}

/** Stops as soon as the output passes `maxBytes`: a small chunk cannot fill the memory. */
export async function inflate(bytes: Uint8Array, maxBytes: number): Promise<Result<Bytes, OpenError>> {
  try {
    const out = await pump(new DecompressionStream('deflate-raw'), bytes, maxBytes);
    return out === undefined ? cannotOpen : ok(out);
  } catch {
    return cannotOpen;
  }
}

/** What both compression streams are, without naming a platform's types. */
interface ByteTransform {
  readonly readable: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
      cancel(): Promise<void>;
    };
  };
  readonly writable: { getWriter(): { write(chunk: Bytes): Promise<void>; close(): Promise<void> } };
}

async function pump(transform: ByteTransform, bytes: Uint8Array, maxBytes: number): Promise<Bytes | undefined> {
  const writer = transform.writable.getWriter();
  // The writer's failure also surfaces in the reader: awaiting both keeps it from being reported as unhandled.
  const written = writer.write(copyBytes(bytes)).then(() => writer.close());
  written.catch(() => undefined);
  const reader = transform.readable.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (value === undefined) continue;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  await written;
  return concat(...parts);
}

/** For values that must not leak how much of them matched. Lengths are public. */
export async function equalSecrets(a: Uint8Array, b: Uint8Array): Promise<boolean> {
  const salt = randomBytes(32);
  return equalBytes(await sha256(concat(salt, a)), await sha256(concat(salt, b)));
}
