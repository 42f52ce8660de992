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

export type Difference = 'by' | 'rings' | 'deadline' | keyof Policy['files'] | keyof Policy['calls'];
export function differences(earlier: Policy, later: Policy): readonly Difference[] {
  const [before, after] = [earlier.urgent, later.urgent];
  const isSame = {
    by: before.by.length === after.by.length && before.by.every((one) => after.by.includes(one)),
    rings: before.everyMs === after.everyMs && before.forMs === after.forMs,
    deadline: before.deadlineMs === after.deadlineMs,
    maxMb: earlier.files.maxMb === later.files.maxMb,
    quotaMb: earlier.files.quotaMb === later.files.quotaMb,
    turnOnly: earlier.calls.turnOnly === later.calls.turnOnly,
  };
  return (['by', 'rings', 'deadline', 'maxMb', 'quotaMb', 'turnOnly'] as const).filter((field) => !isSame[field]);
}
