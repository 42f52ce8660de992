/** What is told of a call once it is over (CALL-11), without the codec: screens import these values too. */
import type { CallId } from '../ids.ts';

/**
 * By number: the place in this list is what a message carries. As the caller's device saw it. `started`: one of a group began (GROUPCALL-2), and is
 * joined as long as somebody is in.
 */
export const CALL_OUTCOMES = ['talked', 'declined', 'unanswered', 'cancelled', 'busy', 'failed', 'started'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];
/** Longer is not told. */
export const maxCallMs = 7 * 24 * 3600 * 1000;

export interface CallRecord {
  readonly call: CallId;
  /** It began with video. */
  readonly video: boolean;
  readonly outcome: CallOutcome;
  readonly startedAtMs: number;
  /** How long they talked. */
  readonly durationMs: number;
}

/** Whoever talked, or declined, knows of the call. */
export const isCallNews = (record: Pick<CallRecord, 'outcome'>): boolean => record.outcome === 'started' || isMissedCall(record);

/** Whoever was called heard it ring in vain, or not at all. */
export const isMissedCall = ({ outcome }: Pick<CallRecord, 'outcome'>): boolean =>
  outcome === 'unanswered' || outcome === 'cancelled' || outcome === 'busy';
