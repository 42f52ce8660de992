/**
 * A call that is over, as a message tells it (CALL-11): key `k` of its details. What cannot be read is left out, as everywhere in details.
 *
 *   record   [callId 16, outcome (place in CALL_OUTCOMES), video 0 | 1, startedAtMs, durationMs]
 */
import * as v from 'valibot';
import { callIdFromBytes, idToBytes } from '../ids.ts';
import { CALL_OUTCOMES, type CallRecord, maxCallMs } from './call-record-values.ts';

const count = (max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(max));
/** 10,000 years, as for entries. */
const maxTimeMs = 253_402_300_799_999;
const Shape = v.tupleWithRest(
  [
    v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 16),
    count(CALL_OUTCOMES.length - 1),
    v.picklist([0, 1]),
    count(maxTimeMs),
    count(maxCallMs),
  ],
  v.unknown(),
);

export const callRecordToShape = ({ call, outcome, video, startedAtMs, durationMs }: CallRecord): readonly unknown[] => [
  idToBytes(call),
  CALL_OUTCOMES.indexOf(outcome),
  video ? 1 : 0,
  startedAtMs,
  Math.min(durationMs, maxCallMs),
];

export function readCallRecord(value: unknown): CallRecord | undefined {
  const parsed = v.safeParse(Shape, value);
  if (!parsed.success) return undefined;
  const [call, place, video, startedAtMs, durationMs] = parsed.output;
  const outcome = CALL_OUTCOMES[place];
  return outcome && { call: callIdFromBytes(call), outcome, video: video === 1, startedAtMs, durationMs };
}
