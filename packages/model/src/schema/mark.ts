/**
 * Marks (MARK-2): how far a device has received and shown a conversation. A sealed register, the last value wins; not history.
 * A position is (wall ms, counter, message id) – the order of the thread. What lies before `upTo` but has not been received (or shown)
 * yet stands in `except`, so that a late urgent message is never counted as read. In a private space drafts take its place (drafts.ts).
 */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { isMessageId, type MessageId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';

export interface ThreadPosition {
  readonly wallMs: number;
  readonly counter: number;
  readonly id: MessageId;
}
export interface Mark {
  readonly upTo: ThreadPosition;
  readonly except: readonly MessageId[];
}
export interface Marks {
  readonly delivered: Mark | undefined;
  readonly read: Mark | undefined;
}
export const maxExceptions = 256;
/** Twice as many ids as may stand there, and the positions, are well below it. A sealed mark is not larger (wire/limits.ts). */
const maxMarksBytes = 16 * 1024;

export function comparePositions(a: ThreadPosition, b: ThreadPosition): number {
  return a.wallMs - b.wallMs || a.counter - b.counter || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

export const markCovers = (mark: Mark | undefined, position: ThreadPosition): boolean =>
  mark !== undefined && comparePositions(position, mark.upTo) <= 0 && !mark.except.includes(position.id);

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const id = v.custom<MessageId>(isMessageId);
export const MarkShape = v.tuple([count, count, id, v.pipe(v.array(id), v.maxLength(maxExceptions))]);
const Shape = v.tupleWithRest([v.literal(1), v.nullable(MarkShape), v.nullable(MarkShape)], v.unknown());

const toTuple = (mark: Mark | undefined) =>
  mark === undefined ? null : [mark.upTo.wallMs, mark.upTo.counter, mark.upTo.id, mark.except.slice(-maxExceptions)];
const fromTuple = (tuple: v.InferOutput<typeof MarkShape> | null): Mark | undefined =>
  tuple === null ? undefined : { upTo: { wallMs: tuple[0], counter: tuple[1], id: tuple[2] }, except: tuple[3] };

export const encodeMarks = (marks: Marks): Bytes => encodeCbor([1, toTuple(marks.delivered), toTuple(marks.read)]);

export function parseMarks(bytes: Uint8Array): Result<Marks, { readonly type: 'malformed' }> {
  const decoded = decodeCbor(bytes, maxMarksBytes);
  const parsed = v.safeParse(Shape, decoded.ok ? decoded.value : undefined);
  if (!parsed.success) return err({ type: 'malformed' });
  return ok({ delivered: fromTuple(parsed.output[1]), read: fromTuple(parsed.output[2]) });
}
