/**
 * The recovery code (KEY-7): 128 random bits and a 16-bit check in Crockford base32, 29 characters in seven groups. A typing error
 * is found on the device, before any key is derived. The break-glass code of an organisation has the same shape.
 */
import { type Bytes, concat, equalBytes, utf8 } from '../bytes.ts';
import { err, ok, type Result } from '../result.ts';
import { base32Symbols, decodeBase32, encodeBase32, normalizeCode } from './base32.ts';
import { hkdf, type KemKey, kemKeyFromSecret, randomBytes, type SigningKey, sha256, signingKeyFromSeed } from './primitives.ts';

const codeCharacters = 29;
export const recoveryGroups = [4, 4, 4, 4, 4, 4, 5] as const;
const entropyBytes = 16;

const checkOf = async (entropy: Uint8Array): Promise<Bytes> =>
  (await sha256(concat(utf8('sanad/code/v1\0'), entropy))).slice(0, 2);

export async function encodeRecoveryCode(entropy: Uint8Array): Promise<readonly string[]> {
  const text = encodeBase32(concat(entropy, await checkOf(entropy)), codeCharacters);
  const groups: string[] = [];
  let at = 0;
  for (const length of recoveryGroups) {
    groups.push(text.slice(at, at + length));
    at += length;
  }
  return groups;
}

export const generateRecoveryEntropy = (): Bytes => randomBytes(entropyBytes);

export interface MistypedError {
  readonly type: 'mistyped';
}

/** Accepts what people type: any case, separators, O for 0, I and L for 1. */
export async function parseRecoveryCode(typed: string): Promise<Result<Bytes, MistypedError>> {
  const bytes = decodeBase32(normalizeCode(typed), codeCharacters, entropyBytes + 2);
  if (bytes === undefined) return err({ type: 'mistyped' });
  const entropy = bytes.slice(0, entropyBytes);
  return equalBytes(bytes.subarray(entropyBytes), await checkOf(entropy)) ? ok(entropy) : err({ type: 'mistyped' });
}

/**
 * Where a mistyped code is probably wrong: a group, counted from 0. One character that was misread, or two neighbours that were swapped,
 * leave a place where putting it right makes the check come out; when all such places are in one group, it is named. Of other mistakes
 * one in about seventy points at a group all the same: it is where to look first, never a correction.
 */
export async function suspectGroup(typed: string): Promise<number | undefined> {
  const text = normalizeCode(typed);
  if (text.length !== codeCharacters) return undefined;
  const found = new Set<number>();
  const look = async (changed: string, at: number): Promise<void> => {
    if (changed !== text && (await parseRecoveryCode(changed)).ok) found.add(groupAt(at));
  };
  for (let at = 0; at < text.length; at++) {
    const [before, after] = [text.slice(0, at), text.slice(at + 1)];
    for (const symbol of base32Symbols) await look(`${before}${symbol}${after}`, at);
    await look(`${before}${after.slice(0, 1)}${text.charAt(at)}${after.slice(1)}`, at);
  }
  const [group] = found;
  return found.size === 1 ? group : undefined;
}

function groupAt(character: number): number {
  let end = 0;
  return recoveryGroups.findIndex((length) => {
    end += length;
    return character < end;
  });
}

export interface RecoveryKeys {
  readonly signing: SigningKey;
  readonly kem: KemKey;
}

/** HKDF(entropy, salt = `scope`) → P-256 and Ed25519. The scope is the user's id, so that a code opens one account only. */
export async function deriveRecoveryKeys(entropy: Uint8Array, scope: Uint8Array): Promise<RecoveryKeys> {
  const [kemSecret, seed] = await Promise.all([
    hkdf(entropy, scope, utf8('sanad/recovery/v1/kem'), 32),
    hkdf(entropy, scope, utf8('sanad/recovery/v1/sig'), 32),
  ]);
  return { kem: await kemKeyFromSecret(kemSecret), signing: await signingKeyFromSeed(seed) };
}

export const breakGlassScope = utf8('sanad/break-glass/v1');

/** 8 symbols, 40 bits: shown on the pending page and in the approval row, derived on each device (ORG-8). */
export async function comparisonCode(organisationHash: Uint8Array, genesisHash: Uint8Array): Promise<string> {
  return encodeBase32(await sha256(concat(utf8('sanad/compare/v1\0'), organisationHash, genesisHash)), 8);
}
