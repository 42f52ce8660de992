/**
 * What a person who asks for a new identity and the administrator who confirms it compare (RESET-2): twelve symbols over everything that the
 * administrator's device will sign. 60 bits, so that no server can search for keys of its own under the same code.
 */
import { concat, utf8 } from '../bytes.ts';
import { type DeviceId, idToBytes } from '../ids.ts';
import { encodeBase32 } from './base32.ts';
import { sha256 } from './primitives.ts';

const codeCharacters = 12;

export interface ResetKeys {
  readonly device: DeviceId;
  readonly sig: Uint8Array;
  readonly kem: Uint8Array;
  readonly recovery: { readonly sig: Uint8Array; readonly kem: Uint8Array };
  readonly userKey: Uint8Array;
}

export async function resetCode(
  organisation: Uint8Array,
  genesis: Uint8Array,
  { device, sig, kem, recovery, userKey }: ResetKeys,
): Promise<string> {
  const keys = concat(idToBytes(device), sig, kem, recovery.sig, recovery.kem, userKey);
  return encodeBase32(await sha256(concat(utf8('sanad/reset/v1\0'), organisation, genesis, keys)), codeCharacters);
}
