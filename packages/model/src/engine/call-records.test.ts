import { expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs } from '../../test/support/engine.ts';
import { testDeviceId, testUser } from '../../test/support/links.ts';
import { makeCallMachine, stepCall } from '../call/call-machine.ts';
import type { CallEvent, EndReason } from '../call/call-state.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import { callIdFromBytes, spaceIdFromBytes } from '../ids.ts';
import { ok } from '../result.ts';
import type { CallRecord } from '../schema/call-record-values.ts';
import { makeCallRecords } from './call-records.ts';
import { makeActivity } from './context.ts';
import { openStore } from './store.ts';

const [me, peer] = [testUser(1), testUser(2)];
const [mine, hers] = [testDeviceId(1), testDeviceId(2)];
const space = spaceIdFromBytes(new Uint8Array(16).fill(7));
const call = callIdFromBytes(new Uint8Array(16).fill(9));
const other = callIdFromBytes(new Uint8Array(16).fill(1));

/** `rows` outlive the window that made them. */
async function makeWindow(rows = makeRows(), startMs = 1_763_800_000_000) {
  const store = await openStore(rows, key, makeTabs().open(), new Set());
  const clock = makeClock(startMs);
  const activity = makeActivity();
  const context = { store, activity, deps: { clock }, http: { clockOffsetMs: () => 0 } } as never;
  const told: CallRecord[] = [];
  const messages: string[] = [];
  const records = makeCallRecords(context, {
    async tellOfCall({ message }, record, more) {
      told.push(record);
      messages.push(message);
      await store.commit(more);
      return ok(undefined);
    },
  });
  let machine = makeCallMachine(me, mine);
  const act = async (event: CallEvent) => {
    const before = machine.state;
    machine = stepCall(machine, event, clock.nowMs()).machine;
    records.follow(before, machine.state);
    await activity.settled();
  };
  const hear = (signal: Extract<CallEvent, { type: 'signal' }>['signal'], user = peer, device = hers) =>
    act({ type: 'signal', space, user, device, signal });
  return { rows, clock, records, told, messages, act, hear, left: () => records.left().length };
}
const key = await generateAesKey();
const start: CallEvent = { type: 'start', call, space, peer, video: true };

test('CALL-11 what became of a call is told by whoever made it, once, and in the end nothing is left of it', async () => {
  const ends: readonly (readonly [EndReason | 'answered', CallRecord['outcome']])[] = [
    ['declined', 'declined'],
    ['busy', 'busy'],
    ['cancelled', 'cancelled'],
    ['no-microphone', 'cancelled'],
    ['unanswered', 'unanswered'],
    ['answered', 'failed'],
  ];
  for (const [reason, outcome] of ends) {
    const window = await makeWindow();
    await window.act(start);
    if (reason === 'declined' || reason === 'busy') await window.hear({ type: 'end', call, reason });
    else if (reason === 'no-microphone') await window.act({ type: 'not-opened', call });
    else if (reason === 'unanswered') {
      window.clock.advance(60_000);
      await window.act({ type: 'tick' });
    } else {
      if (reason === 'answered') await window.hear({ type: 'accept', call });
      await window.act({ type: 'hang-up' });
    }
    await window.act({ type: 'dismiss' });
    expect(window.told).toMatchObject([{ call, outcome, video: true, durationMs: 0 }]);
    expect((await makeWindow(window.rows)).left()).toBe(0);
  }
});

test('CALL-11 how long they talked is told, and nothing by who was called', async () => {
  const caller = await makeWindow();
  await caller.act(start);
  await caller.hear({ type: 'accept', call });
  await caller.act({ type: 'media', call, state: 'connected' });
  caller.clock.advance(95_000);
  await caller.act({ type: 'hang-up' });
  expect(caller.told).toMatchObject([{ outcome: 'talked', durationMs: 95_000 }]);
  const called = await makeWindow();
  await called.hear({ type: 'invite', call, video: false });
  await called.act({ type: 'decline' });
  expect([called.told, called.left()]).toEqual([[], 0]);
});

test('CALL-6 CALL-11 a call that gave way to the other one is not told', async () => {
  const window = await makeWindow();
  await window.act(start);
  await window.hear({ type: 'invite', call: other, video: false });
  await window.act({ type: 'hang-up' });
  expect([window.told, (await makeWindow(window.rows)).left()]).toEqual([[], 0]);
});

test('CALL-11 a device that went down tells it when it is back: as long as it is known to have talked, under the same id', async () => {
  const window = await makeWindow();
  await window.act(start);
  await window.hear({ type: 'accept', call });
  await window.act({ type: 'media', call, state: 'connected' });
  window.clock.advance(61_000);
  window.records.alive();
  await window.act({ type: 'tick' });
  window.clock.advance(20_000);
  const next = await makeWindow(window.rows, window.clock.nowMs());
  const [row] = next.records.left();
  if (row === undefined) throw new Error('a row');
  next.records.tellLeft(row);
  next.records.tellLeft(row);
  await next.act({ type: 'tick' });
  expect(next.told).toMatchObject([{ outcome: 'talked', durationMs: 61_000 }]);
  expect([next.messages, next.left()]).toEqual([[row.message], 0]);
  const rung = await makeWindow();
  await rung.act(start);
  const later = await makeWindow(rung.rows);
  for (const one of later.records.left()) later.records.tellLeft(one);
  await later.act({ type: 'tick' });
  expect(later.told).toMatchObject([{ outcome: 'cancelled', durationMs: 0 }]);
});
