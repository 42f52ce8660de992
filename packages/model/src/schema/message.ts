/**
 * A message (DOC-3): one immutable scalar in the map `m` of a segment, keyed by its id.
 *
 *   value = Ed25519 signature 64 | CBOR [1, device 16, sentAtMs, wall − sentAt, counter, priority, text, …]
 *   signature over "sanad/message/v1\0" | spaceId | id | CBOR
 *
 * Fields after `text` belong to later versions and are kept unread. The signature survives snapshots: no member can put words in a
 * colleague's mouth. CBOR and not JSON: 30 bytes less of each message (docs/adr/0006).
 */
import * as v from 'valibot';
import { type Bytes, concat, copyBytes, utf8 } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { type DeviceId, deviceIdFromBytes, idToBytes, type MessageId, type SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { ClockReading } from './hybrid-clock.ts';
import { maxTextCharacters, PRIORITIES, type Priority } from './message-values.ts';

const maxMessageBytes = 128 * 1024;
const signatureBytes = 64;
/** 10,000 years: no date format fails on it. */
const maxTimeMs = 253_402_300_799_999;

export interface MessageBody {
  readonly device: DeviceId;
  readonly sentAtMs: number;
  readonly clock: ClockReading;
  readonly priority: Priority;
  readonly text: string;
}

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxTimeMs));
const Fields = v.tupleWithRest(
  [
    v.literal(1),
    v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 16),
    time,
    v.pipe(v.number(), v.integer(), v.minValue(-maxTimeMs), v.maxValue(maxTimeMs)),
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)),
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PRIORITIES.length - 1)),
    v.pipe(v.string(), v.maxLength(maxTextCharacters)),
  ],
  v.unknown(),
);

export function encodeMessageBody(body: MessageBody): Bytes {
  const { sentAtMs, clock } = body;
  return encodeCbor([
    1,
    idToBytes(body.device),
    sentAtMs,
    clock.wallMs - sentAtMs,
    clock.counter,
    PRIORITIES.indexOf(body.priority),
    body.text,
  ]);
}

export const messageSignedBytes = (space: SpaceId, id: MessageId, body: Uint8Array): Bytes =>
  concat(utf8('sanad/message/v1\0'), idToBytes(space), utf8(id), body);

export const encodeMessage = (signature: Uint8Array, body: Uint8Array): Bytes => concat(signature, body);

export interface SignedMessage extends MessageBody {
  readonly signature: Bytes;
  /** The exact bytes that were signed. */
  readonly body: Bytes;
}

export type ParseMessageError = { readonly type: 'malformed' };

export function parseMessage(value: unknown): Result<SignedMessage, ParseMessageError> {
  if (!(value instanceof Uint8Array) || value.length <= signatureBytes || value.length > maxMessageBytes)
    return err({ type: 'malformed' });
  const body = copyBytes(value.subarray(signatureBytes));
  const decoded = decodeCbor(body, maxMessageBytes);
  const fields = v.safeParse(Fields, decoded.ok ? decoded.value : undefined);
  if (!fields.success) return err({ type: 'malformed' });
  const [, device, sentAtMs, ahead, counter, level, text] = fields.output;
  const wallMs = sentAtMs + ahead;
  const priority = PRIORITIES[level];
  if (priority === undefined || wallMs < 0 || wallMs > maxTimeMs) return err({ type: 'malformed' });
  return ok({
    signature: copyBytes(value.subarray(0, signatureBytes)),
    body,
    device: deviceIdFromBytes(device),
    sentAtMs,
    clock: { wallMs, counter },
    priority,
    text,
  });
}
