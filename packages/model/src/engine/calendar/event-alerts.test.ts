import { expect, test } from 'vitest';
import { amal, answered, bilel, change, eventId, folded, made, said, staff } from '../../../test/support/events.ts';
import { type FoldedEvent, foldEvent } from '../../calendar/fold-event.ts';
import type { SpaceId } from '../../ids.ts';
import type { StoredEvent } from './calendar-store.ts';
import { foundIn } from './event-alerts.ts';

const nowMs = Date.UTC(2026, 9, 1, 12);

test('CAL-47: who invites a thousand times does not bury what else needs her, and who dates ahead does not stay above it', () => {
  const stored = Array.from({ length: 1000 }, (_, i): StoredEvent => {
    const id = `${i}`.padStart(16, 'D');
    const start = { local: '2026-10-02T08:00:00', zone: 'UTC' };
    const made = change({ start, title: `${i}`, reminders: [1440] }, { invited: new Map([[bilel, true]]) });
    const event = foldEvent(id, [said(amal, i === 0 ? Date.UTC(2199, 0) : i, made, id)]);
    if (event === undefined) throw new Error('no event');
    return { space: { space: 'aa' }, segment: '2026-10', event, waiting: false } as unknown as StoredEvent; // alerts need no more of it
  });
  const found = foundIn(stored, bilel, nowMs);
  const invited = found.filter(({ what }) => what === 'invited');
  expect([invited.length, found.length]).toEqual([50, 150]);
  // CAL-48: a calendar that does not remind her invites her all the same.
  const silent = foundIn(stored, bilel, nowMs, new Set(['aa' as SpaceId]));
  expect([...new Set(silent.map(({ what }) => what))]).toEqual(['invited']);
  expect(invited.slice(0, 2).map(({ title, atMs }) => [title, atMs])).toEqual([
    ['0', Date.UTC(2026, 9, 1)],
    ['999', 999],
  ]);
});

const toldOf = (event: FoldedEvent, me = bilel, atMs = nowMs) =>
  foundIn([{ space: { space: 'aa' }, segment: '2026-10', event, waiting: false } as unknown as StoredEvent], me, atMs) // alerts need no more of it
    .filter(({ what }) => what === 'moved' || what === 'cancelled')
    .map(({ what, at, startMs, atMs: saidAt, needsMe, user }) => ({ what, at, startMs, atMs: saidAt, needsMe, user }));
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 9, day, hour, minute);
const sinceMs = Date.UTC(2026, 8, 28);
const asked = said(amal, 1000, change(staff, { invited: new Map([[bilel, true]]) }), eventId);
const yes = answered(bilel, sinceMs - 1000, {});
const start = { local: '2026-10-21T10:00:00', zone: 'Africa/Tunis' };
const moved = said(amal, sinceMs, change({ start }, { at: '2026-10-20', builds: [eventId] }));
const cancelled = said(amal, sinceMs + 5, change({ state: 'cancelled' }, { builds: [eventId] }));

test('CAL-47: what somebody else moves or cancels is told to who said that she comes, with its new hour', () => {
  const one = { what: 'moved', at: '2026-10-20', startMs: at(21, 9), atMs: sinceMs, needsMe: false, user: amal };
  expect(toldOf(folded(asked, yes, moved))).toEqual([one]);
  expect(toldOf(folded(asked, answered(bilel, sinceMs - 1, { word: 'maybe', at: '2026-10-20' }), moved))).toEqual([one]);
  const longer = said(amal, sinceMs, change({ lengthS: 7200 }, { at: '2026-10-20', following: true, builds: [eventId] }));
  expect(toldOf(folded(asked, yes, longer))).toEqual([{ ...one, startMs: at(20, 13, 30) }]);
  // All of the series, also the date that was moved before: one line.
  expect(toldOf(folded(asked, yes, moved, cancelled))).toMatchObject([
    { what: 'cancelled', at: '2026-10-13', atMs: sinceMs + 5 },
  ]);
  const byBilel = said(bilel, sinceMs, change({ lengthS: 60 }, { builds: [eventId] }));
  expect([toldOf(folded(made(), byBilel), amal).length, toldOf(folded(made(), byBilel)).length]).toEqual([1, 0]);
});

test('CAL-47: it is not told to who declined, did not answer, answered since, or did it, nor of what is past or unchanged', () => {
  const statements = [
    [asked, moved],
    [asked, answered(bilel, 2000, { word: 'no' }), moved],
    [asked, yes, answered(bilel, sinceMs + 1, {}), moved],
    [asked, yes, said(bilel, sinceMs, change({ start }, { at: '2026-10-20', builds: [eventId] }))],
    [asked, yes, said(amal, sinceMs, change({ title: 'Autre', notes: 'x' }, { builds: [eventId] }))],
  ];
  expect(statements.map((all) => toldOf(folded(...all)))).toEqual(statements.map(() => []));
  const day = 86_400_000;
  const early = { local: '2026-10-14T10:00:00', zone: 'Africa/Tunis' };
  const event = folded(asked, yes, said(amal, sinceMs, change({ start: early }, { at: '2026-10-13', builds: [eventId] })));
  // Over two weeks ago; of a day that is over.
  expect([nowMs, sinceMs + 15 * day, at(15, 8)].map((when) => toldOf(event, bilel, when).length)).toEqual([1, 0, 0]);
});

test('CAL-47: a shift that is moved or cancelled is told to who had it then', () => {
  const shift = said(amal, 1000, change({ ...staff, rule: '', duty: 'Réanimation', holder: bilel }), eventId);
  const off = said(amal, sinceMs, change({ state: 'cancelled' }, { builds: [eventId] }));
  const given = said(amal, sinceMs + 1, change({ holder: bilel }, { builds: [off.id] }));
  expect(toldOf(folded(shift, off))).toMatchObject([{ what: 'cancelled', at: undefined, user: amal }]);
  expect([toldOf(folded(shift, off, given)), toldOf(folded(shift, off), amal)]).toEqual([[], []]);
});
