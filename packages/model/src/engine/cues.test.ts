import { expect, test } from 'vitest';
import { alarmIdFromBytes, logIdFromBytes, spaceIdFromBytes, type UserId, userIdFromBytes } from '../ids.ts';
import type { AlarmPerson, AlarmState } from '../wire/alarm.ts';
import type { Cue, NotificationSettings } from './api-urgent.ts';
import type { EngineContext } from './context.ts';
import { makeCues } from './cues.ts';
import type { VerifiedMessage } from './verified-messages.ts';

const nowMs = Date.UTC(2025, 10, 22, 3); // a Saturday, three in the morning
const user = (n: number): UserId => userIdFromBytes(new Uint8Array(16).fill(n));
const [me, amel] = [user(1), user(2)];
const space = spaceIdFromBytes(new Uint8Array(16).fill(9));
const night = { zone: 'UTC', from: 22 * 60, to: 6 * 60, days: 127 };

/** What is heard, here and in other windows, by somebody with these settings. */
function hearing(settings: Partial<NotificationSettings> = {}, isMuted = false, aheadMs = 0) {
  const posted: unknown[] = [];
  const context = {
    deps: { clock: { nowMs: () => nowMs + aheadMs }, tabs: { post: (message: unknown) => void posted.push(message) } },
    identity: { user: me },
    http: { clockOffsetMs: () => -aheadMs },
  } as unknown as EngineContext;
  const wanted = { quiet: undefined, urgentPasses: true, urgentRepeats: true, ...settings } as NotificationSettings;
  const cues = makeCues({ context, settings: () => wanted, isMuted: () => isMuted });
  const heard: Cue['cue'][] = [];
  cues.on(({ cue }) => heard.push(cue));
  return { cues, heard, posted };
}
const message = (facts: object = {}) =>
  ({ id: 'a', author: amel, priority: 'normal', details: {}, ...facts }) as unknown as VerifiedMessage;
function arriving(
  messages: readonly VerifiedMessage[],
  settings?: Partial<NotificationSettings>,
  isMuted?: boolean,
  agoMs = 1000,
) {
  const { cues, heard } = hearing(settings, isMuted);
  cues.arrived(space, messages, () => nowMs - agoMs);
  return heard;
}
const person = (rings: number, facts: Partial<AlarmPerson> = {}): AlarmPerson => ({
  ...{ user: me, stage: 0, rings, lastRingAtMs: nowMs - 1000, push: 'none' },
  ...facts,
});
const alarm = (facts: Partial<AlarmState> = {}): AlarmState => ({
  alarm: alarmIdFromBytes(new Uint8Array(16)),
  space,
  log: logIdFromBytes(new Uint8Array(16)),
  seq: 1,
  sender: amel,
  phase: 'ringing',
  need: 'one',
  acceptedAtMs: nowMs,
  changedAtMs: nowMs,
  stage: 0,
  asked: 1,
  answers: [],
  people: [],
  ...facts,
});
function ringing(before: AlarmState | undefined, after: AlarmState, settings?: Partial<NotificationSettings>) {
  const { cues, heard } = hearing(settings);
  cues.rang(before, after);
  return heard;
}

test('URGENT-10 of what comes at once the loudest sounds, once; an urgent message sounds when it rings', () => {
  expect(arriving([message(), message({ priority: 'medium' }), message()])).toEqual(['medium']);
  expect(arriving([message({ priority: 'urgent' })])).toEqual([]);
  const asks = (first: readonly UserId[] | undefined) =>
    arriving([message({ priority: 'urgent', details: { urgent: { first, stages: [] } } })]);
  expect([asks(undefined), asks([me]), asks([user(3)])]).toEqual([[], [], ['medium']]);
});

test('URGENT-10 history, her own, quiet hours and muted conversations are silent; who names her is heard', () => {
  expect(arriving([message()], {}, false, 61_000)).toEqual([]);
  expect(arriving([message({ author: me })])).toEqual([]);
  expect(arriving([message()], { quiet: night })).toEqual([]);
  expect(arriving([message()], {}, true)).toEqual([]);
  expect(arriving([message({ details: { mentions: [me] } })], {}, true)).toEqual(['message']);
});

test('URGENT-10, PUSH-5 quiet hours are those of the server’s time, as at the relay: a wrong clock rings nobody out of bed', () => {
  const { cues, heard } = hearing({ quiet: night, urgentPasses: false }, false, 9 * 3_600_000);
  cues.arrived(space, [message()], () => nowMs);
  cues.rang(undefined, alarm({ people: [person(1)] }));
  expect(heard).toEqual([]);
});

test('URGENT-10 a ring of hers sounds once, again when it is repeated, and as what it is', () => {
  const rung = (rings: number, facts?: Partial<AlarmPerson>) => alarm({ people: [person(rings, facts)] });
  expect(ringing(undefined, rung(1))).toEqual(['urgent']);
  expect(ringing(rung(1), rung(1))).toEqual([]);
  expect(ringing(rung(1), rung(2))).toEqual(['urgent-again']);
  expect(ringing(rung(0), rung(1, { stage: 1 }))).toEqual(['escalated']);
  expect(ringing(undefined, rung(1, { lastRingAtMs: nowMs - 61_000 }))).toEqual([]);
  expect(ringing(undefined, rung(1, { user: amel }))).toEqual([]);
});

test('URGENT-10 urgent messages pass quiet hours, and repeat, as she said', () => {
  const [once, twice] = [alarm({ people: [person(1)] }), alarm({ people: [person(2)] })];
  expect(ringing(undefined, once, { quiet: night })).toEqual(['urgent']);
  expect(ringing(undefined, once, { quiet: night, urgentPasses: false })).toEqual([]);
  expect(ringing(once, twice, { urgentRepeats: false })).toEqual([]);
});

test('URGENT-10 the sender hears that somebody answered, and that nobody did', () => {
  const mine = (phase: AlarmState['phase']) => alarm({ sender: me, phase });
  expect(ringing(mine('ringing'), mine('paused'))).toEqual(['answered']);
  expect(ringing(mine('ringing'), mine('unanswered'))).toEqual(['urgent']);
  expect(ringing(mine('paused'), mine('answered'))).toEqual([]);
  expect(ringing(alarm(), alarm({ phase: 'answered' }))).toEqual([]);
});

test('URGENT-10 every window hears of it; what another tab says and nobody understands is nothing', () => {
  const { cues, posted } = hearing();
  cues.arrived(space, [message()], () => nowMs);
  const other = hearing();
  for (const said of [...posted, { type: 'cue', cue: 'siren', conversation: space }, undefined]) other.cues.heard(said);
  expect(other.heard).toEqual(['message']);
  expect(other.posted).toEqual([]);
});
