/**
 * The beginning of an entry (entry.ts), read where it stands: what orders a segment and says what an act aims at, without decoding texts or
 * keeping anything. A week has thousands of entries and a window shows some tens of them. Times are bounded as the parser bounds them, and
 * every form of a number that the parser reads is read. It promises nothing about the rest: who shows an entry parses and verifies it.
 *
 *   signature 64 | CBOR array [version, device 16, sentAtMs, wall − sentAt, counter, …]        version 2: […, kind, target 12 | null, …]
 */
import { type MessageId, messageIdFromBytes } from '../ids.ts';
import { actVersion } from './act.ts';
import { isCounter, isTime, maxEntryBytes, signatureBytes } from './entry.ts';
import type { ClockReading } from './hybrid-clock.ts';

export interface EntryHead {
  readonly sentAtMs: number;
  readonly clock: ClockReading;
  readonly isAct: boolean;
  /** Of an act on a message. */
  readonly target: MessageId | undefined;
}

/** Undefined: nothing that parses as an entry. */
export function readEntryHead(value: unknown): EntryHead | undefined {
  if (!(value instanceof Uint8Array) || value.length <= signatureBytes || value.length > maxEntryBytes) return undefined;
  const reader = makeReader(value);
  if (reader.head(4) === undefined) return undefined;
  const version = reader.number();
  const device = reader.bytes();
  const [sentAtMs, ahead, counter] = [reader.number(), reader.number(), reader.number()];
  if (version === undefined || device?.length !== 16) return undefined;
  if (sentAtMs === undefined || ahead === undefined || counter === undefined) return undefined;
  const clock = { wallMs: sentAtMs + ahead, counter };
  // One that is no number would put all others out of order.
  if (!isTime(sentAtMs) || !isTime(clock.wallMs) || !isCounter(counter)) return undefined;
  if (version !== actVersion) return { sentAtMs, clock, isAct: false, target: undefined };
  reader.number();
  const target = reader.bytes();
  return { sentAtMs, clock, isAct: true, target: target?.length === 12 ? messageIdFromBytes(target) : undefined };
}

/** Values of one CBOR sequence, as our own encoder and any other write them; undefined: something else stands there. */
function makeReader(value: Uint8Array) {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  let at = signatureBytes;
  const has = (size: number): boolean => at + size <= value.length;

  function argument(info: number): number | undefined {
    if (info < 24) return info;
    const size = info <= 27 ? 1 << (info - 24) : 0;
    if (size === 0 || !has(size)) return undefined;
    at += size;
    if (size === 8) return Number(view.getBigUint64(at - 8));
    return size === 1 ? view.getUint8(at - 1) : size === 2 ? view.getUint16(at - 2) : view.getUint32(at - 4);
  }
  /** The argument of an item of this major type. */
  function head(major: number): number | undefined {
    const initial = value[at];
    if (initial === undefined || initial >> 5 !== major) return undefined;
    at++;
    return argument(initial & 31);
  }
  return {
    head,
    number(): number | undefined {
      const initial = value[at] ?? 0xff;
      if (initial >> 5 === 0) return head(0);
      if (initial >> 5 === 1) {
        const less = head(1);
        return less === undefined ? undefined : -1 - less;
      }
      const size = initial === 0xfb ? 8 : initial === 0xfa ? 4 : initial === 0xf9 ? 2 : 0;
      if (size === 0 || !has(1 + size)) return undefined;
      at += 1 + size;
      if (size === 2) return halfFloat(view.getUint16(at - 2));
      return size === 8 ? view.getFloat64(at - 8) : view.getFloat32(at - 4);
    },
    bytes(): Uint8Array | undefined {
      const length = head(2);
      if (length === undefined || !has(length)) return undefined;
      at += length;
      return value.subarray(at - length, at);
    },
  };
}

/** RFC 8949, appendix D. */
function halfFloat(half: number): number {
  const [exponent, mantissa] = [(half >> 10) & 0x1f, half & 0x3ff];
  const size = exponent === 0 ? mantissa * 2 ** -24 : exponent < 31 ? (mantissa + 1024) * 2 ** (exponent - 25) : Number.NaN;
  return half & 0x8000 ? -size : size;
}
