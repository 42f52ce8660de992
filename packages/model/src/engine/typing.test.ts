import { beforeEach, expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import { testDeviceId, testUser } from '../../test/support/links.ts';
import { encodeCbor } from '../cbor.ts';
import { generateKey } from '../crypto/key-wrap.ts';
import { generateSigningKey, importVerifyKey, type SigningKey } from '../crypto/primitives.ts';
import { type DeviceId, spaceIdFromBytes } from '../ids.ts';
import { sealRegister } from '../sync/register-sealing.ts';
import { makeSpaceKeys } from '../sync/space-keys.ts';
import type { EngineContext } from './context.ts';
import type { People } from './people.ts';
import type { Spaces } from './spaces.ts';
import { makeTyping, type Typing } from './typing.ts';

const space = spaceIdFromBytes(new Uint8Array(16).fill(1));
const [me, amel, stranger] = [testUser(1), testUser(2), testUser(3)];
const devices = new Map([
  [testDeviceId(1), me],
  [testDeviceId(2), amel],
  [testDeviceId(3), stranger],
]);
const signing = new Map<DeviceId, SigningKey>();
for (const device of devices.keys()) signing.set(device, (await generateSigningKey()).key);
const keyOf = (device: DeviceId): SigningKey => {
  const key = signing.get(device);
  if (key === undefined) throw new Error('a key');
  return key;
};
const keys = makeSpaceKeys(new Map([[0, generateKey()]]), new Uint8Array(32));
const nowMs = 1_763_800_000_000;

let clock: ReturnType<typeof makeClock>;
let sent: Uint8Array[];
let typing: Typing;
beforeEach(() => {
  clock = makeClock(nowMs);
  sent = [];
  const context = {
    deps: { clock, tabs: { post: () => undefined } },
    http: { clockOffsetMs: () => 0 },
    identity: { user: me, device: testDeviceId(1), keys: { signing: keyOf(testDeviceId(1)) } },
  } as unknown as EngineContext;
  const people = {
    userOf: (device: DeviceId) => devices.get(device),
    chainOf: () => ({ devices: new Map() }),
    verifyKeyOf: (device: DeviceId) => importVerifyKey(keyOf(device).publicKey),
  } as unknown as People;
  const view = { space, accepted: true, epoch: 0, keys, members: [{ user: me }, { user: amel }] };
  const spaces = { get: () => view } as unknown as Spaces;
  const link = { sendEphemeral: (_space: unknown, data: Uint8Array) => sent.push(data) > 0 };
  typing = makeTyping(context, people, spaces, link, () => undefined);
});

async function note(from: DeviceId, atMs: number, signer = from): Promise<Uint8Array> {
  const key = await keys.subKey(0, 'ephemeral');
  if (key === undefined) throw new Error('a key');
  return sealRegister(
    'ephemeral',
    space,
    { epoch: 0, device: from, counter: atMs },
    encodeCbor([1, 1, atMs]),
    key,
    keyOf(signer),
  );
}
const who = () => typing.of(space).map(({ user }) => user);

test('EPH-1 who is writing is seen for a few seconds; one is sent every few seconds', async () => {
  await typing.receive(space, await note(testDeviceId(2), nowMs));
  expect(who()).toEqual([amel]);
  clock.advance(8000);
  expect(who()).toEqual([]);
  for (let i = 0; i < 5; i++) {
    await typing.send(space);
    clock.advance(1000);
  }
  expect(sent.length).toBe(2);
  typing.sent(space);
  await typing.send(space);
  expect(sent.length).toBe(3);
});

test('EPH-2 not from a stranger, not under another name, not old, not twice', async () => {
  await typing.receive(space, await note(testDeviceId(3), nowMs));
  await typing.receive(space, await note(testDeviceId(2), nowMs, testDeviceId(3)));
  await typing.receive(space, await note(testDeviceId(2), nowMs - 20_000));
  await typing.receive(space, new Uint8Array(300));
  expect(who()).toEqual([]);
  const once = await note(testDeviceId(2), nowMs);
  await typing.receive(space, once);
  clock.advance(8000);
  await typing.receive(space, once);
  expect(who()).toEqual([]);
});
