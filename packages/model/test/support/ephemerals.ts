/** One device that hears ephemerals of others: Amel's, who shares its spaces, and a stranger's. */
import { decodeCbor, encodeCbor } from '../../src/cbor.ts';
import { generateKey } from '../../src/crypto/key-wrap.ts';
import { generateSigningKey, importVerifyKey, type SigningKey } from '../../src/crypto/primitives.ts';
import { type EngineContext, makeActivity } from '../../src/engine/context.ts';
import type { TabsDep } from '../../src/engine/deps.ts';
import { type Ephemerals, makeEphemerals } from '../../src/engine/ephemerals.ts';
import type { People } from '../../src/engine/people.ts';
import { makeSealedValues } from '../../src/engine/sealed-values.ts';
import type { SpaceView } from '../../src/engine/spaces.ts';
import { type DeviceId, type SpaceId, spaceIdFromBytes } from '../../src/ids.ts';
import type { Result } from '../../src/result.ts';
import { openRegister, parseRegisterHeader, sealRegister } from '../../src/sync/register-sealing.ts';
import { makeSpaceKeys } from '../../src/sync/space-keys.ts';
import { type FakeClock, makeClock, makeTabs } from './engine.ts';
import { testDeviceId, testUser } from './links.ts';

export const [me, amel, stranger] = [testUser(1), testUser(2), testUser(3)];
export const [mine, hers, foreign] = [testDeviceId(1), testDeviceId(2), testDeviceId(3)];
const users = new Map([
  [mine, me],
  [hers, amel],
  [foreign, stranger],
]);
const signing = new Map<DeviceId, SigningKey>();
for (const device of users.keys()) signing.set(device, (await generateSigningKey()).key);
const keyOf = (device: DeviceId): SigningKey => {
  const key = signing.get(device);
  if (key === undefined) throw new Error('a key');
  return key;
};
const keys = makeSpaceKeys(new Map([[0, generateKey()]]), new Uint8Array(32));
async function ephemeralKey(): Promise<CryptoKey> {
  const key = await keys.subKey(0, 'ephemeral');
  if (key === undefined) throw new Error('a key');
  return key;
}

export const spaceAt = (i: number): SpaceId => spaceIdFromBytes(new Uint8Array(16).fill(i));
export const startMs = 1_763_800_000_000;

export interface EphemeralWorld {
  readonly clock: FakeClock;
  readonly context: EngineContext;
  readonly ephemerals: Ephemerals;
  /** What this device sent: where, and the positions of it. */
  readonly sent: { readonly space: SpaceId; readonly said: Uint8Array }[];
  readonly views: SpaceView[];
  connected: boolean;
  /** Rows of calls that were not told. */
  readonly left: Readonly<Record<string, unknown>>[];
  revoked: DeviceId | undefined;
  /** Of a reset that every device of the others came with. */
  resetN: number;
}

export function makeEphemeralWorld(spaces = 1, tabs: TabsDep = makeTabs().open()): EphemeralWorld {
  const clock = makeClock(startMs);
  const context = {
    deps: { clock, tabs },
    http: { clockOffsetMs: () => 0 },
    identity: { user: me, device: mine, keys: { signing: keyOf(mine) } },
    activity: makeActivity(),
  } as unknown as EngineContext;
  const people = {
    userOf: (device: DeviceId) => users.get(device),
    chainOf: () => ({
      devices: new Map(
        [...users.keys()].map((id) => [id, { addedN: world.resetN, revokedN: id === world.revoked ? 1 : undefined }]),
      ),
      resetLinks: world.resetN === 0 ? [] : [{ n: world.resetN }],
    }),
    verifyKeyOf: (device: DeviceId) => importVerifyKey(keyOf(device).publicKey),
  } as unknown as People;
  const views = Array.from({ length: spaces }, (_, i) => ({
    space: spaceAt(i + 1),
    kind: 'direct',
    accepted: true,
    epoch: 0,
    keys,
    members: [me, amel].map((user) => ({ user, chainN: 3 })),
  })) as unknown as SpaceView[];
  const sent: EphemeralWorld['sent'][number][] = [];
  const link = {
    sendEphemeral(space: SpaceId, said: Uint8Array) {
      if (world.connected) sent.push({ space, said });
      return world.connected;
    },
  };
  const sealed = makeSealedValues('ephemeral', context, people, { get: (id) => views.find(({ space }) => space === id) });
  const ephemerals = makeEphemerals(context, sealed, link);
  const world: EphemeralWorld = {
    clock,
    context,
    ephemerals,
    sent,
    views,
    connected: true,
    left: [],
    revoked: undefined,
    resetN: 0,
  };
  return world;
}

/** An ephemeral as a device seals it: `said` are the positions after the version. */
export async function sealEphemeral(
  from: DeviceId,
  said: readonly unknown[],
  { space = spaceAt(1), atMs = startMs, signer = from }: { space?: SpaceId; atMs?: number; signer?: DeviceId } = {},
): Promise<Uint8Array> {
  const header = { epoch: 0, device: from, counter: atMs };
  return sealRegister('ephemeral', space, header, encodeCbor([1, ...said]), await ephemeralKey(), keyOf(signer));
}

/** What it said of calls, in its order: the positions after the time, as `parse` reads them. */
export async function saidBy<T>(
  world: EphemeralWorld,
  parse: (positions: readonly unknown[]) => Result<T, unknown>,
): Promise<readonly T[]> {
  const opened = await Promise.all(world.sent.map(openEphemeral));
  return opened.flatMap(({ value }) => {
    const decoded = decodeCbor(value, 40_000);
    const parsed = parse(decoded.ok && Array.isArray(decoded.value) ? decoded.value.slice(3) : []);
    return parsed.ok ? [parsed.value] : [];
  });
}

/** What this device sealed, opened again. */
export async function openEphemeral({ space, said }: EphemeralWorld['sent'][number]) {
  const header = parseRegisterHeader(said);
  const verifyKey = await importVerifyKey(keyOf(mine).publicKey);
  const opened = verifyKey && (await openRegister('ephemeral', space, said, verifyKey, await ephemeralKey()));
  if (!header.ok || opened?.ok !== true) throw new Error('an ephemeral');
  return { counter: header.value.counter, value: opened.value };
}
