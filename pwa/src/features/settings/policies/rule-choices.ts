/** What an administrator chooses from, and what of two sets of rules differs. */
import type { FilePolicy, Policy, UrgentPolicy } from '@sanad/model/engine/api';

const minuteMs = 60_000;
const CHOICES = {
  everyMs: [1, 2, 3, 5, 10],
  forMs: [5, 10, 15, 20, 30, 45, 60],
  deadlineMs: [2, 4, 6, 10, 15, 30],
} as const;
export type Duration = keyof typeof CHOICES;

/** In minutes. What holds now is among them, and nothing takes longer than it rings. */
export function choicesOf(rules: UrgentPolicy, field: Duration): readonly number[] {
  const offered = [...new Set([...CHOICES[field], rules[field] / minuteMs])].sort((a, b) => a - b);
  return field === 'forMs' ? offered : offered.filter((minutes) => minutes * minuteMs <= rules.forMs);
}

/** With one of them changed; what would be longer than it rings is shortened. */
export function withDuration(rules: UrgentPolicy, field: Duration, minutes: number): UrgentPolicy {
  const changed = { ...rules, [field]: minutes * minuteMs };
  const fitting = (other: Duration): number => Math.max(...choicesOf(changed, other)) * minuteMs;
  return {
    ...changed,
    everyMs: Math.min(changed.everyMs, fitting('everyMs')),
    deadlineMs: Math.min(changed.deadlineMs, fitting('deadlineMs')),
  };
}

const SIZES = {
  maxMb: [5, 10, 25, 50, 100, 250, 500, 1000, 2000],
  quotaMb: [500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000],
} as const;
export type Size = keyof typeof SIZES;

/** In millions of bytes. What holds now is among them, and no file is larger than all that somebody may bring. */
export function sizesOf(rules: FilePolicy, field: Size): readonly number[] {
  return [...new Set([...SIZES[field], rules[field]])]
    .filter((mb) => field === 'maxMb' || mb >= rules.maxMb)
    .sort((a, b) => a - b);
}

const among = (offered: readonly number[], present: number): readonly number[] =>
  [...new Set([...offered, present])].sort((a, b) => a - b);
/** Each with what holds now. */
export const passwordChoices = (present: number) => among([8, 10, 12, 14, 16, 20, 24, 32, 64], present);
export const graceChoices = (present: number) => among([0, 3, 7, 14, 30], present);
/** In weeks; 0 is for ever. */
export const retentionChoices = (present: number) => among([0, 4, 8, 13, 26, 52, 104, 260, 520], present);
export const idleChoices = (present: number) => among([1, 2, 5, 10, 15], present);

const DIFFERENCES = [
  'by',
  'rings',
  'deadline',
  'maxMb',
  'quotaMb',
  'turnOnly',
  'registration',
  'minPassword',
  'secondFactor',
  'lockRequired',
  'idleMinutes',
  'shared',
  'preview',
  'forwarding',
  'retention',
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** What each difference compares: as words they are the same exactly when these are. */
const compared = (policy: Policy): Readonly<Record<Difference, string>> => {
  const { urgent, files, lock, secondFactor } = policy;
  return {
    by: [...urgent.by].sort().join(' '),
    rings: `${urgent.everyMs} ${urgent.forMs}`,
    deadline: `${urgent.deadlineMs}`,
    maxMb: `${files.maxMb}`,
    quotaMb: `${files.quotaMb}`,
    turnOnly: `${policy.calls.turnOnly}`,
    registration: policy.registration,
    minPassword: `${policy.password.minCharacters}`,
    // Of nobody no time is asked for.
    secondFactor: secondFactor.of === 'nobody' ? secondFactor.of : `${secondFactor.of} ${secondFactor.graceDays}`,
    lockRequired: `${lock.required}`,
    idleMinutes: `${lock.idleMinutes}`,
    shared: `${policy.computers.shared}`,
    preview: policy.preview,
    forwarding: policy.forwarding,
    retention: `${policy.retention.weeks}`,
  };
};

export function differences(earlier: Policy, later: Policy): readonly Difference[] {
  const [before, after] = [compared(earlier), compared(later)];
  return DIFFERENCES.filter((field) => before[field] !== after[field]);
}
