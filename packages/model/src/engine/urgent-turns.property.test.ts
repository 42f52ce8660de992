import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { DatedRecipients } from '../calendar/roster.ts';
import { recipientsOf } from '../calendar/roster.ts';
import { alarmIdFromBytes, type UserId, userIdFromBytes } from '../ids.ts';
import { AlarmPlan } from '../wire/alarm.ts';
import { defaultForm } from './api-urgent.ts';
import { alarmPlan, outsiders, planFor } from './urgent-plan.ts';
import { isRelieved, stageOf, usersAt } from './urgent-turns.ts';

const user = (n: number): UserId => userIdFromBytes(new Uint8Array(16).fill(n + 1));
const me = user(0);
const startMs = 1_800_000_000_000;
const hourMs = 3_600_000;

/** A roster of one role: who has it in which hours, with gaps and double bookings, as the calendar says it. */
const dated: fc.Arbitrary<readonly DatedRecipients[]> = fc
  .array(
    fc.record({
      holder: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
      from: fc.integer({ min: -6, max: 26 }),
      hours: fc.integer({ min: 1, max: 12 }),
    }),
    { maxLength: 8 },
  )
  .map((shifts) =>
    recipientsOf(
      shifts.map(({ holder, from, hours }, at) => ({
        ...{ id: `${at}`, role: 'Urgences', holder: holder === undefined ? undefined : user(holder) },
        ...{ startMs: startMs + from * hourMs, endMs: startMs + (from + hours) * hourMs },
      })),
      'Urgences',
      startMs,
      startMs + 28 * hourMs,
    ),
  );
const moment = fc.integer({ min: 0, max: 27 * 60 }).map((minutes) => startMs + minutes * 60_000);

test('URGENT-12 at each moment those are asked who have the role then; in hours that nobody has whoever had it before, or comes first', () => {
  fc.assert(
    fc.property(dated, moment, fc.array(fc.integer({ min: 1, max: 5 }).map(user), { maxLength: 2 }), (list, atMs, chosen) => {
      const { users, turns } = stageOf(0, chosen, [list], me, () => true);
      const held = list
        .map((one) => ({ ...one, users: one.users.filter((one) => one !== me) }))
        .filter((one) => one.users.length > 0);
      const now = held.findLast(({ fromMs }) => fromMs <= atMs) ?? held[0];
      expect(new Set(usersAt(0, users, turns, atMs))).toEqual(new Set([...chosen, ...(now?.users ?? [])]));
      for (const one of [...chosen, ...(now?.users ?? [])]) expect(isRelieved(one, turns, atMs)).toBe(false);
      expect(turns.every((turn, at) => turn.atMs >= (turns[at - 1]?.atMs ?? 0))).toBe(true);
    }),
  );
});

test('URGENT-12 the relay takes the plan; who takes over and cannot read the conversation gets a copy; whoever has it now and is no member comes with a turn', () => {
  fc.assert(
    fc.property(dated, dated, fc.constantFrom('one', 'each'), (first, later, need) => {
      const members = [me, user(1), user(2)];
      const form = { ...defaultForm({ deadlineMs: 360_000 }), need, firstRoles: ['a'], escalateRoles: ['b'] } as const;
      const alarm = alarmIdFromBytes(new Uint8Array(16));
      const plan = planFor(form, me, members, { everyMs: 120_000, forMs: 1_200_000 }, alarm, (role) =>
        role === 'a' ? first : later,
      );
      const space = {
        kind: 'group' as const,
        members: members.map((one) => ({ user: one, admin: false, ukGen: 1, chainN: 1 })),
        peer: undefined,
      };
      expect(v.is(AlarmPlan, alarmPlan(plan, space, me))).toBe(true);
      expect((plan.first ?? []).every((one) => members.includes(one))).toBe(true);
      expect([...plan.stages, ...plan.turns].flatMap(({ users }) => users)).not.toContain(me);
      const reached = [...plan.stages, ...plan.turns].flatMap(({ users }) => users).filter((one) => !members.includes(one));
      expect(new Set(outsiders(plan, members))).toEqual(new Set(reached));
      if (need === 'each') expect(plan.turns.every(({ stage }) => stage > 0)).toBe(true);
    }),
  );
});
