import type { Policy, UrgentPolicy } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { choicesOf, differences, sizesOf, withDuration } from './rule-choices.ts';

const minuteMs = 60_000;
const usual: UrgentPolicy = {
  by: ['doctor', 'nurse', 'administrative'],
  everyMs: 2 * minuteMs,
  forMs: 20 * minuteMs,
  deadlineMs: 6 * minuteMs,
};

test('ORG-10 what holds now is among the choices, and nothing takes longer than it rings', () => {
  expect(choicesOf(usual, 'everyMs')).toEqual([1, 2, 3, 5, 10]);
  expect(choicesOf(usual, 'deadlineMs')).toEqual([2, 4, 6, 10, 15]);
  expect(choicesOf({ ...usual, deadlineMs: 7 * minuteMs }, 'deadlineMs')).toEqual([2, 4, 6, 7, 10, 15]);
  expect(choicesOf({ ...usual, forMs: 5 * minuteMs, everyMs: 2 * minuteMs }, 'everyMs')).toEqual([1, 2, 3, 5]);
});

test('ORG-10 ringing for less shortens what would be longer', () => {
  const long = { ...usual, everyMs: 10 * minuteMs, deadlineMs: 15 * minuteMs };
  expect(withDuration(long, 'forMs', 5)).toEqual({
    ...long,
    forMs: 5 * minuteMs,
    everyMs: 5 * minuteMs,
    deadlineMs: 4 * minuteMs,
  });
  expect(withDuration(usual, 'everyMs', 3)).toEqual({ ...usual, everyMs: 3 * minuteMs });
});

test('ORG-10 what holds now is among the sizes, and a person brings one whole file at least', () => {
  expect(sizesOf({ maxMb: 30, quotaMb: 5000 }, 'maxMb')).toEqual([5, 10, 25, 30, 50, 100, 250, 500, 1000, 2000]);
  expect(sizesOf({ maxMb: 700, quotaMb: 5000 }, 'quotaMb')).toEqual([1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]);
});

test('ORG-10 what changes is named, whatever the order of professions', () => {
  const before: Policy = { urgent: usual, files: { maxMb: 100, quotaMb: 5000 }, calls: { turnOnly: false } };
  const changed = (urgent: Partial<UrgentPolicy>, files = {}, calls = before.calls) =>
    differences(before, { urgent: { ...usual, ...urgent }, files: { ...before.files, ...files }, calls });
  expect(changed({ by: ['nurse', 'administrative', 'doctor'] })).toEqual([]);
  expect(changed({ by: ['doctor'], forMs: 30 * minuteMs })).toEqual(['by', 'rings']);
  expect(changed({ deadlineMs: 4 * minuteMs }, { maxMb: 25 })).toEqual(['deadline', 'maxMb']);
  expect(changed({}, { quotaMb: 1000 })).toEqual(['quotaMb']);
  expect(changed({}, {}, { turnOnly: true })).toEqual(['turnOnly']);
});
