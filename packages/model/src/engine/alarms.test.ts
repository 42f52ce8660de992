import { beforeEach, expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs } from '../../test/support/engine.ts';
import { makeDevice, makeUser } from '../../test/support/signed-chains.ts';
import { generateAesKey, importVerifyKey, sign } from '../crypto/primitives.ts';
import { alarmIdFromBytes, type DeviceId, logIdFromBytes, spaceIdFromBytes, type UserId } from '../ids.ts';
import { err, ok } from '../result.ts';
import { type AlarmAnswer, type AlarmState, answerInput } from '../wire/alarm.ts';
import { type KeptAlarms, makeKeptAlarms } from './alarms.ts';
import type { EngineContext } from './context.ts';
import type { People } from './people.ts';
import { openStore } from './store.ts';

const startMs = 1_763_800_000_000;
const alarm = alarmIdFromBytes(new Uint8Array(16).fill(1));
const [sender, amel, youssef] = await Promise.all([makeUser('sender'), makeUser('Amel'), makeUser('Youssef')]);
const [hers, his] = await Promise.all([makeDevice('phone'), makeDevice('his phone')]);
const owners = new Map<DeviceId, UserId>([
  [hers.id, amel],
  [his.id, youssef],
]);

let kept: KeptAlarms;
let pages: AlarmState[][];
let asked: string[];
let isOnline: boolean;
/** What asking for a chain waits for. */
let chain: () => Promise<unknown>;
beforeEach(async () => {
  pages = [];
  asked = [];
  isOnline = true;
  chain = async () => undefined;
  const people = {
    chainOf: (user: UserId) => ({
      devices: new Map([...owners].filter(([, owner]) => owner === user).map(([id]) => [id, {}])),
    }),
    verifyKeyOf: async (device: DeviceId) => {
      await chain();
      return importVerifyKey((device === hers.id ? hers : his).keys.sig);
    },
    syncChain: async () => (isOnline ? ok(undefined) : err({ type: 'offline' })),
  } as unknown as People;
  const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  const context = {
    deps: { clock: makeClock(startMs) },
    store,
    http: {
      clockOffsetMs: () => 0,
      async get(path: string) {
        asked.push(path);
        const alarms = pages.shift() ?? [];
        return ok({ alarms, more: pages.length > 0 });
      },
    },
  } as unknown as EngineContext;
  kept = makeKeptAlarms(context, people);
});

async function answer(
  user: UserId,
  atMs: number,
  word: AlarmAnswer['word'],
  by = user === amel ? hers : his,
): Promise<AlarmAnswer> {
  const said = { alarm, user, device: by.id, word, atMs };
  return { ...said, sig: await sign(by.signing.privateKey, answerInput(said)) };
}
const state = (changedAtMs: number, answers: readonly AlarmAnswer[] = [], more: Partial<AlarmState> = {}): AlarmState => ({
  alarm,
  space: spaceIdFromBytes(new Uint8Array(16)),
  log: logIdFromBytes(new Uint8Array(16)),
  seq: 1,
  sender,
  phase: 'ringing',
  need: 'one',
  acceptedAtMs: startMs,
  changedAtMs,
  stage: 0,
  asked: 2,
  answers: [...answers],
  people: [],
  ...more,
});
const words = () => kept.get(alarm)?.answers.map(({ user, word }) => [user, word]);

test('URGENT-4 an answer counts with the signature of a device of hers: no other, and not for another alarm', async () => {
  const good = await answer(amel, startMs, 'taken');
  const flipped = { ...good, sig: good.sig.map((byte, at) => (at === 5 ? byte ^ 1 : byte)) };
  const forged = [flipped, { ...good, word: 'cannot' as const }, await answer(amel, startMs, 'taken', his)];
  const other = alarmIdFromBytes(new Uint8Array(16).fill(2));
  for (const one of forged) {
    await kept.receive(state(startMs, [one]));
    expect(words()).toEqual([]);
  }
  await kept.receive(state(startMs, [good], { alarm: other }));
  expect(kept.get(other)?.answers).toEqual([]);
  await kept.receive(state(startMs, [good]));
  expect(words()).toEqual([[amel, 'taken']]);
});

test('URGENT-4 an older state does not take the place of a newer one, also when it took longer to check', async () => {
  await kept.receive(state(startMs + 2, [], { stage: 1 }));
  await kept.receive(state(startMs + 1));
  expect(kept.get(alarm)?.stage).toBe(1);
  let goOn: () => void = () => undefined;
  const waits = new Promise<void>((done) => {
    goOn = done;
  });
  const said = await answer(amel, startMs, 'taken');
  chain = () => waits;
  const slow = kept.receive(state(startMs + 3, [said]));
  await kept.receive(state(startMs + 4, [], { phase: 'unanswered' }));
  goOn();
  await slow;
  expect(kept.get(alarm)).toMatchObject({ changedAtMs: startMs + 4, phase: 'unanswered' });
});

test('URGENT-3, URGENT-4 a relay that leaves an answer out, or tells an older one again, unsays nothing', async () => {
  const older = await answer(amel, startMs + 1, 'taken');
  await kept.receive(state(startMs + 1, [older]));
  await kept.receive(state(startMs + 2, [await answer(youssef, startMs + 2, 'cannot')]));
  expect(words()).toEqual([
    [amel, 'taken'],
    [youssef, 'cannot'],
  ]);
  await kept.receive(state(startMs + 3, [await answer(amel, startMs + 3, 'none')]));
  await kept.receive(state(startMs + 4, [older]));
  expect(words()?.[0]).toEqual([amel, 'none']);
});

test('ALARM-7 after a connection all pages since the newest that is known are asked for, with an overlap for clocks of the server', async () => {
  pages = [[state(startMs)], [state(startMs + 5, [], { stage: 1 })]];
  await kept.catchUp();
  expect([asked, kept.get(alarm)?.stage]).toEqual([['/alarms?sinceMs=0', `/alarms?sinceMs=${startMs}`], 1]);
  await kept.catchUp();
  expect(asked.at(-1)).toBe(`/alarms?sinceMs=${startMs + 5 - 60_000}`);
});

test('ALARM-7, URGENT-4 an answer whose signer could not be asked for is looked at again after the next connection', async () => {
  const unknown = await makeDevice('new phone');
  const said = await answer(amel, startMs, 'taken', unknown);
  isOnline = false;
  pages = [[state(startMs + 5 * 60_000, [said], { phase: 'answered' })]];
  await kept.catchUp();
  expect(words()).toEqual([]);
  isOnline = true;
  await kept.catchUp();
  expect(asked.at(-1)).toBe('/alarms?sinceMs=0');
});

test('URGENT-4 a time that has not come yet, told once, keeps nothing away that is told later', async () => {
  const later = startMs + 400 * 24 * 3_600_000;
  const other = alarmIdFromBytes(new Uint8Array(16).fill(2));
  pages = [[state(later, [], { alarm: other }), state(later)]];
  await kept.catchUp();
  await kept.catchUp();
  expect(asked.at(-1)).toBe(`/alarms?sinceMs=${startMs - 60_000}`);
  await kept.receive(state(startMs, [], { stage: 1 }));
  expect(kept.get(alarm)?.stage).toBe(1);
});
