/**
 * Sealing at rest (REST-1): everything a device stores is AES-GCM sealed under the profile's local key, bound to the place it was
 * stored at, so that rows cannot be swapped.
 *
 *   1 | iv 12 | sealed        associated data: "sanad/rest/v1\0" | place
 */
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { err, type Result } from '../result.ts';
import { aesNonceBytes, aesOpen, aesSeal, type OpenError, randomBytes } from './primitives.ts';

const version = new Uint8Array([1]);
const data = (place: readonly string[]): Bytes => utf8(`sanad/rest/v1\0${place.join('\0')}`);

export async function sealLocal(key: CryptoKey, place: readonly string[], plaintext: Uint8Array): Promise<Bytes> {
  const iv = randomBytes(aesNonceBytes);
  return concat(version, iv, await aesSeal(key, iv, plaintext, data(place)));
}

export async function openLocal(key: CryptoKey, place: readonly string[], stored: Uint8Array): Promise<Result<Bytes, OpenError>> {
  if (stored[0] !== 1) return err({ type: 'cannot-open' });
  return aesOpen(key, stored.subarray(1, 1 + aesNonceBytes), stored.subarray(1 + aesNonceBytes), data(place));
}
