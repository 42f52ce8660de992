/**
 * CBOR (RFC 8949) as automerge-repo's network adapters speak it: plain maps, byte strings without a tag. The only door for CBOR:
 * decoding bounds the size first and never throws. What comes in is JSON's values and byte strings, nothing else: the library would
 * make dates, sets, errors, records and shared references of what a stranger sends, so the shape is walked before it is decoded.
 */
import { Encoder } from 'cbor-x';
import type { Bytes } from './bytes.ts';
import { err, ok, type Result } from './result.ts';

const codec = new Encoder({ tagUint8Array: false, useRecords: false });

/** `value` is plain data: no Map, Set, Date or bigint. */
export const encodeCbor = (value: unknown): Bytes => new Uint8Array(codec.encode(value));

export type DecodeCborError = { readonly type: 'too-large' } | { readonly type: 'malformed' };

export function decodeCbor(bytes: Uint8Array, maxBytes: number): Result<unknown, DecodeCborError> {
  if (bytes.length > maxBytes) return err({ type: 'too-large' });
  if (!isPlain(bytes)) return err({ type: 'malformed' });
  try {
    return ok(codec.decode(new Uint8Array(bytes)) as unknown);
  } catch {
    return err({ type: 'malformed' });
  }
}

/** Deeper than any message; shallow enough for every stack. */
const maxDepth = 64;
const protoKey = '__proto__';

/**
 * One whole value, without reserving memory for lengths that are only claimed. Refused: tags, lengths without an end, integers of 64
 * bits (they would become bigints), keys that are not text, and the key that names a prototype.
 */
function isPlain(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** What is still to come at each open level; in a map keys and values are counted, so an even number means a key. */
  const open: { left: number; readonly isMap: boolean }[] = [{ left: 1, isMap: false }];
  let at = 0;
  for (;;) {
    const level = open.at(-1);
    if (level === undefined) return at === bytes.length;
    if (level.left === 0) {
      open.pop();
      continue;
    }
    const isKey = level.isMap && level.left % 2 === 0;
    level.left--;
    const initial = bytes[at++];
    if (initial === undefined) return false;
    const major = initial >> 5;
    const info = initial & 31;
    const argumentBytes = info < 24 ? 0 : info <= 27 ? 1 << (info - 24) : undefined;
    if (argumentBytes === undefined || at + argumentBytes > bytes.length || (isKey && major !== 3)) return false;
    // 0 and 1 integers, 2 and 3 strings, 4 arrays, 5 maps, 6 tags, 7 floats and simple values.
    if (major === 6 || (major < 2 && argumentBytes === 8)) return false;
    if (major === 7) {
      if (info < 20 || info === 24) return false;
      at += argumentBytes;
      continue;
    }
    const argument = readArgument(view, at, info, argumentBytes);
    at += argumentBytes;
    if (major === 2 || major === 3) {
      if (argument > bytes.length - at || (isKey && namesPrototype(bytes, at, argument))) return false;
      at += argument;
    } else if (major >= 4) {
      const items = major === 5 ? argument * 2 : argument;
      if (items > bytes.length - at || open.length > maxDepth) return false;
      open.push({ left: items, isMap: major === 5 });
    }
  }
}

function readArgument(view: DataView, at: number, info: number, size: number): number {
  if (size === 0) return info;
  if (size === 1) return view.getUint8(at);
  if (size === 2) return view.getUint16(at);
  return size === 4 ? view.getUint32(at) : Number(view.getBigUint64(at));
}

function namesPrototype(bytes: Uint8Array, at: number, length: number): boolean {
  if (length !== protoKey.length) return false;
  for (let i = 0; i < length; i++) if (bytes[at + i] !== protoKey.charCodeAt(i)) return false;
  return true;
}
