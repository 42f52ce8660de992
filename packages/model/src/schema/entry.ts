/**
 * What stands in the map `m` of a document (DOC-3, DOC-10): an immutable signed value, keyed by a random id.
 *
 *   value = Ed25519 signature 64 | CBOR [version, device 16, sentAtMs, wall − sentAt, counter, …]
 *   signature over "sanad/message/v1\0" | spaceId | id | CBOR
 *
 * The first five positions are the same in every version, so that an entry of a later one is shown as "update to read this", in its place
 * and under its author's name, and survives. Version 1 is a message (message.ts), version 2 an act on one (act.ts).
 */
import * as v from 'valibot';
import { type Bytes, concat, copyBytes, utf8 } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { type DeviceId, deviceIdFromBytes, idToBytes, type MessageId, type SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { ClockReading } from './hybrid-clock.ts';

export const maxEntryBytes = 128 * 1024;
export const signatureBytes = 64;
/** 10,000 years: no date format fails on it. */
const maxTimeMs = 253_402_300_799_999;
const maxCounter = 0xffff_ffff;

/** Who wrote it and when; the same in every version. */
export interface Envelope {
  readonly device: DeviceId;
  readonly sentAtMs: number;
  readonly clock: ClockReading;
}
export interface SignedEntry extends Envelope {
  readonly version: number;
  readonly signature: Bytes;
  /** The exact bytes that were signed. */
  readonly body: Bytes;
  /** Positions after the envelope: not parsed. */
  readonly rest: readonly unknown[];
}

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxTimeMs));
const Shape = v.tupleWithRest(
  [
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff)),
    v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 16),
    time,
    v.pipe(v.number(), v.integer(), v.minValue(-maxTimeMs), v.maxValue(maxTimeMs)),
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxCounter)),
  ],
  v.unknown(),
);

/** The same bounds for who reads without the parser (entry-head.ts). */
export const isTime = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= maxTimeMs;
export const isCounter = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= maxCounter;

export const encodeEntryBody = (version: number, { device, sentAtMs, clock }: Envelope, rest: readonly unknown[]): Bytes =>
  encodeCbor([version, idToBytes(device), sentAtMs, clock.wallMs - sentAtMs, clock.counter, ...rest]);

export const entrySignedBytes = (space: SpaceId, id: MessageId, body: Uint8Array): Bytes =>
  concat(utf8('sanad/message/v1\0'), idToBytes(space), utf8(id), body);

export const encodeEntry = (signature: Uint8Array, body: Uint8Array): Bytes => concat(signature, body);

export type ParseEntryError = { readonly type: 'malformed' };

export function parseEntry(value: unknown): Result<SignedEntry, ParseEntryError> {
  if (!(value instanceof Uint8Array) || value.length <= signatureBytes || value.length > maxEntryBytes)
    return err({ type: 'malformed' });
  const body = copyBytes(value.subarray(signatureBytes));
  const decoded = decodeCbor(body, maxEntryBytes);
  const fields = v.safeParse(Shape, decoded.ok ? decoded.value : undefined);
  if (!fields.success) return err({ type: 'malformed' });
  const [version, device, sentAtMs, ahead, counter, ...rest] = fields.output;
  const wallMs = sentAtMs + ahead;
  if (!isTime(wallMs)) return err({ type: 'malformed' });
  return ok({
    version,
    signature: copyBytes(value.subarray(0, signatureBytes)),
    body,
    device: deviceIdFromBytes(device),
    sentAtMs,
    clock: { wallMs, counter },
    rest,
  });
}
