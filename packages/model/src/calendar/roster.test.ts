import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amal, bilel, folded, made } from '../../test/support/events.ts';
import type { UserId } from '../ids.ts';
import type { SwapValue } from '../schema/event-values.ts';
import type { EventStatement } from './fold-event.ts';
import { overlapsOf } from './overlaps.ts';
import { onDutyAt, recipientsOf, rosterFaults, type Shift, swapsOf } from './roster.ts';

const [chaker, dorra] = ['01920000-0000-7000-8000-000000000003', '01920000-0000-7000-8000-000000000004'] as [UserId, UserId];
const hour = 3_600_000;
const shift = (id: string, from: number, to: number, holder = amal, role = 'rea'): Shift => ({
  id,
  role,
  holder,
  startMs: from * hour,
  endMs: to * hour,
});
const empty = (id: string, from: number, to: number): Shift => ({ ...shift(id, from, to), holder: undefined });

describe('CAL-8: who is on duty', () => {
  test('now, next, and until when', () => {
    const [now] = onDutyAt([shift('a', 8, 20), shift('b', 20, 32, bilel)], 14 * hour);
    expect(now).toMatchObject({ now: [{ id: 'a' }], next: { id: 'b' }, untilMs: 20 * hour });
    expect(onDutyAt([shift('a', 8, 20)], 20 * hour)[0]).toMatchObject({ now: [], next: undefined, untilMs: undefined });
    expect(onDutyAt([shift('a', 8, 20), shift('b', 8, 20, bilel)], 9 * hour)[0]?.now).toHaveLength(2);
  });
  test('thousands of roles cost no more than their shifts', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => shift(`${i}`, i % 50, 60, amal, `rôle ${i}`));
    expect(onDutyAt(many, 55 * hour)).toHaveLength(20_000);
    expect(rosterFaults(many, 0, 100 * hour)).toEqual([]);
  });
  test('thousands of shifts of one role at the same time are told by the first twenty of them', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => shift(`${i}`, i / 20_000, 24 + i / 20_000, i % 2 === 0 ? amal : bilel));
    const faults = rosterFaults(many, 0, 100 * hour);
    expect(faults.every(({ type, shifts }) => type === 'double' && shifts.length <= 20)).toBe(true);
    expect(faults.at(-1)?.toMs).toBe(many.at(-2)?.endMs);
  });
  test('gaps and double bookings, also where a shift is planned that nobody has', () => {
    const faults = rosterFaults(
      [shift('a', 8, 20), shift('b', 18, 24, bilel), shift('c', 26, 30), empty('d', 30, 32), shift('e', 32, 33)],
      0,
      100 * hour,
    );
    expect(faults.map(({ type, fromMs, toMs }) => [type, fromMs / hour, toMs / hour])).toEqual([
      ['double', 18, 20],
      ['gap', 24, 26],
      ['gap', 30, 32],
    ]);
    expect(faults[2]?.shifts).toMatchObject([{ id: 'd' }]);
    expect(rosterFaults([shift('a', 8, 20), shift('b', 12, 14)], 0, 100 * hour)).toEqual([]);
    expect(rosterFaults([shift('a', 8, 20), shift('b', 30, 40)], 22 * hour, 24 * hour)).toMatchObject([
      { fromMs: 22 * hour, toMs: 24 * hour },
    ]);
  });
  test('a message to a role has its recipients with dates, and they are those of every moment', () => {
    const spans = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 20 }), fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(spans, fc.nat(49), (list, at) => {
        const shifts = list.map(([from, length, isAmal], i) => shift(String(i), from, from + length, isAmal ? amal : bilel));
        const found = recipientsOf(shifts, 'rea', 0, 50 * hour).find(
          ({ fromMs, toMs }) => fromMs <= at * hour && at * hour < toMs,
        );
        const now = onDutyAt(shifts, at * hour)[0]?.now ?? [];
        expect(found?.users).toEqual([...new Set(now.map(({ holder }) => holder))].sort());
      }),
    );
  });
});

describe('CAL-9: shifts that change hands', () => {
  const swap = (id: string, author: typeof amal, atMs: number, value: Partial<SwapValue>): EventStatement => ({
    kind: 'swap',
    id,
    author,
    sentAtMs: atMs,
    clock: { wallMs: atMs, counter: 0 },
    value: { word: 'ask', request: undefined, to: undefined, at: '2026-10-13', comment: '', ...value },
  });
  const withHolder = (holder: typeof amal, ...acts: EventStatement[]) => swapsOf(folded(made(), ...acts), () => holder);
  const of = (...acts: EventStatement[]) => withHolder(amal, ...acts);
  test('asked, taken and given', () => {
    const acts = [
      swap('q', amal, 1, { to: bilel }),
      swap('t', bilel, 2, { word: 'take', request: 'q' }),
      swap('g', amal, 3, { word: 'give', request: 'q' }),
    ];
    expect(of(...acts.slice(0, 2))).toMatchObject([{ phase: 'taken', taker: bilel }]);
    expect(of(...acts)).toMatchObject([{ phase: 'given', taker: bilel, at: '2026-10-13', request: 'q' }]);
  });
  test('nobody asks for a shift that is not hers, takes what was offered to another, or gives what is not hers', () => {
    expect(of(swap('q', bilel, 1, {}))).toEqual([]);
    expect(of(swap('q', amal, 1, { to: bilel }), swap('t', amal, 2, { word: 'take', request: 'q' }))).toMatchObject([
      { phase: 'asked' },
    ]);
    expect(
      of(
        swap('q', amal, 1, {}),
        swap('t', bilel, 2, { word: 'take', request: 'q' }),
        swap('g', bilel, 3, { word: 'give', request: 'q' }),
      ),
    ).toMatchObject([{ phase: 'taken' }]);
    expect(
      of(
        swap('q', amal, 1, {}),
        swap('w', amal, 2, { word: 'withdraw', request: 'q' }),
        swap('t', bilel, 3, { word: 'take', request: 'q' }),
      ),
    ).toMatchObject([{ phase: 'withdrawn' }]);
  });
  const given = [
    swap('q', amal, 1, { to: bilel }),
    swap('t', bilel, 2, { word: 'take', request: 'q' }),
    swap('g', amal, 3, { word: 'give', request: 'q' }),
  ];
  test('who was not asked takes nothing, also when she says so first', () => {
    const first = swap('x', chaker, 2, { word: 'take', request: 'q' });
    const [ask, ...others] = given;
    expect(withHolder(bilel, ...(ask === undefined ? [] : [ask]), first, ...others)).toMatchObject([
      { phase: 'given', taker: bilel },
    ]);
  });
  test('who was given it asks for it again, and whoever gave it does not any more', () => {
    const again = withHolder(bilel, ...given, swap('r', bilel, 4, {}), swap('s', amal, 5, {}));
    expect(again.map(({ request, phase, by }) => [request, phase, by])).toEqual([
      ['q', 'given', amal],
      ['r', 'asked', bilel],
    ]);
    const twice = [swap('r', bilel, 4, {}), swap('u', chaker, 5, { word: 'take', request: 'r' })];
    const back = withHolder(chaker, ...given, ...twice, swap('v', bilel, 6, { word: 'give', request: 'r' }));
    expect(back.map(({ request, phase }) => [request, phase])).toEqual([
      ['q', 'given'],
      ['r', 'given'],
    ]);
  });
  test('nobody makes herself the holder of before: what two people ask, take and give hides nothing', () => {
    const forged = [
      swap('m', chaker, 1, {}),
      swap('n', dorra, 2, { word: 'take', request: 'm' }),
      swap('o', chaker, 3, { word: 'give', request: 'm' }),
    ];
    expect(of(...forged, swap('q', amal, 4, {}))).toMatchObject([{ request: 'q', phase: 'asked' }]);
  });
});

test('CAL-7: times that overlap are told, those that touch are not', () => {
  const span = fc.record({ startMs: fc.nat(50), length: fc.nat(10) });
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (list) => {
      const spans = list
        .map(({ startMs, length }, i) => ({ id: String(i), startMs, endMs: startMs + length }))
        .sort((a, b) => a.startMs - b.startMs);
      const found = overlapsOf(spans);
      for (const a of spans) {
        const slow = spans.filter(
          (b) => b.id !== a.id && a.endMs > a.startMs && b.endMs > b.startMs && a.startMs < b.endMs && b.startMs < a.endMs,
        );
        const told = found.get(a) ?? [];
        expect(told).toHaveLength(Math.min(5, slow.length));
        expect(slow).toEqual(expect.arrayContaining([...told]));
      }
    }),
  );
});
