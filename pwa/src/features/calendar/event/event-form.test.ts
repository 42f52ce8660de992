import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedFields, type EventDraft, newDraft, readDraft, withStart } from './event-form.ts';
import { noRepeat, type RepeatDraft, repeatFrom, ruleFrom } from './repeat-form.ts';

const zone = 'Africa/Tunis';
const draft = (part: Partial<EventDraft> = {}): EventDraft => ({
  ...newDraft({ start: '2026-10-13T14:30' }, zone, new Date('2026-10-01T08:00:00Z')),
  title: 'Staff',
  ...part,
});
const start = { local: '2026-10-13T14:30:00', zone } as const;

describe('the form of an event', () => {
  test('an hour of a day becomes a wall time with its zone, and an hour long', () => {
    expect(readDraft(draft(), zone).fields).toMatchObject({ title: 'Staff', start, lengthS: 3600, rule: '', reminders: [15] });
  });
  test('whole days count both ends', () => {
    const made = newDraft({ start: '2026-10-13', end: '2026-10-15' }, zone, new Date());
    expect(readDraft({ ...made, title: 'Congrès' }, zone).fields).toMatchObject({
      start: { date: '2026-10-13' },
      lengthS: 3 * 86_400,
    });
  });
  test('a whole day that becomes an hour ends after it began, whatever the hour is now', () => {
    for (const hour of [0, 9, 21, 22, 23]) {
      const made = newDraft({ start: '2026-10-31' }, zone, new Date(2026, 9, 31, hour, 50));
      const { fields, faults } = readDraft({ ...made, title: 'Staff', isWholeDay: false }, zone);
      expect([faults, fields?.lengthS]).toEqual([[], 3600]);
    }
  });
  test('what is wrong is named by its field', () => {
    const wrong = draft({ title: ' ', endDate: '2026-10-12', zone: 'Mars/Olympus', reminders: [{ amount: 'x', unit: 'hours' }] });
    expect(readDraft(wrong, zone).faults).toEqual([
      { field: 'title', why: 'empty' },
      { field: 'zone', why: 'unknown' },
      { field: 'end', why: 'before' },
      { field: 'reminders', why: 'amount', at: 0 },
    ]);
    expect(readDraft(draft({ startDate: '' }), zone).faults).toEqual([{ field: 'start', why: 'missing' }]);
  });
  test('a later start takes the end along', () => {
    expect(withStart(draft(), { startTime: '23:45' })).toMatchObject({ endDate: '2026-10-14', endTime: '00:45' });
  });
  test('a shift is called as its role, and has its holder', () => {
    const made = readDraft(draft({ kind: 'shift', title: '', duty: 'Cardiologie' }), zone).fields;
    expect(made).toMatchObject({ title: 'Cardiologie', duty: 'Cardiologie', call: false });
  });
  test('CAL-5 only what is different is written', () => {
    const before = readDraft(draft(), zone).fields;
    const after = readDraft(draft({ place: 'Salle B2' }), zone).fields;
    expect(before && after && changedFields(before, after)).toEqual({ place: 'Salle B2' });
  });
});

describe('CAL-4 recurrence in the form', () => {
  const drafts = fc.record({
    every: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY' as const),
    interval: fc.integer({ min: 1, max: 1000 }).map(String),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }).map((days) => days.sort()),
    by: fc.constantFrom('date', 'nth', 'last' as const),
    end: fc.constantFrom('never', 'until', 'count' as const),
    until: fc
      .integer({ min: 0, max: 2000 })
      .map((days) => new Date(Date.UTC(2026, 9, 13) + days * 86_400_000).toISOString().slice(0, 10)),
    count: fc.integer({ min: 1, max: 10_000 }).map(String),
    kept: fc.constant(''),
  });
  test('what the form says comes back as it was', () => {
    fc.assert(
      fc.property(drafts, (made) => {
        const one = { ...made, every: made.every } as RepeatDraft; // of the four
        const rule = ruleFrom(one, start);
        if (!rule.ok) throw new Error(rule.fault);
        const again = ruleFrom(repeatFrom(rule.rule, start), start);
        expect(again).toEqual(rule);
        expect(repeatFrom(rule.rule, start).every).toBe(one.every);
      }),
    );
  });
  test('a rule that a form cannot say is kept as it is', () => {
    for (const rule of [
      'FREQ=YEARLY;BYWEEKNO=20',
      'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
      'FREQ=MONTHLY;BYMONTHDAY=1,15',
      'FREQ=MONTHLY;BYMONTHDAY=20',
    ]) {
      expect(repeatFrom(rule, start)).toMatchObject({ every: 'kept', kept: rule });
      expect(ruleFrom(repeatFrom(rule, start), start)).toEqual({ ok: true, rule });
    }
  });
  test('a weekly rule without its day, as other products write it, is one of the form', () => {
    expect(repeatFrom('FREQ=WEEKLY;WKST=SU', start)).toMatchObject({ every: 'WEEKLY', end: 'never' });
  });
  test('an end before the start, and numbers that are none, are refused', () => {
    const weekly = { ...noRepeat, every: 'WEEKLY' } as const;
    expect(ruleFrom({ ...weekly, end: 'until', until: '2026-10-12' }, start)).toEqual({ ok: false, fault: 'until-before' });
    expect(ruleFrom({ ...weekly, end: 'count', count: '0' }, start)).toEqual({ ok: false, fault: 'count' });
    expect(ruleFrom({ ...weekly, interval: '1.5' }, start)).toEqual({ ok: false, fault: 'interval' });
  });
});
