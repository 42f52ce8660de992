import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs, settle } from '../../test/support/engine.ts';
import { testUser } from '../../test/support/links.ts';
import { makeDevice } from '../../test/support/signed-chains.ts';
import { deriveLogSecret } from '../crypto/key-wrap.ts';
import { generateAesKey, importVerifyKey } from '../crypto/primitives.ts';
import type { DeviceId, MessageId, SpaceId } from '../ids.ts';
import { makeSpaceKeys } from '../sync/space-keys.ts';
import { defaultPolicy } from '../wire/policy.ts';
import { defaultForm } from './api-urgent.ts';
import type { EngineContext } from './context.ts';
import { type DraftContent, draftDelayMs, draftOf, draftWrites, makeDrafts } from './drafts.ts';
import { makeOwnReads } from './own-reads.ts';
import type { People } from './people.ts';
import { makeRegisters, type RegisterContent } from './registers.ts';
import { makeSealedValues } from './sealed-values.ts';
import type { Spaces } from './spaces.ts';
import { openStore } from './store.ts';

const me = testUser(1);
const own = '0f'.repeat(16) as SpaceId;
const [first, second] = ['0a'.repeat(16) as SpaceId, '0b'.repeat(16) as SpaceId];
const keys = makeSpaceKeys(new Map([[0, new Uint8Array(32).fill(5)]]), await deriveLogSecret(new Uint8Array(32).fill(5)));
const [phone, desk, colleagues] = await Promise.all([makeDevice('phone'), makeDevice('desk'), makeDevice('colleagues')]);
const devices = [phone, desk, colleagues];
const noMarks: RegisterContent = { delayMs: 0, waitsForRest: false, say: () => undefined, hear: () => undefined };

async function makeWorld(device = phone, startMs = 1_763_800_000_000) {
  const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  const clock = makeClock(startMs);
  const choice = { areReadsShown: true };
  const sent: Uint8Array[] = [];
  const known = new Set<DeviceId>([phone.id, desk.id]);
  const people = {
    userOf: (id: string) => (devices.some((one) => one.id === id) ? me : undefined),
    chainOf: () => ({
      devices: new Map(devices.map(({ id }) => [id, { revokedN: known.has(id) ? undefined : 1 }])),
      resetLinks: [],
    }),
    verifyKeyOf: async (id: string) => {
      const found = devices.find((one) => one.id === id);
      return found && importVerifyKey(found.keys.sig);
    },
  } as unknown as People;
  const spaces = {
    get: () => ({ space: own, kind: 'private', accepted: true, epoch: 0, keys, members: [{ user: me, chainN: 0 }] }),
  } as unknown as Spaces;
  const context = {
    store,
    identity: { user: me, device: device.id, keys: { signing: device.signing } },
    activity: { track: <T>(work: Promise<T>) => work },
    http: { clockOffsetMs: () => undefined },
    deps: { clock },
  } as unknown as EngineContext;
  const registers = makeRegisters({
    context,
    sealed: makeSealedValues('mark', context, people, spaces),
    link: {
      async setMark(_space, bytes) {
        sent.push(bytes);
        return { ok: true, value: undefined };
      },
    },
    spaces,
    marks: noMarks,
    drafts: makeDrafts(context, makeOwnReads(context, () => choice.areReadsShown).unsaid),
  });
  return {
    store,
    clock,
    sent,
    choice,
    ownReads: makeOwnReads(context, () => choice.areReadsShown),
    registers,
    known,
    async write(text: string, space = first, more: Partial<DraftContent> = {}) {
      await store.commit(draftWrites(context, space, { text, priority: 'normal', details: {}, ...more }));
    },
    /** What it says now, as it goes to the relay. */
    async say(): Promise<Uint8Array | undefined> {
      registers.publishNow(own);
      await settle();
      return sent.at(-1);
    },
    async hear(bytes: Uint8Array | undefined) {
      if (bytes !== undefined) await registers.receive(own, bytes);
    },
    text: (space = first) => draftOf(store, space)?.text,
  };
}
type World = Awaited<ReturnType<typeof makeWorld>>;

test('MARK-6 what is written on one device is read on the other, with what it answers and whom it mentions', async () => {
  const [here, there] = [await makeWorld(), await makeWorld(desk)];
  const details = { replyTo: { id: 'AAAAAAAAAAAAAAAA' as MessageId, sentAtMs: 5 }, mentions: [testUser(2)] };
  await here.write('lit 4', first, { priority: 'urgent', details });
  await there.hear(await here.say());
  expect(draftOf(there.store, first)).toMatchObject({ text: 'lit 4', priority: 'urgent', details, isElsewhere: true });
  expect(draftOf(here.store, first)?.isElsewhere).toBe(false);
});

test('MARK-6 what an urgent one will ask for is kept with it, and goes with it to the other devices', async () => {
  const [here, there] = [await makeWorld(), await makeWorld(desk)];
  const urgent = { ...defaultForm(defaultPolicy.urgent), need: 'each', deadlineMs: 240_000, escalateTo: [testUser(2)] } as const;
  await here.write('lit 4', first, { priority: 'urgent', details: { urgent } });
  await there.hear(await here.say());
  for (const { store } of [here, there]) expect(draftOf(store, first)?.details.urgent).toEqual(urgent);
  await there.write('lit 4', first, { priority: 'normal', details: { urgent } });
  expect(draftOf(there.store, first)?.details.urgent).toBeUndefined();
});

test('what was chosen before the first word is still chosen when she comes back', async () => {
  const { store, write } = await makeWorld();
  const urgent = { ...defaultForm(defaultPolicy.urgent), first: [testUser(3)] };
  await write('', first, { priority: 'urgent', details: { urgent } });
  expect(draftOf(store, first)).toMatchObject({ text: '', priority: 'urgent', details: { urgent } });
  await write('', first);
  expect(draftOf(store, first)?.priority).toBe('normal');
});

test('MARK-6 it leaves some seconds after the last key, once, and not again as it stands', async () => {
  const { write, registers, clock, sent } = await makeWorld();
  for (const text of ['l', 'li', 'lit']) {
    await write(text);
    registers.publishSoon(own, false);
    clock.advance(draftDelayMs - 1);
    await settle();
  }
  expect(sent.length).toBe(0);
  clock.advance(1);
  await settle();
  expect(sent.length).toBe(1);
  registers.publishSoon(own, true);
  clock.advance(draftDelayMs);
  await settle();
  expect(sent.length).toBe(1);
});

test('MARK-6 who never wrote anything says nothing', async () => {
  const { say, write } = await makeWorld();
  await write('');
  expect(await say()).toBeUndefined();
});

test('MARK-7 what was sent on one device is gone on the other, and is not brought back by a third that was away', async () => {
  const [here, there, away] = [await makeWorld(), await makeWorld(desk), await makeWorld(desk)];
  await here.write('lit 4');
  const old = await here.say();
  await there.hear(old);
  await away.hear(old);
  await there.write('');
  await here.hear(await there.say());
  expect([here.text(), there.text()]).toEqual(['', '']);
  // Words of before do not come back, also for somebody who hears of them later.
  const late = await makeWorld();
  await late.hear(await there.say());
  await late.hear(old);
  expect(late.text()).toBe('');
});

test('MARK-7 what is written after reading another device is newer, whatever the clocks say', async () => {
  const [here, behind] = [await makeWorld(), await makeWorld(desk, 1_763_700_000_000)];
  await here.write('lit 4');
  await behind.hear(await here.say());
  await behind.write('lit 5');
  await here.hear(await behind.say());
  expect([here.text(), draftOf(here.store, first)?.isElsewhere]).toEqual(['lit 5', true]);
});

test('MARK-7 words too large to leave their device are not replaced by older ones of another', async () => {
  const [here, there] = [await makeWorld(), await makeWorld(desk)];
  await here.write('court');
  await there.hear(await here.say());
  const long = 'x'.repeat(15_000);
  await here.write(long);
  there.clock.advance(60_000);
  await there.write('court, et plus');
  await here.hear(await there.say());
  expect(here.text()).toBe(long);
  await here.write('');
  there.clock.advance(60_000);
  await there.write('autre');
  await here.hear(await there.say());
  expect(here.text()).toBe('autre');
});

test('MARK-7 what was written here and had not left yet is not cleared by what was sent elsewhere', async () => {
  const [here, there] = [await makeWorld(), await makeWorld(desk)];
  await here.write('lit 4 : transmission complète');
  there.clock.advance(60_000);
  await there.write('d’accord');
  await there.write('');
  await here.hear(await there.say());
  expect(here.text()).toBe('lit 4 : transmission complète');
  // It is newer than the clearing now, and all her devices have it.
  await there.hear(await here.say());
  expect(there.text()).toBe('lit 4 : transmission complète');
  await there.write('');
  await here.hear(await there.say());
  expect([here.text(), there.text()]).toEqual(['', '']);
});

test('MARK-6 a draft of a time that no calendar has is left out', async () => {
  const [here, there] = [await makeWorld(), await makeWorld(desk)];
  await there.store.commit([
    { key: ['draft', first], value: { text: 'lit 4', priority: 'normal', atMs: Number.MAX_SAFE_INTEGER } },
  ]);
  await here.write('lit 5');
  await here.hear(await there.say());
  expect(here.text()).toBe('lit 5');
  await here.write('lit 6');
  expect(here.text()).toBe('lit 6');
});

test('MARK-4, MARK-7 drafts of a revoked device, and noise, are not believed; an older register never replaces a newer one', async () => {
  const [here, there] = [await makeWorld(), await makeWorld(desk)];
  await there.write('un');
  const older = await there.say();
  there.clock.advance(1000);
  await there.write('deux');
  const newer = await there.say();
  here.known.delete(desk.id);
  await here.hear(newer);
  await here.hear(new Uint8Array(300).fill(1));
  expect(here.text()).toBeUndefined();
  here.known.add(desk.id);
  await here.hear(newer);
  await here.hear(older);
  expect(here.text()).toBe('deux');
});

test('MARK-7 in whatever order registers come, every device ends with the same drafts', async () => {
  const step = fc.record({
    by: fc.integer({ min: 0, max: 1 }),
    space: fc.constantFrom(first, second),
    text: fc.constantFrom('', 'a', 'b', 'lit 4'),
    hears: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), fc.boolean(), async (steps, isTurned) => {
      const worlds: readonly [World, World] = [await makeWorld(), await makeWorld(desk)];
      const registers: Uint8Array[] = [];
      for (const { by, space, text, hears } of steps) {
        const [writer, other] = by === 0 ? worlds : [worlds[1], worlds[0]];
        await writer.write(text, space);
        const said = await writer.say();
        if (said !== undefined) registers.push(said);
        if (hears) await other.hear(said);
        for (const { clock } of worlds) clock.advance(10);
      }
      const order = isTurned ? [...registers].reverse() : registers;
      for (const world of worlds) for (const register of order) await world.hear(register);
      // What was heard meanwhile is said by nobody else: once more the newest of each.
      for (const world of worlds) for (const other of worlds) await world.hear(await other.say());
      for (const space of [first, second]) expect(worlds[0].text(space) ?? '').toBe(worlds[1].text(space) ?? '');
    }),
    { numRuns: 20 },
  );
});

test('MARK-9 what she read and shows nobody reaches her other devices, and nothing is said of it while others may see it', async () => {
  const [here, there] = [await makeWorld(), await makeWorld(desk)];
  const read = { upTo: { wallMs: 5, counter: 0, id: 'AAAAAAAAAAAAAAAA' as MessageId }, except: [] };
  await here.store.commit([{ key: ['read', first], value: read }]);
  expect(await here.say()).toBeUndefined();
  here.choice.areReadsShown = false;
  await there.hear(await here.say());
  expect(there.ownReads.of(first)).toEqual([{ atMs: here.clock.nowMs(), read }]);
  // Said where others hear it: there is nothing to be said apart.
  await here.store.commit([{ key: ['mark', first, phone.id], value: { user: me, device: phone.id, counter: 1, read } }]);
  expect(here.ownReads.unsaid()).toEqual([]);
});
