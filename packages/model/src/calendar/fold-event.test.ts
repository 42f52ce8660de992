import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amal, answered, bilel, change, eventId, folded, made, rangeOf, said, staff } from '../../test/support/events.ts';
import type { EventChange } from '../schema/event-values.ts';
import { changesFor, type Scope } from './change-event.ts';
import { dateOf, expandEvent, isRecurring, reachOf, startOf } from './expand.ts';
import { answerOf, concerns, type EventStatement, type FoldedEvent, foldEvent } from './fold-event.ts';

const october = rangeOf('2026-10-01', '2026-11-11');
const shown = (event: FoldedEvent, range = october) =>
  expandEvent(event, range).map(
    ({ day, values, startMs }) => `${dateOf({ day })} ${new Date(startMs).toISOString().slice(5, 16)} ${values.title}`,
  );
const edit = (
  event: FoldedEvent,
  statements: readonly EventStatement[],
  fields: EventChange['fields'],
  scope: Scope,
  at?: string,
) => folded(...statements, ...changesFor(event, { fields }, scope, at).map((one, i) => said(bilel, 5000 + i, one)));

describe('CAL-5: changes of several people', () => {
  test('two fields that two people change offline are both changed', () => {
    const moved = said(
      bilel,
      3000,
      change({ start: { local: '2026-10-13T16:00:00', zone: 'Africa/Tunis' } }, { builds: [eventId] }),
    );
    const named = said(amal, 2000, change({ title: 'Staff de réanimation' }, { builds: [eventId] }));
    for (const order of [
      [made(), moved, named],
      [named, moved, made()],
    ]) {
      const event = folded(...order);
      expect(shown(event)[0]).toBe('2026-10-13 10-13T15:00 Staff de réanimation');
      expect(event.conflicts).toEqual([]);
    }
  });
  test('one field that two people change at the same time: the newer stands, the other is told', () => {
    const a = said(amal, 2000, change({ title: 'A' }, { builds: [eventId] }));
    const b = said(bilel, 3000, change({ title: 'B' }, { builds: [eventId] }));
    const event = folded(made(), b, a);
    expect(event.base.fields.title).toBe('B');
    expect(event.conflicts).toEqual([
      {
        field: 'title',
        member: undefined,
        at: undefined,
        following: false,
        value: 'B',
        by: bilel,
        atMs: 3000,
        rivals: [{ value: 'A', by: amal, atMs: 2000 }],
      },
    ]);
    // Whoever knew of both ends it, whatever her clock says.
    const c = said(amal, 1500, change({ title: 'C' }, { builds: event.heads }));
    expect(folded(made(), a, b, c)).toMatchObject({ base: { fields: { title: 'C' } }, conflicts: [], heads: [c.id] });
  });
  test('a change of who knew counts, although the clock of the other one is ahead', () => {
    const ahead = said(bilel, 9000, change({ title: 'ahead' }, { builds: [eventId] }));
    const after = said(amal, 2000, change({ title: 'after' }, { builds: [ahead.id] }));
    expect(folded(made(), ahead, after).base.fields.title).toBe('after');
  });
  test('who is invited is changed one by one', () => {
    const a = said(amal, 2000, change({}, { invited: new Map([[amal, true]]), builds: [eventId] }));
    const b = said(bilel, 2000, change({}, { invited: new Map([[bilel, true]]), builds: [eventId] }));
    expect([...folded(made(), a, b).base.invited.keys()].sort()).toEqual([amal, bilel]);
  });
  test('cancelled by one and changed by another who did not know: both are told', () => {
    const gone = said(amal, 4000, change({ state: 'removed' }, { builds: [eventId] }));
    const named = said(bilel, 3000, change({ notes: 'Apporter les bilans' }, { builds: [eventId] }));
    const event = folded(made(), gone, named);
    expect(event.contested).toEqual([{ by: bilel, atMs: 3000, at: undefined, following: false }]);
    expect(shown(event)).toHaveLength(5);
    expect(shown(folded(made(), gone))).toEqual([]);
    const knowing = said(amal, 5000, change({ state: 'removed' }, { builds: event.heads }));
    expect(folded(made(), gone, named, knowing).contested).toEqual([]);
  });
  test('CAL-21 one date that was removed beside a change of it stays visible until somebody decides; other dates are not touched by it', () => {
    const at = '2026-10-20';
    const gone = said(amal, 4000, change({ state: 'removed' }, { builds: [eventId], at }));
    const moved = said(bilel, 3000, change({ place: 'Amphithéâtre' }, { builds: [eventId], at }));
    const other = said(bilel, 3000, change({ place: 'Salle C' }, { builds: [eventId], at: '2026-10-27' }));
    const event = folded(made(), gone, moved);
    expect(event.contested).toEqual([{ by: bilel, atMs: 3000, at, following: false }]);
    expect(shown(event)).toHaveLength(5);
    expect(shown(folded(made(), gone, other))).toHaveLength(4);
    const kept = said(amal, 5000, change({ state: 'on' }, { builds: event.heads, at }));
    expect(folded(made(), gone, moved, kept).contested).toEqual([]);
  });
  test('from a date on cancelled, and a later date changed by who did not know: told, on those dates', () => {
    const gone = said(amal, 4000, change({ state: 'cancelled' }, { builds: [eventId], at: '2026-10-20', following: true }));
    const later = said(bilel, 3000, change({ place: 'Amphithéâtre' }, { builds: [eventId], at: '2026-10-27' }));
    const earlier = said(bilel, 3000, change({ place: 'Amphithéâtre' }, { builds: [eventId], at: '2026-10-13' }));
    const [beside, ...more] = folded(made(), gone, later, earlier).contested;
    expect([beside, more]).toEqual([{ by: bilel, atMs: 3000, at: '2026-10-20', following: true }, []]);
    expect(['2026-10-13', '2026-10-20', '2026-11-03'].map((date) => beside && concerns(beside, date))).toEqual([
      false,
      true,
      true,
    ]);
  });
  test('whose invitation two people answered differently is named', () => {
    const ask = said(amal, 2000, change({}, { invited: new Map([[bilel, true]]), builds: [eventId] }));
    const not = said(bilel, 3000, change({}, { invited: new Map([[bilel, false]]), builds: [eventId] }));
    expect(folded(made(), ask, not).conflicts).toMatchObject([
      { field: 'invited', member: bilel, value: false, rivals: [{ value: true }] },
    ]);
  });
  test('the event is whose act made it, and is none without it', () => {
    expect(foldEvent(eventId, [said(bilel, 1, change(staff))])).toBeUndefined();
    expect(folded(made(), said(bilel, 1, change({ title: 'x' }))).organiser).toBe(amal);
  });
  test('an answer for one date goes before the one for all; an answer for all begins anew', () => {
    const event = folded(made(), answered(bilel, 2000, { word: 'yes' }), answered(bilel, 3000, { word: 'no', at: '2026-10-20' }));
    expect(answerOf(event, bilel, '2026-10-13')?.word).toBe('yes');
    expect(answerOf(event, bilel, '2026-10-20')?.word).toBe('no');
    const again = folded(
      made(),
      ...[2000, 3000].map((at) => answered(bilel, at, { word: 'no', at: '2026-10-20' })),
      answered(bilel, 4000, { word: 'maybe' }),
    );
    expect(answerOf(again, bilel, '2026-10-20')?.word).toBe('maybe');
    expect(answerOf(event, amal, '2026-10-13')).toBeUndefined();
  });
  test('in any order the same', () => {
    const fields = fc.record({ title: fc.string({ maxLength: 5 }), place: fc.string({ maxLength: 5 }) }, { requiredKeys: [] });
    const one = fc.record({
      fields,
      at: fc.option(fc.constantFrom('2026-10-13', '2026-10-20'), { nil: undefined }),
      back: fc.nat(3),
      atMs: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (list, random) => {
        const statements = [made()];
        for (const { fields: some, at, back, atMs } of list)
          statements.push(said(amal, 1000 + atMs, change(some, { at, builds: [statements.at(-1 - back)?.id ?? eventId] })));
        const shuffled = statements.map((value) => ({ value, at: random.next().value ?? 0 })).sort((a, b) => a.at - b.at);
        expect(folded(...shuffled.map(({ value }) => value))).toEqual(folded(...statements));
      }),
    );
  });
});

describe('CAL-6: this one, those that follow, all', () => {
  const base = [made()];
  const event = folded(...base);
  test('this one: the others stay, and it is found by its date after the series moved', () => {
    const one = edit(
      event,
      base,
      { title: 'Court', start: { local: '2026-10-20T15:00:00', zone: 'Africa/Tunis' } },
      'this',
      '2026-10-20',
    );
    expect(shown(one).slice(0, 3)).toEqual([
      '2026-10-13 10-13T13:30 Staff',
      '2026-10-20 10-20T14:00 Court',
      '2026-10-27 10-27T13:30 Staff',
    ]);
    const cancelled = edit(event, base, { state: 'removed' }, 'this', '2026-10-20');
    expect(shown(cancelled).map((line) => line.slice(0, 10))).not.toContain('2026-10-20');
    const earlier = change({ start: { local: '2026-10-13T09:00:00', zone: 'Africa/Tunis' } });
    const statements = [...base, said(bilel, 2000, change({ place: 'B2' }, { at: '2026-10-20' })), said(amal, 3000, earlier)];
    const moved = expandEvent(folded(...statements), october).find((one) => dateOf(one) === '2026-10-20');
    expect(moved).toMatchObject({
      isChanged: true,
      isDetached: false,
      values: { place: 'B2' },
    });
    expect(moved && startOf(moved)).toEqual({ local: '2026-10-20T09:00:00', zone: 'Africa/Tunis' });
  });
  test('a series that is moved to another day takes its rule along, all of it or from a date on', () => {
    const thursday = { start: { local: '2026-10-22T14:30:00', zone: 'Africa/Tunis' } };
    const days = (one: FoldedEvent) => shown(one).map((line) => line.slice(0, 10));
    expect(days(edit(event, base, thursday, 'all', '2026-10-20'))).toEqual(
      ['2026-10-15', '2026-10-22', '2026-10-29', '2026-11-05'], // and nothing on a Tuesday
    );
    expect(days(edit(event, base, thursday, 'following', '2026-10-20'))).toEqual([
      '2026-10-13',
      '2026-10-22',
      '2026-10-29',
      '2026-11-05',
    ]);
  });
  test('what was moved from a date on, to a later or an earlier day, is found there and goes back', () => {
    const at = (day: string) => ({ start: { local: `2026-10-${day}T14:30:00`, zone: 'Africa/Tunis' } });
    const counted = [made({ ...staff, rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=5' })];
    for (const day of ['18', '19', '21', '22']) {
      const there = [
        ...counted,
        ...changesFor(folded(...counted), { fields: at(day) }, 'following', '2026-10-20').map((one, i) =>
          said(bilel, 2000 + i, one),
        ),
      ];
      expect(shown(folded(...there))[1]?.slice(0, 10)).toBe(`2026-10-${day}`);
      const back = edit(folded(...there), there, at('20'), 'following', `2026-10-${day}`);
      expect(shown(back)).toEqual(shown(folded(...counted)));
      const named = edit(folded(...there), there, { title: 'Autre' }, 'following', `2026-10-${day}`);
      expect(
        shown(named)
          .map((line) => line.slice(23))
          .slice(0, 4),
      ).toEqual(['Staff', 'Autre', 'Autre', 'Autre']);
    }
  });
  test('this and following: a sequence of its own, one event still', () => {
    const later = edit(
      event,
      base,
      { start: { local: '2026-10-28T08:00:00', zone: 'Africa/Tunis' }, rule: 'FREQ=WEEKLY;BYDAY=WE' },
      'following',
      '2026-10-27',
    );
    expect(shown(later)).toEqual([
      '2026-10-13 10-13T13:30 Staff',
      '2026-10-20 10-20T13:30 Staff',
      '2026-10-28 10-28T07:00 Staff',
      '2026-11-04 11-04T07:00 Staff',
    ]);
    const named = edit(event, base, { title: 'Autre' }, 'following', '2026-10-27');
    expect(shown(named).map((line) => line.slice(23))).toEqual(['Staff', 'Staff', 'Autre', 'Autre', 'Autre']);
  });
  test('a count goes on being counted', () => {
    const counted = [made({ ...staff, rule: 'FREQ=WEEKLY;COUNT=4' })];
    const later = edit(
      folded(...counted),
      counted,
      { start: { local: '2026-10-27T08:00:00', zone: 'Africa/Tunis' } },
      'following',
      '2026-10-27',
    );
    expect(shown(later).map((line) => line.slice(11, 22))).toEqual(['10-13T13:30', '10-20T13:30', '10-27T07:00', '11-03T07:00']);
  });
  test('a rule for all of them counts all of them, also where they come in parts', () => {
    const later = changesFor(
      event,
      { fields: { start: { local: '2026-10-27T16:00:00', zone: 'Africa/Tunis' } } },
      'following',
      '2026-10-27',
    );
    const parts = [...base, ...later.map((one, i) => said(bilel, 2000 + i, one))];
    const counted = edit(folded(...parts), parts, { rule: 'FREQ=WEEKLY;COUNT=4' }, 'all', '2026-10-20');
    expect(shown(counted).map((line) => line.slice(11, 22))).toEqual([
      '10-13T13:30',
      '10-20T13:30',
      '10-27T15:00',
      '11-03T15:00',
    ]);
  });
  test('all: also where a later date has a word of its own; what one date says stays', () => {
    const statements = [
      ...base,
      said(amal, 2000, change({ title: 'Dès le 27' }, { at: '2026-10-27', following: true })),
      said(amal, 2001, change({ title: 'Ce jour' }, { at: '2026-11-03' })),
    ];
    const all = edit(
      folded(...statements),
      statements,
      { title: 'Tous', start: { local: '2026-10-20T15:30:00', zone: 'Africa/Tunis' } },
      'all',
      '2026-10-20',
    );
    expect(shown(all)).toEqual([
      '2026-10-13 10-13T14:30 Tous',
      '2026-10-20 10-20T14:30 Tous',
      '2026-10-27 10-27T14:30 Tous',
      '2026-11-03 11-03T14:30 Ce jour',
      '2026-11-10 11-10T14:30 Tous',
    ]);
  });
  test('a date that the rule does not name any more is shown, unless it was left out', () => {
    const statements = [
      ...base,
      said(
        bilel,
        2000,
        change({ title: 'Venu avant', start: { local: '2026-10-21T10:00:00', zone: 'Africa/Tunis' } }, { at: '2026-10-20' }),
      ),
      said(bilel, 2001, change({ state: 'removed' }, { at: '2026-10-27' })),
      said(amal, 3000, change({ rule: 'FREQ=WEEKLY;UNTIL=20261014T000000Z' })),
    ];
    expect(shown(folded(...statements))).toEqual(['2026-10-13 10-13T13:30 Staff', '2026-10-20 10-21T09:00 Venu avant']);
  });
  test('dates that are added and left out, and where an event reaches', () => {
    const dated = folded(made({ ...staff, rule: '', dates: ['2026-10-15', '2026-10-19'], without: ['2026-10-15'] }));
    expect(shown(dated).map((line) => line.slice(0, 10))).toEqual(['2026-10-13', '2026-10-19']);
    expect(isRecurring(dated)).toBe(true);
    expect(reachOf(event, october.here).toMs).toBeUndefined();
    const once = reachOf(folded(made({ ...staff, rule: '' })), october.here);
    expect(once.fromMs).toBeLessThan(Date.UTC(2026, 9, 13));
    expect(once.toMs).toBeGreaterThan(Date.UTC(2026, 9, 13, 15));
  });
});
