/**
 * The safety number of two people (TRUST-1): 60 digits that both devices compute for themselves and people compare on their screens. Equal
 * numbers mean that both see the same two identities in the same organisation, whatever the server shows. Not a secret.
 *
 *   SHA-256("sanad/safety-number/v1\0" | organisation hash | a | b) modulo 10^60, with a ≤ b of the two (genesis hash | resets, 4 bytes)
 */
import { type Bytes, bytesToHex, concat, u32, utf8 } from '../bytes.ts';
import { sha256 } from './primitives.ts';

export interface SafetyIdentity {
  /** Hash of the genesis of her device chain: it names her, and her organisation. */
  readonly genesis: Uint8Array;
  readonly resets: number;
}

const safetyDigits = 60;
const domain = utf8('sanad/safety-number/v1\0');
const codePrefix = 'SANAD-SN1:';

const identityBytes = ({ genesis, resets }: SafetyIdentity): Bytes => concat(genesis, u32(resets));

export async function safetyNumber(organisation: Uint8Array, mine: SafetyIdentity, hers: SafetyIdentity): Promise<string> {
  // Both have one length, so the order of their hexadecimal digits is that of their bytes: the same on both sides.
  const both = [identityBytes(mine), identityBytes(hers)].sort((a, b) => (bytesToHex(a) < bytesToHex(b) ? -1 : 1));
  const hash = await sha256(concat(domain, organisation, ...both));
  // 256 bits over 199: what the remainder prefers is below 2^-56.
  return (BigInt(`0x${bytesToHex(hash)}`) % 10n ** BigInt(safetyDigits)).toString().padStart(safetyDigits, '0');
}

/** What the QR code holds: recognisable, so that another code of SANAD is not taken for a number that differs. */
export const encodeSafetyCode = (number: string): string => codePrefix + number;

/** The number in a scanned text; undefined: it is none. */
export function parseSafetyCode(scanned: string): string | undefined {
  const number = scanned.startsWith(codePrefix) ? scanned.slice(codePrefix.length) : '';
  return number.length === safetyDigits && /^\d+$/.test(number) ? number : undefined;
}
