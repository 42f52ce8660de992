/** The filter against a second, slower implementation that knows no formats: it walks the hours of the week. */
import type { SpaceId } from '@sanad/model/ids';
import { PUSH_KINDS, type PushFilter, type QuietHours } from '@sanad/model/wire/push';
import { isQuiet } from '@sanad/model/wire/quiet-hours';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Occasion, wants } from './wants.ts';

const everyDay = 127;
const at = (text: string): number => Date.parse(text);
const night = (zone: string, days = everyDay): QuietHours => ({ zone, from: 22 * 60, to: 6 * 60 + 30, days });

it('PUSH-5: quiet hours hold over midnight, from their first minute to before their last', () => {
  const tunis = night('Africa/Tunis'); // UTC+1, all year
  expect(isQuiet(tunis, at('2026-11-28T20:59:59Z'))).toBe(false);
  expect(isQuiet(tunis, at('2026-11-28T21:00:00Z'))).toBe(true);
  expect(isQuiet(tunis, at('2026-11-29T00:00:00Z'))).toBe(true);
  expect(isQuiet(tunis, at('2026-11-29T05:29:59Z'))).toBe(true);
  expect(isQuiet(tunis, at('2026-11-29T05:30:00Z'))).toBe(false);
});

it('PUSH-5: a night belongs to the day on which it begins', () => {
  const saturday = night('Africa/Tunis', 1 << 5); // 2026-11-28 is a Saturday
  expect(isQuiet(saturday, at('2026-11-28T02:00:00Z'))).toBe(false);
  expect(isQuiet(saturday, at('2026-11-28T22:00:00Z'))).toBe(true);
  expect(isQuiet(saturday, at('2026-11-29T02:00:00Z'))).toBe(true);
  expect(isQuiet(saturday, at('2026-11-29T22:00:00Z'))).toBe(false);
  const sunday = night('Africa/Tunis', 1 << 6);
  expect(isQuiet(sunday, at('2026-11-30T02:00:00Z'))).toBe(true);
});

it('PUSH-5: the clock of the wall counts, in summer and in winter', () => {
  const paris = night('Europe/Paris');
  // 2026-10-25: 03:00 becomes 02:00. 2026-03-29: 02:00 becomes 03:00.
  expect(isQuiet(paris, at('2026-10-24T20:00:00Z'))).toBe(true); // 22:00
  expect(isQuiet(paris, at('2026-10-25T05:29:00Z'))).toBe(true); // 06:29 in winter
  expect(isQuiet(paris, at('2026-10-25T05:30:00Z'))).toBe(false);
  expect(isQuiet(paris, at('2026-03-28T20:59:00Z'))).toBe(false); // 21:59 in winter
  expect(isQuiet(paris, at('2026-03-29T04:29:00Z'))).toBe(true); // 06:29 in summer
  expect(isQuiet(paris, at('2026-03-29T04:30:00Z'))).toBe(false);
});

it('PUSH-5: the whole day when it ends when it begins; a zone that nobody knows is never quiet', () => {
  const whole: QuietHours = { zone: 'UTC', from: 480, to: 480, days: 1 }; // Monday 08:00 to Tuesday 08:00
  expect(isQuiet(whole, at('2026-11-30T07:59:00Z'))).toBe(false);
  expect(isQuiet(whole, at('2026-11-30T08:00:00Z'))).toBe(true);
  expect(isQuiet(whole, at('2026-12-01T07:59:00Z'))).toBe(true);
  expect(isQuiet(whole, at('2026-12-01T08:00:00Z'))).toBe(false);
  expect(isQuiet({ ...whole, zone: 'Nowhere/Atoll' }, at('2026-11-30T09:00:00Z'))).toBe(false);
  expect(isQuiet({ ...whole, zone: 'x'.repeat(64) }, at('2026-11-30T09:00:00Z'))).toBe(false);
});

/** Zones without daylight saving: minutes are added, nothing is formatted. */
const offsets = { UTC: 0, 'Africa/Tunis': 60, 'Asia/Kolkata': 330, 'America/Phoenix': -420, 'Pacific/Auckland': undefined };
const minuteMs = 60_000;

function slowlyQuiet({ from, to, days }: QuietHours, offsetMinutes: number, nowMs: number): boolean {
  const minute = Math.floor(nowMs / minuteMs) + offsetMinutes; // of the wall, since Thursday 1970-01-01 00:00
  const length = from < to ? to - from : to - from + 1440;
  for (let begins = minute; begins > minute - length; begins--) {
    const ofDay = ((begins % 1440) + 1440) % 1440;
    if (ofDay !== from) continue;
    const weekday = (((Math.floor(begins / 1440) + 3) % 7) + 7) % 7; // Monday is 0
    if ((days >> weekday) & 1) return true;
  }
  return false;
}

const minuteOfDay = fc.nat(1439);
const times = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') });
const zones = fc.constantFrom(
  ...Object.entries(offsets).flatMap(([zone, offset]) => (offset === undefined ? [] : [{ zone, offset }])),
);
const spaces = ['a'.repeat(32), 'b'.repeat(32)].map((space) => space as SpaceId);
const spaceOf = fc.constantFrom(...spaces);

it('PUSH-5: quiet is what the second implementation says', () => {
  fc.assert(
    fc.property(
      zones,
      minuteOfDay,
      minuteOfDay,
      fc.integer({ min: 1, max: 127 }),
      times,
      ({ zone, offset }, from, to, days, nowMs) => {
        const quiet = { zone, from, to, days };
        expect(isQuiet(quiet, nowMs)).toBe(slowlyQuiet(quiet, offset, nowMs));
      },
    ),
    { numRuns: 1000 },
  );
});

it('PUSH-5: muted, quiet, named and urgent together', () => {
  const filters = fc.record({
    muted: fc.array(fc.record({ space: spaceOf, untilMs: times }), { maxLength: 3 }),
    quiet: fc.option(fc.record({ zone: fc.constant('UTC'), from: minuteOfDay, to: minuteOfDay, days: fc.constant(everyDay) }), {
      nil: undefined,
    }),
    urgentPasses: fc.boolean(),
    urgentRepeats: fc.boolean(),
  });
  const occasions: fc.Arbitrary<Occasion> = fc.record({
    kind: fc.constantFrom(...PUSH_KINDS),
    place: spaceOf.map((space) => ({ space })),
    ring: fc.integer({ min: 1, max: 4 }),
    isNamed: fc.boolean(),
  });
  fc.assert(
    fc.property(filters, occasions, times, ({ quiet, ...rest }, occasion, nowMs) => {
      const filter: PushFilter = quiet === undefined ? rest : { ...rest, quiet };
      const because = (): boolean => {
        if (occasion.kind === 'test') return true;
        const sleeps = quiet !== undefined && slowlyQuiet(quiet, 0, nowMs);
        // Without a list of shifts; being off duty is another test's.
        if (occasion.kind === 'reminder') return !sleeps;
        if (['message', 'event', 'announcement'].includes(occasion.kind)) {
          const isMuted = rest.muted.some((one) => one.space === occasion.place?.space && nowMs < one.untilMs);
          return !sleeps && (!isMuted || occasion.isNamed === true);
        }
        return (!sleeps || rest.urgentPasses) && (occasion.ring === 1 || rest.urgentRepeats);
      };
      expect(wants(filter, occasion, nowMs)).toBe(because());
    }),
    { numRuns: 500 },
  );
});

it('CAL-48: no reminder of a calendar that does not remind her; of others, and what else is said of its events, all the same', () => {
  const [ward, other] = spaces.map((space) => ({ space }));
  const filter: PushFilter = { muted: [], urgentPasses: true, urgentRepeats: true, noReminders: spaces.slice(0, 1) };
  const woken = (kind: Occasion['kind'], place?: Occasion['place']) => wants(filter, { kind, ...(place && { place }) }, 0);
  expect([woken('reminder', ward), woken('reminder', other), woken('reminder')]).toEqual([false, true, true]);
  expect([woken('event', ward), woken('message', ward), woken('urgent', ward)]).toEqual([true, true, true]);
});

it('PUSH-5: who said nothing is woken for everything', () => {
  expect(wants(undefined, { kind: 'message' }, 0)).toBe(true);
});
