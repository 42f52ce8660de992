import { expect, test } from 'vitest';
import {
  type CallWorld,
  callAt,
  isQuiet,
  makeCallWorld,
  type Phone,
  phaseOf,
  reasonOf,
  space,
} from '../../test/support/call-world.ts';
import { testDeviceId, testUser } from '../../test/support/links.ts';
import { ringMs } from './call-state.ts';
import { maxSayAgainMs, maxUnacked, putItem, saidAt, sayAgainMs, startExchange } from './exchange.ts';

const perfect = { lossIn100: 0, repeatIn100: 0, maxDelayMs: 20 };
function makeWorld(counts: readonly number[]): CallWorld {
  let i = 0;
  return makeCallWorld(counts, perfect, () => (i++ % 7) / 7);
}
const start = (callee: Phone, call = 1) =>
  ({ type: 'start', call: callAt(call), space, peer: callee.user, video: false }) as const;
/** The caller, and the devices of who is called. */
function makeRinging(devices: number): { world: CallWorld; caller: Phone; called: readonly [Phone, ...Phone[]] } {
  const world = makeWorld([1, devices]);
  const [caller, first, ...more] = world.phones;
  if (caller === undefined || first === undefined) throw new Error('phones');
  world.act(caller, start(first));
  world.run(500);
  return { world, caller, called: [first, ...more] };
}
const kinds = (phone: Phone): readonly string[] => phone.effects.map(({ type }) => type);

test('CALL-3 it rings on every device, is answered on one, connects, and ends for both when one hangs up', () => {
  const { world, caller, called } = makeRinging(1);
  const [callee] = called;
  expect(caller.machine.state).toMatchObject({ phase: 'outgoing', isRinging: true });
  expect(phaseOf(callee)).toBe('incoming');
  expect(kinds(callee)).not.toContain('open');
  world.act(callee, { type: 'answer', video: false });
  world.run(2_000);
  expect([phaseOf(caller), phaseOf(callee)]).toEqual(['active', 'active']);
  world.act(callee, { type: 'hang-up' });
  world.run(500);
  for (const phone of [caller, callee]) {
    expect(reasonOf(phone)).toBe('hung-up');
    expect(phone.machine.state).toMatchObject({ connectedAtMs: expect.any(Number), endedAtMs: expect.any(Number) });
    expect(kinds(phone).at(-1)).toBe('close');
  }
});

test('CALL-3 answered on one device, all others fall silent; two that answer at once: the caller says which', () => {
  const { world, caller, called } = makeRinging(3);
  const [first, second, third] = called;
  if (second === undefined || third === undefined) throw new Error('phones');
  world.act(first, { type: 'answer', video: false });
  world.act(second, { type: 'answer', video: false });
  world.run(3_000);
  expect(reasonOf(third)).toBe('elsewhere');
  expect([first, second].map(phaseOf).sort()).toEqual(['active', 'ended']);
  expect([first, second].map(reasonOf)).toContain('elsewhere');
  expect(phaseOf(caller)).toBe('active');
});

test('CALL-3 declined on one device it is declined on all', () => {
  const { world, caller, called } = makeRinging(2);
  const [first, second] = called;
  world.act(first, { type: 'decline' });
  world.run(500);
  expect([caller, first].map(reasonOf)).toEqual(['declined', 'declined']);
  expect(second && reasonOf(second)).toBe('declined-elsewhere');
  expect(kinds(caller)).toContain('unring');
});

test('CALL-3 who takes it back, and who is not answered in time, leaves nothing ringing', () => {
  const taken = makeRinging(2);
  taken.world.act(taken.caller, { type: 'hang-up' });
  taken.world.run(500);
  expect(taken.world.phones.map(reasonOf)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  const waited = makeRinging(1);
  waited.world.run(ringMs);
  expect(reasonOf(waited.caller)).toBe('unanswered');
  expect(reasonOf(waited.called[0])).toBe('cancelled');
  expect(kinds(waited.caller)).toEqual(expect.arrayContaining(['ring', 'unring', 'close']));
});

test('CALL-3 a caller that is not heard any more rings for eight seconds', () => {
  const { world, called } = makeRinging(1);
  world.line = { ...perfect, lossIn100: 101 };
  world.run(7_000);
  expect(phaseOf(called[0])).toBe('incoming');
  world.run(3_000);
  expect(reasonOf(called[0])).toBe('unanswered');
});

test('CALL-3 who talks is busy for everybody else, and is not disturbed', () => {
  const { world, called } = makeRinging(1);
  const [two] = called;
  world.act(two, { type: 'answer', video: false });
  world.run(2_000);
  const three = { user: testUser(3), device: testDeviceId(9) };
  const other = start(two, 9);
  world.act(two, {
    type: 'signal',
    user: three.user,
    device: three.device,
    space,
    signal: { type: 'invite', call: other.call, video: false },
  });
  expect(two.effects.at(-1)).toMatchObject({ type: 'say', to: three.device, signal: { type: 'end', reason: 'busy' } });
  expect(phaseOf(two)).toBe('active');
});

test('CALL-3 a call that was declined and goes on being offered is declined again, without ringing', () => {
  const { world, caller, called } = makeRinging(1);
  const [callee] = called;
  world.line = { ...perfect, lossIn100: 101 };
  world.act(callee, { type: 'decline' });
  world.run(1_900);
  world.line = perfect;
  world.run(2_500);
  expect(reasonOf(caller)).toBe('declined');
  expect(callee.history.filter(({ phase }) => phase === 'incoming').length).toBe(1);
});

test('CALL-3 another tab of the same profile took or declined it: this one is silent, and answers nobody', () => {
  for (const isDeclined of [false, true]) {
    const { world, called, caller } = makeRinging(1);
    const [callee] = called;
    world.act(callee, { type: 'taken-here', call: callAt(1), isDeclined });
    expect(reasonOf(callee)).toBe(isDeclined ? 'declined-elsewhere' : 'elsewhere');
    const before = callee.effects.length;
    world.run(5_000);
    expect(callee.effects.length).toBe(before);
    expect(phaseOf(caller)).toBe('outgoing');
  }
});

test('CALL-6 of two calls that cross, the one with the smaller id stands', () => {
  const world = makeWorld([1, 1]);
  const [one, two] = world.phones;
  if (one === undefined || two === undefined) throw new Error('phones');
  world.act(one, start(two, 5));
  world.act(two, start(one, 3));
  world.run(3_000);
  for (const { machine } of [one, two]) expect(machine.state).toMatchObject({ phase: 'active', call: { call: callAt(3) } });
  expect(two.machine.state).toMatchObject({ call: { isCaller: true } });
});

test('CALL-6 calling whoever is calling is answering', () => {
  const { world, caller, called } = makeRinging(1);
  world.act(called[0], start(caller, 8));
  world.run(2_000);
  expect(phaseOf(called[0])).toBe('active');
  expect(called[0].machine.state).toMatchObject({ call: { call: callAt(1), isCaller: false } });
});

test('CALL-7 a connection that breaks is restarted, comes back, and otherwise ends after 30 seconds', () => {
  const { world, caller, called } = makeRinging(1);
  const [callee] = called;
  world.act(callee, { type: 'answer', video: false });
  world.run(2_000);
  const broken = { type: 'media', call: callAt(1), state: 'disconnected' } as const;
  world.act(callee, broken);
  expect(phaseOf(callee)).toBe('reconnecting');
  world.run(2_500);
  expect(kinds(callee)).toContain('restart');
  world.act(callee, { ...broken, state: 'connected' });
  expect(phaseOf(callee)).toBe('active');
  world.act(caller, { type: 'network-changed' });
  expect(kinds(caller).at(-1)).toBe('restart');
  world.act(callee, broken);
  world.line = { ...perfect, lossIn100: 101 };
  world.run(31_000);
  expect(reasonOf(callee)).toBe('lost');
});

test('CALL-2 a forged signal in the name of the other ends the call with that reason; in anybody else’s it changes nothing', () => {
  const { world, caller, called } = makeRinging(1);
  const [callee] = called;
  world.act(callee, { type: 'answer', video: false });
  world.act(caller, { type: 'forged', user: caller.user, device: callee.device, space });
  expect(phaseOf(caller)).toBe('outgoing');
  world.run(2_000);
  world.act(caller, { type: 'forged', user: callee.user, device: callee.device, space });
  expect(reasonOf(caller)).toBe('forged');
  world.run(500);
  expect(reasonOf(callee)).toBe('failed');
});

test('CALL-3 without a microphone, or when a step cannot be done, it ends for both', () => {
  const { world, caller, called } = makeRinging(1);
  const [callee] = called;
  world.act(callee, { type: 'answer', video: false });
  world.act(callee, { type: 'not-opened', call: callAt(1) });
  world.run(500);
  expect([reasonOf(callee), reasonOf(caller)]).toEqual(['no-microphone', 'failed']);
});

const silent = { microphone: false, camera: false, screen: false, isPaused: false };

test('CALL-4 what is not acknowledged is said again, less and less often, and at once when there is more', () => {
  let exchange = putItem(startExchange, { type: 'sending', sending: silent }, 0) ?? startExchange;
  const gaps: number[] = [];
  for (let i = 0, atMs = 0; i < 14; i++) {
    const dueMs = exchange.sayAgainAtMs ?? 0;
    gaps.push(dueMs - atMs);
    atMs = dueMs;
    exchange = saidAt(exchange, atMs, true);
  }
  expect(gaps.slice(0, 6)).toEqual(Array(6).fill(sayAgainMs));
  expect(gaps.slice(-2)).toEqual([maxSayAgainMs, maxSayAgainMs]);
  const more = putItem(exchange, { type: 'sending', sending: silent }, 0);
  expect(more?.sayAgainAtMs).toBe(sayAgainMs);
});

test('CALL-14 a call ends with somebody who may not talk here any more, and the other side is told', () => {
  const { world, caller, called } = makeRinging(1);
  world.act(called[0], { type: 'answer', video: false });
  world.run(2_000);
  world.act(caller, { type: 'barred' });
  world.run(500);
  expect([reasonOf(caller), reasonOf(called[0])]).toEqual(['barred', 'failed']);
});

test('CALL-4 a device that acknowledges nothing does not fill the memory of the other', () => {
  const { world, caller, called } = makeRinging(1);
  world.act(called[0], { type: 'answer', video: false });
  world.run(2_000);
  world.line = { ...perfect, lossIn100: 101 };
  for (let i = 0; i <= maxUnacked; i++)
    world.act(caller, { type: 'sending', call: callAt(1), sending: { ...silent, microphone: i % 2 === 0 } });
  expect(reasonOf(caller)).toBe('failed');
});

test('CALL-3 what it ended with stays until it is dismissed, and does not keep from the next call', () => {
  const { world, caller, called } = makeRinging(1);
  world.act(caller, { type: 'hang-up' });
  world.run(500);
  world.act(called[0], { type: 'dismiss' });
  expect(phaseOf(called[0])).toBe('idle');
  world.act(caller, start(called[0], 2));
  world.run(500);
  expect(phaseOf(called[0])).toBe('incoming');
  expect(isQuiet(caller)).toBe(false);
});
