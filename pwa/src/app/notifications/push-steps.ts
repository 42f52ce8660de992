/** The way of a test, step by step: from the permission to the moment in which this device saw the push (PUSH-7). */
import type { CommandError } from '@sanad/model/engine/api';

export const PUSH_STEPS = ['allowed', 'subscribed', 'sent', 'taken', 'seen'] as const;
export type PushStep = (typeof PUSH_STEPS)[number];
export type StepState = 'waiting' | 'now' | 'done' | 'failed';

/** What is known of a running test. */
export interface TestFacts {
  readonly allowed?: boolean;
  readonly subscribed?: boolean;
  readonly sent?: boolean;
  readonly failure?: CommandError;
  /** HTTP status of the push service; 0: it could not be reached. */
  readonly status?: number;
  readonly seen?: boolean;
}

/** A push service takes a message with 201, some with 200 or 202. */
const isTaken = (status: number) => status >= 200 && status < 300;

const answerOf: Readonly<Record<PushStep, (facts: TestFacts) => boolean | undefined>> = {
  allowed: ({ allowed }) => allowed,
  subscribed: ({ subscribed }) => subscribed,
  sent: ({ sent }) => sent,
  // Whoever saw it knows that it was taken.
  taken: ({ status, seen }) => (seen ? true : status === undefined ? undefined : isTaken(status)),
  seen: ({ seen }) => seen,
};

/** The first step without an answer is the one that goes on; after one that failed nothing does. */
export function stepsOf(facts: TestFacts): readonly { readonly step: PushStep; readonly state: StepState }[] {
  let isOpen = true;
  return PUSH_STEPS.map((step) => {
    if (!isOpen) return { step, state: 'waiting' };
    const answer = answerOf[step](facts);
    isOpen = answer === true;
    return { step, state: answer === undefined ? 'now' : answer ? 'done' : 'failed' };
  });
}

export const failedStep = (facts: TestFacts): PushStep | undefined =>
  stepsOf(facts).find(({ state }) => state === 'failed')?.step;
export const isPassed = (facts: TestFacts): boolean => stepsOf(facts).every(({ state }) => state === 'done');

export type StatusHelp = 'unreachable' | 'gone' | 'refused' | 'busy';
/** What an answer of the push service means for somebody who wants to be woken. */
export function statusHelp(status: number | undefined): StatusHelp {
  if (status === undefined || status === 0) return 'unreachable';
  if (status === 404 || status === 410) return 'gone';
  return status === 429 || status >= 500 ? 'busy' : 'refused';
}
