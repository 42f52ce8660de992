/**
 * Linking a device to another of the same person (LINK-1 … LINK-4). The new device makes a secret that only its screen shows; the other
 * one reads it from there. What the other one signs comes back through the server sealed under a key of that secret, so that the server can
 * neither read nor invent it, and the six digits that people compare cannot be searched for without it.
 */
import { type Bytes, concat, equalBytes, utf8 } from '../bytes.ts';
import { type DeviceId, deviceIdFromBytes, idToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { decodeBase32, encodeBase32, normalizeCode } from './base32.ts';
import { aesNonceBytes, aesOpen, aesSeal, hkdf, importAesKey, type OpenError, randomBytes, sha256 } from './primitives.ts';
import type { MistypedError } from './recovery-code.ts';

/** What the new device shows: its id, and a secret that it tells nobody else. */
export interface DeviceLink {
  readonly device: DeviceId;
  readonly secret: Bytes;
}

const [idBytes, secretBytes, checkBytes] = [16, 16, 2];
const codeCharacters = 55;
/** Six digits: one in a million is right by chance. */
const digits = 6;

export const makeDeviceLink = (device: DeviceId): DeviceLink => ({ device, secret: randomBytes(secretBytes) });

const checkOf = async (bytes: Uint8Array): Promise<Bytes> =>
  (await sha256(concat(utf8('sanad/device-link/v1/code\0'), bytes))).slice(0, checkBytes);

/** 55 characters of Crockford base32: device id 16 | secret 16 | check 2. */
export async function encodeDeviceLink({ device, secret }: DeviceLink): Promise<string> {
  const bytes = concat(idToBytes(device), secret);
  return encodeBase32(concat(bytes, await checkOf(bytes)), codeCharacters);
}

export async function parseDeviceLink(typed: string): Promise<Result<DeviceLink, MistypedError>> {
  const bytes = decodeBase32(normalizeCode(typed), codeCharacters, idBytes + secretBytes + checkBytes);
  if (bytes === undefined) return err({ type: 'mistyped' });
  const known = bytes.slice(0, idBytes + secretBytes);
  if (!equalBytes(bytes.subarray(idBytes + secretBytes), await checkOf(known))) return err({ type: 'mistyped' });
  return ok({ device: deviceIdFromBytes(known.subarray(0, idBytes)), secret: known.slice(idBytes) });
}

/** Both screens show them: the same only when both know the same secret, the same organisation and the same person's chain (LINK-3). */
export async function linkDigits({ device, secret }: DeviceLink, organisation: Uint8Array, genesis: Uint8Array): Promise<string> {
  const info = concat(utf8('sanad/device-link/v1/digits\0'), organisation, genesis);
  const bytes = await hkdf(secret, idToBytes(device), info, 8);
  const value = new DataView(bytes.buffer).getBigUint64(0) % 10n ** BigInt(digits);
  return value.toString().padStart(digits, '0');
}

const linkKey = async ({ device, secret }: DeviceLink): Promise<CryptoKey> =>
  importAesKey(await hkdf(secret, idToBytes(device), utf8('sanad/device-link/v1/key'), 32));
const linkData = ({ device }: DeviceLink, userId: Uint8Array): Bytes => concat(idToBytes(device), userId);

/** nonce 12 | sealed */
export async function sealLinkOffer(link: DeviceLink, userId: Uint8Array, offer: Uint8Array): Promise<Bytes> {
  const nonce = randomBytes(aesNonceBytes);
  return concat(nonce, await aesSeal(await linkKey(link), nonce, offer, linkData(link, userId)));
}

export async function openLinkOffer(link: DeviceLink, userId: Uint8Array, bytes: Uint8Array): Promise<Result<Bytes, OpenError>> {
  return aesOpen(await linkKey(link), bytes.subarray(0, aesNonceBytes), bytes.subarray(aesNonceBytes), linkData(link, userId));
}
