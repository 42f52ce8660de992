/**
 * CBOR (RFC 8949) as automerge-repo's network adapters speak it: plain maps, byte strings without a tag. The only door for CBOR:
 * decoding bounds the size first and never throws.
 */
import { Encoder } from 'cbor-x';
import type { Bytes } from './bytes.ts';
import { err, ok, type Result } from './result.ts';

const codec = new Encoder({ tagUint8Array: false, useRecords: false });

export const encodeCbor = (value: unknown): Bytes => new Uint8Array(codec.encode(value));

export type DecodeCborError = { readonly type: 'too-large' } | { readonly type: 'malformed' };

export function decodeCbor(bytes: Uint8Array, maxBytes: number): Result<unknown, DecodeCborError> {
  if (bytes.length > maxBytes) return err({ type: 'too-large' });
  try {
    return ok(codec.decode(new Uint8Array(bytes)) as unknown);
  } catch {
    return err({ type: 'malformed' });
  }
}
