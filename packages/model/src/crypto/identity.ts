/**
 * The keys of one device (KEY-1, KEY-2): Ed25519 for signing, ECDH P-256 for receiving. Made extractable once, exported as PKCS #8
 * for wrapping under the local key, and used only as non-extractable re-imports. P-256 and not X25519: WebKit stores an X25519
 * CryptoKey in IndexedDB and reads back nothing.
 */
import type { Bytes } from '../bytes.ts';
import {
  generateKemKey,
  generateSigningKey,
  importKemKey,
  importSigningKey,
  type KemKey,
  type SigningKey,
} from './primitives.ts';

export interface DeviceKeys {
  readonly signing: SigningKey;
  readonly kem: KemKey;
}

/** What is stored, sealed under the local key; never leaves the device. */
export interface StoredDeviceKeys {
  readonly sigPrivate: Bytes;
  readonly sigPublic: Bytes;
  readonly kemPrivate: Bytes;
  readonly kemPublic: Bytes;
}

export async function generateDeviceKeys(): Promise<{ readonly keys: DeviceKeys; readonly stored: StoredDeviceKeys }> {
  const [signing, kem] = await Promise.all([generateSigningKey(), generateKemKey()]);
  return {
    keys: { signing: signing.key, kem: kem.key },
    stored: { sigPrivate: signing.pkcs8, sigPublic: signing.key.publicKey, kemPrivate: kem.pkcs8, kemPublic: kem.key.publicKey },
  };
}

export async function importDeviceKeys(stored: {
  readonly sigPrivate: Uint8Array;
  readonly sigPublic: Uint8Array;
  readonly kemPrivate: Uint8Array;
  readonly kemPublic: Uint8Array;
}): Promise<DeviceKeys> {
  const [signing, kem] = await Promise.all([
    importSigningKey(stored.sigPrivate, stored.sigPublic),
    importKemKey(stored.kemPrivate, stored.kemPublic),
  ]);
  return { signing, kem };
}
