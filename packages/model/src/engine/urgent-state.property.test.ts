import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANSWERS, takeBackMs } from '../answers.ts';
import {
  alarmIdFromBytes,
  deviceIdFromBytes,
  logIdFromBytes,
  messageIdFromBytes,
  spaceIdFromBytes,
  type UserId,
  userIdFromBytes,
} from '../ids.ts';
import type { Act } from '../schema/act.ts';
import type { UrgentPlan } from '../schema/urgent-values.ts';
import type { AlarmAnswer, AlarmState } from '../wire/alarm.ts';
import { foldUrgent } from './urgent-facts.ts';
import { type UrgentSurroundings, urgentRow } from './urgent-state.ts';

const user = (n: number): UserId => userIdFromBytes(new Uint8Array(16).fill(n));
const [sender, amel, youssef, sami, later] = [user(1), user(2), user(3), user(4), user(5)];
const everybody = [sender, amel, youssef, sami];
const space = spaceIdFromBytes(new Uint8Array(16));
const id = messageIdFromBytes(new Uint8Array(12));
const alarmId = alarmIdFromBytes(new Uint8Array(16));
const device = deviceIdFromBytes(new Uint8Array(16));
const startMs = 1_763_800_000_000;
const minuteMs = 60_000;
const basic: UrgentPlan = {
  alarm: alarmId,
  first: undefined,
  need: 'one',
  everyMs: 2 * minuteMs,
  forMs: 20 * minuteMs,
  stages: [{ afterMs: 6 * minuteMs, users: [later] }],
  turns: [],
  roles: [],
  repliesAnswer: false,
  standBy: false,
};

type Spoken = Parameters<typeof foldUrgent>[2][number];
let made = 0;
const act = (author: UserId, atMs: number, value: Act): Spoken => ({
  id: messageIdFromBytes(new Uint8Array(12).fill(++made % 256)),
  author,
  clock: { wallMs: atMs, counter: 0 },
  sentAtMs: atMs,
  act: value,
});
const says = (author: UserId, atMs: number, word: (typeof ANSWERS)[number], to?: UserId): Spoken =>
  act(author, atMs, { kind: 'answer', target: id, value: to === undefined ? { word } : { word, to } });
const fold = (acts: readonly Spoken[], plan: Partial<UrgentPlan> = {}, text = 'lit 12') =>
  foldUrgent(
    space,
    {
      id,
      author: sender,
      sentAtMs: startMs,
      clock: { wallMs: startMs, counter: 0 },
      text,
      details: { urgent: { ...basic, ...plan } },
    },
    acts,
  );
const row = (facts: ReturnType<typeof fold>, around: Partial<UrgentSurroundings> = {}) =>
  urgentRow(facts, { me: amel, members: everybody, alarm: undefined, nowMs: startMs + 1000, waiting: undefined, ...around });
const told = (state: Partial<AlarmState>): AlarmState => ({
  alarm: alarmId,
  space,
  log: logIdFromBytes(new Uint8Array(16)),
  seq: 1,
  sender,
  phase: 'ringing',
  need: 'one',
  acceptedAtMs: startMs,
  changedAtMs: startMs,
  stage: 0,
  asked: 3,
  answers: [],
  people: [],
  ...state,
});
const signed = (who: UserId, atMs: number, word: AlarmAnswer['word'], to?: UserId): AlarmAnswer => ({
  alarm: alarmId,
  user: who,
  device,
  word,
  ...(to === undefined ? {} : { to }),
  atMs,
  sig: new Uint8Array(64),
});

const rung = (who: UserId) => ({ user: who, stage: 0, rings: 1, push: 'sent' as const });

const spoken = fc
  .uniqueArray(
    fc.record({
      who: fc.constantFrom(...everybody),
      at: fc.integer({ min: 1, max: 40 * 60 }),
      word: fc.constantFrom(...ANSWERS),
      to: fc.option(fc.constantFrom(amel, sami, later), { nil: undefined }),
    }),
    { maxLength: 12, selector: ({ at }) => at },
  )
  .map((all) => all.map(({ who, at, word, to }) => says(who, startMs + at * 1000, word, word === 'cannot' ? to : undefined)));

test('URGENT-3, URGENT-4 the order in which answers arrive does not matter', () => {
  fc.assert(
    fc.property(
      spoken.chain((acts) => fc.tuple(fc.constant(acts), fc.shuffledSubarray([...acts], { minLength: acts.length }))),
      fc.constantFrom('one' as const, 'each' as const),
      ([acts, shuffled], need) => {
        const nowMs = startMs + 60 * minuteMs;
        expect(row(fold(shuffled, { need }), { nowMs })).toEqual(row(fold(acts, { need }), { nowMs }));
      },
    ),
  );
});

test('URGENT-4 whatever was said: one answer a person, nothing is owed by who answered or once it is over, stand-by and owed exclude each other', () => {
  fc.assert(
    fc.property(
      spoken,
      fc.constantFrom(...everybody, later),
      fc.constantFrom('one' as const, 'each' as const),
      fc.nat(90 * 60),
      fc.option(fc.constantFrom('ringing' as const, 'paused' as const, 'answered' as const, 'unanswered' as const), {
        nil: undefined,
      }),
      (acts, me, need, afterS, phase) => {
        const alarm = phase && told({ phase, stage: afterS % 2 });
        const seen = row(fold(acts, { need }), { me, alarm, nowMs: startMs + afterS * 1000 });
        expect(new Set(seen.answers.map((one) => one.user)).size).toBe(seen.answers.length);
        expect(seen.owed && seen.standBy).toBe(false);
        if (seen.phase !== 'ringing') expect([seen.owed, seen.standBy, seen.nextRingAtMs]).toEqual([false, false, undefined]);
        if (seen.answers.some((one) => one.user === me) || me === sender) expect(seen.owed).toBe(false);
        expect(seen.answered).toBeLessThanOrEqual(seen.asked.length);
      },
    ),
  );
});

test('URGENT-3 the newest answer of a person counts, whether the document or the relay has it', () => {
  const facts = fold([says(amel, startMs + 2000, 'cannot')]);
  expect(row(facts, { alarm: told({ answers: [signed(amel, startMs + 1000, 'taken')] }) }).answers[0]?.word).toBe('cannot');
  const newer = row(facts, { alarm: told({ answers: [signed(amel, startMs + 3000, 'taken')] }) });
  expect([newer.answers[0]?.word, newer.phase]).toEqual(['taken', 'answered']);
});

test('URGENT-3 what was taken back in the document does not come back by an older word of the relay', () => {
  const facts = fold([says(amel, startMs + 1000, 'taken'), says(amel, startMs + 2000, 'none')]);
  const seen = row(facts, { alarm: told({ answers: [signed(amel, startMs + 1000, 'taken')] }) });
  expect([seen.phase, seen.answers, seen.owed]).toEqual(['ringing', [], true]);
});

test('URGENT-3 an answer is taken back within five minutes of it, and not later', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 * takeBackMs }), (afterMs) => {
      const seen = row(fold([says(amel, startMs, 'taken'), says(amel, startMs + afterMs, 'none')]));
      expect(seen.phase).toBe(afterMs <= takeBackMs ? 'ringing' : 'answered');
      const cannot = row(fold([says(amel, startMs, 'taken'), says(amel, startMs + afterMs, 'cannot')]));
      expect(cannot.phase).toBe(seen.phase);
    }),
  );
});

test('URGENT-4 the sender alone withdraws, and answers nothing else; nobody else does', () => {
  expect(row(fold([says(amel, startMs + 1, 'withdrawn')])).phase).toBe('ringing');
  expect(row(fold([says(sender, startMs + 1, 'taken')])).phase).toBe('ringing');
  expect(row(fold([says(sender, startMs + 1, 'withdrawn')]))).toMatchObject({ phase: 'withdrawn', endedAtMs: startMs + 1 });
  const byRelay = (who: UserId) => row(fold([]), { alarm: told({ answers: [signed(who, startMs + 1, 'withdrawn')] }) }).phase;
  expect([byRelay(sender), byRelay(amel)]).toEqual(['withdrawn', 'ringing']);
});

test('URGENT-4 that somebody answered is not believed of the relay alone', () => {
  expect(row(fold([]), { alarm: told({ phase: 'paused' }) }).phase).toBe('ringing');
});

test('URGENT-4 what is over at the relay rings nobody any more: without an answer that stands it is unanswered, and not open', () => {
  for (const phase of ['answered', 'withdrawn', 'unanswered'] as const)
    expect(row(fold([]), { alarm: told({ phase }) })).toMatchObject({ phase: 'unanswered', owed: false });
  // She took it back without a network, and the relay heard it when it was over.
  const back = [says(amel, startMs + 1000, 'taken'), says(amel, startMs + 2000, 'none')];
  expect(row(fold(back), { me: sender, alarm: told({ phase: 'answered' }) }).phase).toBe('unanswered');
});

test('URGENT-4, ALARM-6 an answer that the relay brings counts from who is asked, now or later, had it passed on, or is a member; from no other colleague', () => {
  const stranger = user(9);
  const byRelay = (...answers: readonly AlarmAnswer[]) =>
    row(fold([], { first: [amel] }), { alarm: told({ answers: [...answers] }) });
  expect(byRelay(signed(stranger, startMs + 1, 'taken'))).toMatchObject({ phase: 'ringing', answers: [], owed: true });
  expect(byRelay(signed(stranger, startMs + 1, 'cannot', user(8))).answers).toEqual([]);
  for (const who of [amel, later, sami]) expect(byRelay(signed(who, startMs + 1, 'taken')).phase).toBe('answered');
  // Who was not asked has nothing to refuse, and asks nobody else.
  expect(byRelay(signed(sami, startMs + 1, 'cannot', stranger), signed(stranger, startMs + 2, 'taken')).phase).toBe('ringing');
  const passed = [signed(amel, startMs + 1, 'cannot', user(8)), signed(user(8), startMs + 2, 'cannot', stranger)];
  expect(byRelay(...passed, signed(stranger, startMs + 3, 'taken')).phase).toBe('answered');
  // Passed on and taken back: who was asked meanwhile is asked.
  const facts = fold([says(amel, startMs + 1, 'cannot', stranger), says(amel, startMs + 2, 'none')], { first: [amel] });
  expect(row(facts, { alarm: told({ answers: [signed(stranger, startMs + 3, 'taken')] }) }).phase).toBe('answered');
});

test('URGENT-5 on a copy the words of who has it count, and of nobody whom it does not name', () => {
  const copy = { standBy: true, first: [amel], stages: [] };
  const seen = (acts: readonly Spoken[], ...answers: readonly AlarmAnswer[]) =>
    row(fold(acts, copy), { me: later, members: [sender, later], alarm: told({ answers: [...answers], people: [rung(later)] }) });
  expect(seen([])).toMatchObject({ phase: 'ringing', owed: true });
  expect(seen([says(later, startMs + 1, 'cannot')])).toMatchObject({ phase: 'ringing', owed: false });
  expect(seen([], signed(user(9), startMs + 1, 'taken')).phase).toBe('ringing');
  expect(seen([], signed(amel, startMs + 1, 'taken')).phase).toBe('answered');
});

test('ALARM-5, URGENT-3 each must answer: who is silent is made up for by nobody', () => {
  const first = [amel, youssef];
  const each = (...acts: readonly Spoken[]) => row(fold(acts, { need: 'each', first }), { alarm: told({ stage: 1 }) }).phase;
  const taken = says(amel, startMs + 1, 'taken');
  expect(each(taken, says(later, startMs + 2, 'taken'))).toBe('ringing');
  expect(each(taken, says(later, startMs + 2, 'taken'), says(youssef, startMs + 3, 'cannot'))).toBe('answered');
});

test('ALARM-6, URGENT-4 who was asked first and left owes nothing and is not waited for; what she said before stands', () => {
  const first = [amel, youssef];
  const left = { members: [sender, youssef, sami] };
  const each = { first, need: 'each' as const };
  expect(row(fold([], each), left)).toMatchObject({ asked: [youssef], owed: false });
  expect(row(fold([says(youssef, startMs + 1, 'taken')], each), left).phase).toBe('answered');
  for (const asked of [{ first: [amel] }, {}])
    expect(row(fold([], asked), { ...left, alarm: told({ people: [rung(amel)] }) })).toMatchObject({
      phase: 'ringing',
      owed: false,
    });
  const before = told({ answers: [signed(amel, startMs + 1, 'taken')] });
  expect(row(fold([], { first }), { ...left, alarm: before }).phase).toBe('answered');
  // She stands in for nobody: the relay does not count her either.
  const cannot = fold([says(youssef, startMs + 2, 'cannot')], each);
  expect(row(cannot, { ...left, alarm: before }).phase).toBe('ringing');
});

test('URGENT-4, ALARM-9 what nobody answered in time can still be seen to for a day, by whoever belongs there; then it is answered', () => {
  const endMs = startMs + 24 * minuteMs;
  const over = told({ phase: 'unanswered', changedAtMs: endMs, people: [rung(amel)] });
  const at = (nowMs: number, acts: readonly Spoken[] = [], around: Partial<UrgentSurroundings> = {}) =>
    row(fold(acts, { first: [amel] }), { alarm: over, nowMs, ...around });
  const dayMs = 24 * 60 * minuteMs;
  for (const me of [amel, youssef])
    expect(at(endMs + 1, [], { me })).toMatchObject({ phase: 'unanswered', canStillAnswer: true });
  expect(at(endMs + 1, [says(amel, startMs + 1, 'cannot')]).canStillAnswer).toBe(true);
  expect(at(endMs + dayMs).canStillAnswer).toBe(false);
  expect(at(endMs + 1, [], { me: sender }).canStillAnswer).toBe(false);
  expect(at(endMs + 1, [], { members: [sender, youssef] }).canStillAnswer).toBe(false);
  expect(row(fold([])).canStillAnswer).toBe(false);
  expect(at(endMs + 1, [says(youssef, endMs, 'taken')])).toMatchObject({ phase: 'answered', canStillAnswer: false });
});

test('URGENT-4 without a word of the relay it is over when its plan is: it rang nobody, or asked others, who alone are told', () => {
  const facts = fold([], { first: [amel] });
  const endMs = startMs + (6 + 20 + 2 + 2) * minuteMs;
  const at = (me: UserId, nowMs: number, alarm?: AlarmState) => row(facts, { me, nowMs, alarm }).phase;
  for (const me of [amel, later, sami]) expect([at(me, endMs), at(me, endMs + 1)]).toEqual(['ringing', 'unanswered']);
  expect(at(amel, endMs + 1, told({}))).toBe('ringing');
});

test('URGENT-3 each of them answers; who stands in for one who cannot is enough', () => {
  const first = [amel, youssef];
  const each = (...acts: readonly Spoken[]) => row(fold(acts, { need: 'each', first }));
  expect(each(says(amel, startMs + 1, 'taken'))).toMatchObject({ phase: 'ringing', answered: 1 });
  expect(each(says(amel, startMs + 1, 'taken'), says(youssef, startMs + 2, 'call'))).toMatchObject({ phase: 'answered' });
  expect(each(says(amel, startMs + 1, 'taken'), says(youssef, startMs + 2, 'cannot'))).toMatchObject({ phase: 'ringing' });
  const passed = says(youssef, startMs + 2, 'cannot', sami);
  expect(each(says(amel, startMs + 1, 'taken'), passed, says(sami, startMs + 3, 'taken'))).toMatchObject({ phase: 'answered' });
});

test('URGENT-4 the relay says which stage was reached; without it the clock does', () => {
  const at = (afterMs: number, alarm?: AlarmState) => row(fold([]), { me: later, alarm, nowMs: startMs + afterMs });
  expect(at(5 * minuteMs)).toMatchObject({ owed: false, standBy: true, escalatesTo: [later], escalatedTo: [] });
  expect(at(6 * minuteMs)).toMatchObject({ owed: true, standBy: false, escalatedTo: [later], escalatesTo: [] });
  expect(at(minuteMs, told({ stage: 1 }))).toMatchObject({ owed: true, standBy: false });
  expect(at(8 * minuteMs, told({ stage: 0 }))).toMatchObject({ owed: false, standBy: true });
  expect(at(minuteMs, told({ stage: 9 })).escalatedTo).toEqual([later]);
});

test('URGENT-4 a reply or a reaction counts where its sender wanted it, unless she said something else', () => {
  const reacted = act(amel, startMs + 1, { kind: 'react', target: id, value: 'ok' });
  expect(row(fold([reacted])).phase).toBe('ringing');
  expect(row(fold([reacted], { repliesAnswer: true })).answers).toMatchObject([{ user: amel, word: 'replied' }]);
  expect(row(fold([reacted, says(amel, startMs + 2, 'cannot')], { repliesAnswer: true })).phase).toBe('ringing');
});

test('URGENT-4 without another word of anybody it is not open for ever, and recalled it is withdrawn', () => {
  expect(row(fold([]), { alarm: told({}), nowMs: startMs + 25 * 60 * minuteMs }).phase).toBe('unanswered');
  expect(row(fold([act(sender, startMs + 1, { kind: 'recall', target: id, value: null })])).phase).toBe('withdrawn');
});
