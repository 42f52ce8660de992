import { takeBackMs } from '@sanad/model/answers';
import { alarmIdFromBytes, deviceIdFromBytes, type UserId, userIdFromBytes } from '@sanad/model/ids';
import { type AlarmAnswer, AlarmPlan, type AlarmTurn } from '@sanad/model/wire/alarm';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { randomLog, randomSpace } from '../../test/support/test-device.ts';
import { type Alarm, changePeople, type Effect, isOver, type Step, standingAnswer } from './alarm.ts';
import { advance, dueAtMs } from './decide-advance.ts';
import { applyAnswer } from './decide-answer.ts';
import { startAlarm } from './decide-start.ts';
import { dropSilentRings } from './drop-silent-rings.ts';

const userOf = (n: number): UserId => userIdFromBytes(new Uint8Array(16).fill(n));
const sender = userOf(255);
const everybody = Array.from({ length: 9 }, (_, n) => userOf(n + 1));
const id = alarmIdFromBytes(new Uint8Array(16).fill(7));
const device = deviceIdFromBytes(new Uint8Array(16).fill(9));
const t0 = 1_800_000_000_000;

const plans: fc.Arbitrary<AlarmPlan> = fc
  .record({
    need: fc.constantFrom('one', 'each'),
    everyMs: fc.integer({ min: 10, max: 600 }).map((seconds) => seconds * 1000),
    forMs: fc.integer({ min: 0, max: 3600 }).map((seconds) => seconds * 1000),
    first: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 }),
    stages: fc.array(
      fc.record({
        afterMs: fc.integer({ min: 10_000, max: 5_000_000 }),
        users: fc.uniqueArray(fc.integer({ min: 2, max: 6 }), { minLength: 1 }),
      }),
      { maxLength: 3 },
    ),
    turns: fc.array(
      fc.record({
        // Some are over before the message arrives.
        afterMs: fc.integer({ min: -1_000_000, max: 6_000_000 }),
        stage: fc.integer({ min: 0, max: 3 }),
        users: fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { maxLength: 2 }),
        relieves: fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { maxLength: 3 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ first, stages, turns, ...plan }): AlarmPlan => {
    const users = (places: readonly number[]): UserId[] => places.flatMap((place) => everybody[place] ?? []);
    const byTime = [...new Map(stages.map((stage) => [stage.afterMs, stage])).values()].sort((a, b) => a.afterMs - b.afterMs);
    return {
      ...plan,
      id,
      first: users(first),
      stages: byTime.map((stage) => ({ ...stage, users: users(stage.users) })),
      report: [],
      turns: turns
        .filter(({ stage }) => stage <= byTime.length && (stage > 0 || plan.need === 'one'))
        .sort((a, b) => a.afterMs - b.afterMs)
        .map(({ afterMs, stage, ...turn }) => ({
          ...{ atMs: t0 + afterMs, stage },
          ...{ users: users(turn.users), relieves: users(turn.relieves) },
        })),
    };
  });
const withoutTurns = plans.map(({ turns: _, ...plan }): AlarmPlan => plan);

type Event =
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'leave'; readonly who: number }
  | { readonly type: 'answer'; readonly who: number; readonly word: AlarmAnswer['word']; readonly to: number | undefined };
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 900_000 }) }),
  fc.record({ type: fc.constant('leave' as const), who: fc.integer({ min: 0, max: 3 }) }),
  fc.record({
    type: fc.constant('answer' as const),
    who: fc.integer({ min: 0, max: 9 }),
    word: fc.constantFrom('taken', 'cannot', 'call', 'none', 'withdrawn'),
    to: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
  }),
);

const start = (plan: AlarmPlan): Alarm =>
  startAlarm(
    plan,
    { space: randomSpace(), log: randomLog(), seq: 1, sender },
    new Set([sender, ...everybody]),
    new Set(everybody),
    t0,
  );

/** Plays the events, with a tick at every moment at which something is due (late by up to `lateMs`), and on until it is over. */
function play(
  plan: AlarmPlan,
  story: readonly Event[],
  lateMs: number,
): { readonly alarm: Alarm; readonly log: readonly Entry[] } {
  let alarm = start(plan);
  let nowMs = t0;
  let isEnded = false;
  const log: Entry[] = [];
  const take = (effects: readonly Effect[], after: Alarm): void => {
    // Nothing happens to an alarm that is over, and it is over in one way for ever; but what was taken back in time and heard late is reported, and
    // so is who sees to what nobody had answered, and that nobody does any more.
    const isReported = alarm.phase === 'answered' && after.phase === 'unanswered';
    const isHelp = alarm.phase === 'unanswered' && effects.length > 0;
    if (isEnded && isHelp)
      expect([after.phase, [[{ type: 'replied' }], [{ type: 'unanswered' }]]]).toEqual([
        'unanswered',
        expect.arrayContaining([effects]),
      ]);
    else if (isEnded)
      expect([after.phase, effects]).toEqual(isReported ? ['unanswered', [{ type: 'unanswered' }]] : [alarm.phase, []]);
    for (const effect of effects) log.push({ atMs: nowMs, effect });
    if (after.phase !== 'ringing' && !isOver(after)) {
      expect([...after.people.values()].filter(({ nextRingAtMs }) => nextRingAtMs !== undefined)).toEqual([]);
    }
    alarm = after;
    isEnded = isOver(after);
  };
  const tick = (): void => {
    const step = advance(alarm, nowMs);
    take(step.effects, step.alarm);
    expect(dueAtMs(alarm) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(nowMs);
    expect(isOver(alarm)).toBe(dueAtMs(alarm) === undefined);
  };
  const runUntil = (untilMs: number): void => {
    for (let due = dueAtMs(alarm); due !== undefined && due + lateMs <= untilMs; due = dueAtMs(alarm)) {
      nowMs = Math.max(nowMs, due + lateMs);
      tick();
    }
    nowMs = Math.max(nowMs, untilMs);
  };
  tick();
  let clock = 0;
  for (const event of story) {
    if (event.type === 'wait') {
      runUntil(nowMs + event.ms);
      continue;
    }
    if (event.type === 'leave') {
      const isShe = (user: UserId): boolean => user === everybody[event.who];
      alarm = changePeople(alarm, (one) =>
        isShe(one.user) && !one.isPassed && one.stage === 0 ? { ...one, isHere: false } : one,
      );
      continue;
    }
    clock += 1;
    const user = event.who === 9 ? sender : (everybody[event.who] ?? sender);
    const to = event.to === undefined ? undefined : everybody[event.to];
    const answer = { alarm: id, user, device, word: event.word, atMs: t0 + clock, sig: new Uint8Array(64), ...(to && { to }) };
    const isMember = event.who < 8 && alarm.people.get(user)?.isHere !== false;
    const applied = applyAnswer(alarm, answer, { mayRing: true, isMember }, nowMs);
    if (!applied.ok) continue;
    const { step } = dropSilentRings({ before: alarm, step: applied.value });
    take(step.effects, step.alarm);
  }
  runUntil(nowMs + 10 * 24 * 3_600_000);
  return { alarm, log };
}
interface Entry {
  readonly atMs: number;
  readonly effect: Effect;
}
const ringsOf = (log: readonly Entry[], user: UserId): readonly number[] =>
  log.flatMap(({ atMs, effect }) => (effect.type === 'ring' && effect.user === user ? [atMs] : []));

it('ALARM-9: whatever is said and however late the clock is, an alarm ends, once, in exactly one way, and nothing rings after', () => {
  fc.assert(
    fc.property(plans, fc.array(events, { maxLength: 25 }), fc.integer({ min: 0, max: 400_000 }), (plan, story, lateMs) => {
      const { alarm, log } = play(plan, story, lateMs);
      expect(isOver(alarm)).toBe(true);
      // Once when it ends, and once more for each help that is taken back afterwards, whether it came late or, where each has to answer, before the end.
      const helps = story.filter((event) => event.type === 'answer' && (event.word === 'taken' || event.word === 'call'));
      const told = (type: Effect['type']): number => log.filter(({ effect }) => effect.type === type).length;
      expect(told('unanswered') > 0).toBe(alarm.phase === 'unanswered');
      expect(told('unanswered')).toBeLessThanOrEqual(1 + helps.length);
      if (alarm.phase === 'unanswered' && plan.need === 'one') {
        const endedAtMs = log.find(({ effect }) => effect.type === 'unanswered')?.atMs ?? 0;
        const inTime = [...alarm.people.keys()]
          .map((user) => standingAnswer(alarm, user))
          .filter((said) => (said?.receivedAtMs ?? endedAtMs) < endedAtMs);
        for (const said of inTime) expect(said?.word).toBe('cannot');
      }
      for (const user of alarm.people.keys()) {
        const numbers = log.flatMap(({ effect }) => (effect.type === 'ring' && effect.user === user ? [effect.ring] : []));
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        expect(alarm.people.get(user)?.rings).toBe(numbers.length);
      }
    }),
    {
      numRuns: 400,
      examples: [
        [
          { id, need: 'each', everyMs: 10_000, forMs: 0, first: [userOf(1)], stages: [], report: [], turns: [] },
          [
            { type: 'answer', who: 4, word: 'taken', to: undefined },
            { type: 'wait', ms: 10_000 },
            { type: 'answer', who: 4, word: 'cannot', to: undefined },
          ],
          0,
        ],
      ],
    },
  );
});

it('ALARM-5: of several rings that are due with words which arrive together each person hears one, and one is counted', () => {
  const plan: AlarmPlan = {
    ...{ id, need: 'one', everyMs: 10_000, forMs: 60_000, first: [userOf(1), userOf(2)], stages: [], report: [], turns: [] },
  };
  const before = advance(start(plan), t0).alarm;
  const heldUp = t0 + 10_000;
  const words = (['taken', 'none', 'taken', 'none'] as const).map(
    (word, at): AlarmAnswer => ({ alarm: id, user: userOf(1), device, word, atMs: t0 + at, sig: new Uint8Array(64) }),
  );
  let step: Step = { alarm: before, effects: [] };
  for (const word of words) {
    const applied = applyAnswer(step.alarm, word, { mayRing: true, isMember: true }, heldUp);
    if (!applied.ok) throw new Error(applied.error);
    step = { alarm: applied.value.alarm, effects: [...step.effects, ...applied.value.effects] };
  }
  const dropped = dropSilentRings({ before, step }).step;
  for (const user of [userOf(1), userOf(2)]) {
    expect(dropped.effects.filter((effect) => effect.type === 'ring' && effect.user === user)).toEqual([
      { type: 'ring', user, ring: 2 },
    ]);
    expect(dropped.alarm.people.get(user)).toMatchObject({ rings: 2, lastRingAtMs: heldUp });
  }
});

it('ALARM-2: while nobody answers there is no hole in the ladder: from the first ring to the last no wait is longer than the interval', () => {
  fc.assert(
    fc.property(withoutTurns, fc.integer({ min: 0, max: 1500 }), (plan, lateMs) => {
      const { alarm, log } = play(plan, [], lateMs);
      expect(alarm.phase).toBe('unanswered');
      expect(alarm.stage).toBe(plan.stages.length);
      for (const user of plan.first ?? []) {
        const rings = ringsOf(log, user);
        expect(rings[0]).toBe(t0);
        const mine = alarm.people.get(user);
        expect(mine?.lastRingAtMs ?? 0).toBeGreaterThanOrEqual((mine?.fromMs ?? 0) + plan.forMs - plan.everyMs);
        // A later stage that names her again begins her time anew; what lies between is the end of her first time.
        if (plan.stages.some(({ users }) => users.includes(user))) continue;
        for (const [index, atMs] of rings.entries())
          if (index > 0) expect(atMs - (rings[index - 1] ?? 0)).toBeLessThanOrEqual(plan.everyMs + lateMs);
        expect(rings).toHaveLength(Math.floor(plan.forMs / plan.everyMs) + 1);
      }
    }),
    { numRuns: 300 },
  );
});

it('ALARM-5: an answer that stands for five minutes ends it; nobody is rung meanwhile', () => {
  fc.assert(
    fc.property(withoutTurns, fc.integer({ min: 1, max: 300_000 }), (plan, afterMs) => {
      const who = everybody.indexOf(plan.first?.[0] ?? sender);
      const { alarm, log } = play(
        { ...plan, need: 'one' },
        [
          { type: 'wait', ms: afterMs },
          { type: 'answer', who, word: 'taken', to: undefined },
        ],
        0,
      );
      if (alarm.phase !== 'answered') return; // it had ended before
      expect(alarm.changedAtMs).toBe(t0 + afterMs + takeBackMs);
      expect(log.every(({ atMs }) => atMs <= t0 + afterMs)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

/** Of one role, one after the other, in shifts of so many minutes; the first has it when the message arrives. */
const shifts = fc
  .record({
    minutes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
    stage: fc.integer({ min: 0, max: 1 }),
    everyS: fc.integer({ min: 10, max: 300 }),
    rings: fc.integer({ min: 0, max: 12 }),
    stageAfterS: fc.integer({ min: 10, max: 2400 }),
  })
  .map(({ minutes, stage, everyS, rings, stageAfterS }) => {
    const holders = [0, ...minutes].map((_, n) => everybody[n + 1] ?? sender);
    const turns: AlarmTurn[] = [];
    let atMs = t0;
    for (const [n, length] of minutes.entries()) {
      atMs += length * 60_000;
      turns.push({ atMs, stage, users: [holders[n + 1] ?? sender], relieves: [holders[n] ?? sender] });
    }
    const other = [userOf(1)];
    const plan: AlarmPlan = {
      ...{ id, need: 'one', everyMs: everyS * 1000, forMs: everyS * 1000 * rings, report: [], turns },
      first: stage === 0 ? holders.slice(0, 1) : other,
      stages: stage === 0 ? [] : [{ afterMs: stageAfterS * 1000, users: holders.slice(0, 1) }],
    };
    /** Who has it at this moment, by the list alone. */
    const holderAt = (ms: number): UserId => turns.findLast((turn) => turn.atMs <= ms)?.users[0] ?? holders[0] ?? sender;
    return { plan, holderAt, holders, turns };
  });

it('ALARM-11: while nobody answers, only whoever has the role is rung for it, each new one at once, and the last one for the whole time', () => {
  fc.assert(
    fc.property(shifts, fc.integer({ min: 0, max: 1500 }), ({ plan, holderAt, holders, turns }, lateMs) => {
      expect(v.is(AlarmPlan, plan)).toBe(true);
      const { alarm, log } = play(plan, [], lateMs);
      expect(alarm.phase).toBe('unanswered');
      const endedAtMs = log.find(({ effect }) => effect.type === 'unanswered')?.atMs ?? 0;
      for (const { atMs, effect } of log)
        if (effect.type === 'ring' && holders.includes(effect.user)) expect(effect.user).toBe(holderAt(atMs));
      for (const turn of turns) {
        // Whatever is due a moment earlier brings it along.
        const [soonest, latest] = [turn.atMs, turn.atMs + lateMs];
        const isReached = turn.stage === 0 || log.some(({ atMs, effect }) => effect.type === 'late' && atMs <= soonest);
        if (!isReached || latest >= endedAtMs) continue;
        const [firstMs = 0] = ringsOf(log, turn.users[0] ?? sender);
        expect(firstMs).toBeGreaterThanOrEqual(soonest);
        expect(firstMs).toBeLessThanOrEqual(latest);
      }
      const last = holderAt(endedAtMs);
      const mine = alarm.people.get(last);
      if (mine?.fromMs !== undefined) expect(endedAtMs).toBeGreaterThanOrEqual(mine.fromMs + plan.everyMs);
    }),
    { numRuns: 300 },
  );
});

it('ALARM-11: a message that arrives after the handover rings who has the role now, and never who had it', () => {
  const plan = (turns: readonly AlarmTurn[]): AlarmPlan => ({
    ...{ id, need: 'one', everyMs: 60_000, forMs: 60_000, stages: [], report: [], first: [userOf(1)], turns: [...turns] },
  });
  const { log } = play(plan([{ atMs: t0 - 1, stage: 0, users: [userOf(2)], relieves: [userOf(1)] }]), [], 0);
  expect(ringsOf(log, userOf(1))).toEqual([]);
  expect(ringsOf(log, userOf(2))).toEqual([t0, t0 + 60_000]);
});

it('ALARM-11: what was said before the handover stands; taken back after it, whoever has the role now is rung', () => {
  const turns = [{ atMs: t0 + 120_000, stage: 0, users: [userOf(2)], relieves: [userOf(1)] }];
  const plan: AlarmPlan = {
    ...{ id, need: 'one', everyMs: 60_000, forMs: 600_000, stages: [], report: [], first: [userOf(1)], turns },
  };
  const answer = (word: AlarmAnswer['word']): Event => ({ type: 'answer', who: 0, word, to: undefined });
  const taken = play(plan, [{ type: 'wait', ms: 60_000 }, answer('taken')], 0);
  expect([taken.alarm.phase, ringsOf(taken.log, userOf(2))]).toEqual(['answered', []]);
  const back = play(plan, [{ type: 'wait', ms: 60_000 }, answer('taken'), { type: 'wait', ms: 120_000 }, answer('none')], 0);
  expect(ringsOf(back.log, userOf(2))[0]).toBe(t0 + 180_000);
  expect(ringsOf(back.log, userOf(1))).toEqual([t0, t0 + 60_000]);
});

it('ALARM-11: who was relieved may still answer', () => {
  const turns = [{ atMs: t0 + 60_000, stage: 0, users: [userOf(2)], relieves: [userOf(1)] }];
  const plan: AlarmPlan = {
    ...{ id, need: 'one', everyMs: 60_000, forMs: 600_000, stages: [], report: [], first: [userOf(1)], turns },
  };
  const { alarm } = play(
    plan,
    [
      { type: 'wait', ms: 90_000 },
      { type: 'answer', who: 0, word: 'taken', to: undefined },
    ],
    0,
  );
  expect(alarm.phase).toBe('answered');
});

it('ALARM-11: where each of the first must answer none of them is a role', () => {
  const turn = { atMs: t0, stage: 0, users: [userOf(2)], relieves: [] };
  const plan = { id, need: 'each', everyMs: 60_000, forMs: 0, stages: [], report: [], first: [userOf(1)] };
  expect(v.is(AlarmPlan, plan)).toBe(true);
  expect(v.is(AlarmPlan, { ...plan, turns: [turn] })).toBe(false);
  expect(v.is(AlarmPlan, { ...plan, need: 'one', turns: [turn] })).toBe(true);
  expect(v.is(AlarmPlan, { ...plan, need: 'one', turns: [turn, { ...turn, atMs: t0 - 1 }] })).toBe(false);
});
