import type { Policy, UrgentPolicy } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { choicesOf, differences, graceChoices, idleChoices, passwordChoices, sizesOf, withDuration } from './rule-choices.ts';

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
  const before: Policy = {
    urgent: usual,
    files: { maxMb: 100, quotaMb: 5000 },
    calls: { turnOnly: false },
    lock: { required: false, idleMinutes: 15 },
    secondFactor: { of: 'nobody', graceDays: 0 },
    computers: { shared: true },
    preview: 'text',
    forwarding: 'anybody',
    registration: 'open',
    password: { minCharacters: 10 },
    retention: { weeks: 0 },
  };
  const changed = (urgent: Partial<UrgentPolicy>, files = {}, calls = before.calls) =>
    differences(before, { ...before, urgent: { ...usual, ...urgent }, files: { ...before.files, ...files }, calls });
  expect(changed({ by: ['nurse', 'administrative', 'doctor'] })).toEqual([]);
  expect(changed({ by: ['doctor'], forMs: 30 * minuteMs })).toEqual(['by', 'rings']);
  expect(changed({ deadlineMs: 4 * minuteMs }, { maxMb: 25 })).toEqual(['deadline', 'maxMb']);
  expect(changed({}, { quotaMb: 1000 })).toEqual(['quotaMb']);
  expect(changed({}, {}, { turnOnly: true })).toEqual(['turnOnly']);
  const other = (part: Partial<Policy>) => differences(before, { ...before, ...part });
  expect(other({ lock: { required: true, idleMinutes: 5 } })).toEqual(['lockRequired', 'idleMinutes']);
  expect(other({ secondFactor: { of: 'everybody', graceDays: 7 }, computers: { shared: false } })).toEqual([
    'secondFactor',
    'shared',
  ]);
  expect(other({ preview: 'who', forwarding: 'members' })).toEqual(['preview', 'forwarding']);
  expect(other({ registration: 'invitation', password: { minCharacters: 14 } })).toEqual(['registration', 'minPassword']);
  expect(other({ retention: { weeks: 52 } })).toEqual(['retention']);
  // Nobody is asked, whatever the time would be.
  expect(other({ secondFactor: { of: 'nobody', graceDays: 30 } })).toEqual([]);
});

test('POLICY-1, POLICY-2, POLICY-7 what holds now is among the choices', () => {
  expect(idleChoices(3)).toEqual([1, 2, 3, 5, 10, 15]);
  expect(graceChoices(30)).toEqual([0, 3, 7, 14, 30]);
  expect(passwordChoices(11)).toContain(11);
});
