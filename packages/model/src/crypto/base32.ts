/** Crockford base32 (https://www.crockford.com/base32.html), for codes that people read, print and type. */
import type { Bytes } from '../bytes.ts';

export const base32Symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What people type: any case, any separators, O for 0, I and L for 1. */
export const normalizeCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');

/** The first `characters` × 5 bits of `bytes`, zeros behind them. */
export function encodeBase32(bytes: Uint8Array, characters: number): string {
  let out = '';
  for (let i = 0; i < characters; i++) {
    let value = 0;
    for (let bit = i * 5; bit < i * 5 + 5; bit++) value = (value << 1) | (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    out += base32Symbols.charAt(value);
  }
  return out;
}

/** `undefined`: not `characters` symbols, or bits behind `length` bytes that are not zero. */
export function decodeBase32(text: string, characters: number, length: number): Bytes | undefined {
  if (text.length !== characters) return undefined;
  const out = new Uint8Array(length);
  for (let i = 0; i < characters; i++) {
    const value = base32Symbols.indexOf(text.charAt(i));
    if (value < 0) return undefined;
    for (let k = 0; k < 5; k++) {
      const bit = i * 5 + k;
      const isSet = (value >> (4 - k)) & 1;
      if (bit < length * 8) out[bit >> 3] = (out[bit >> 3] ?? 0) | (isSet << (7 - (bit & 7)));
      else if (isSet) return undefined;
    }
  }
  return out;
}
