/**
 * What is inside a sealed chunk (CHUNK-5 … CHUNK-7), after opening and before applying.
 *
 *   padded  = length u32 | packed | zeros          to 384 or 512 B, then in steps of 256 B to 4 kB, then Padmé
 *   packed  = payload, deflate-raw when that is smaller (header flag)
 *   payload = prefix length u16 | CBOR prefix {k: kind, s: segment} | concatenated Automerge changes
 *
 * The prefix tells a reader what an unknown log is; it must derive to the log's id. A snapshot's payload has {…, m: SnapshotMeta} and
 * a saved document. Padmé: padding.ts.
 */
import * as v from 'valibot';
import { type Bytes, concat, u32 } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { type DeviceId, isDeviceId } from '../ids.ts';
import { paddedLength } from '../padding.ts';
import { err, ok, type Result } from '../result.ts';

export interface SnapshotMeta {
  readonly covers: number;
  readonly hash: Uint8Array;
  readonly clocks: readonly { readonly device: DeviceId; readonly n: number; readonly hash: Uint8Array }[];
  readonly heads: readonly string[];
}
export interface ChunkPayload {
  readonly kind: string;
  readonly segment: string;
  readonly snapshot: SnapshotMeta | undefined;
  readonly data: Uint8Array;
}

const hash = v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Prefix = v.object({
  k: v.pipe(v.string(), v.maxLength(32)),
  s: v.pipe(v.string(), v.maxLength(32)),
  m: v.optional(
    v.object({
      covers: count,
      hash,
      clocks: v.array(v.object({ device: v.custom<DeviceId>(isDeviceId), n: count, hash })),
      heads: v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
    }),
  ),
});
const maxPrefixBytes = 0xffff;

export function encodeChunkPayload(payload: ChunkPayload): Bytes {
  const { kind, segment, snapshot, data } = payload;
  const prefix = encodeCbor(snapshot === undefined ? { k: kind, s: segment } : { k: kind, s: segment, m: snapshot });
  if (prefix.length > maxPrefixBytes) throw new Error('a prefix has at most 65535 bytes');
  return concat(new Uint8Array([prefix.length >> 8, prefix.length & 0xff]), prefix, data);
}

export type ParsePayloadError = { readonly type: 'malformed' };

export function parseChunkPayload(bytes: Uint8Array): Result<ChunkPayload, ParsePayloadError> {
  const [high, low] = bytes;
  if (high === undefined || low === undefined) return err({ type: 'malformed' });
  const end = 2 + ((high << 8) | low);
  if (end > bytes.length) return err({ type: 'malformed' });
  const decoded = decodeCbor(bytes.subarray(2, end), maxPrefixBytes);
  const prefix = v.safeParse(Prefix, decoded.ok ? decoded.value : undefined);
  if (!prefix.success) return err({ type: 'malformed' });
  return ok({ kind: prefix.output.k, segment: prefix.output.s, snapshot: prefix.output.m, data: bytes.subarray(end) });
}

export function pad(packed: Uint8Array): Bytes {
  const out = new Uint8Array(paddedLength(packed.length + 4));
  out.set(u32(packed.length));
  out.set(packed, 4);
  return out;
}

export function unpad(padded: Uint8Array): Result<Uint8Array, ParsePayloadError> {
  if (padded.length < 4) return err({ type: 'malformed' });
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length + 4 > padded.length || paddedLength(length + 4) !== padded.length) return err({ type: 'malformed' });
  for (let i = length + 4; i < padded.length; i++) if (padded[i] !== 0) return err({ type: 'malformed' });
  return ok(padded.subarray(4, length + 4));
}
