import { beforeAll, expect, test } from 'vitest';
import { testUser } from '../../test/support/links.ts';
import { makeDevice, type TestDevice } from '../../test/support/signed-chains.ts';
import { deriveLogSecret, deriveSubKey } from '../crypto/key-wrap.ts';
import { importVerifyKey } from '../crypto/primitives.ts';
import type { LogId, SpaceId, UserId } from '../ids.ts';
import { sealChunk } from '../sync/chunk-sealing.ts';
import { startLog } from '../sync/log-state.ts';
import { makeSpaceKeys } from '../sync/space-keys.ts';
import { zeroHash } from '../wire/fields.ts';
import { makeChunkReader } from './chunk-reader.ts';
import type { People } from './people.ts';
import type { Spaces, SpaceView } from './spaces.ts';

const space = '0a'.repeat(16) as SpaceId;
const [amel, youssef] = [testUser(1), testUser(2)];
const epochKey = new Uint8Array(32).fill(5);
let device: TestDevice;
let log: LogId;
let view: SpaceView;
beforeAll(async () => {
  device = await makeDevice('phone');
  const keys = makeSpaceKeys(new Map([[0, epochKey]]), await deriveLogSecret(epochKey));
  log = await keys.logId('messages', '2026-W47');
  view = { space, accepted: true, epoch: 0, keys, members: [{ user: amel }] } as unknown as SpaceView;
});

interface Known {
  /** Whose device the chains say it is. */
  readonly owner?: UserId | undefined;
  readonly revokedN?: number;
  /** A reset that her device came with. */
  readonly resetN?: number;
  /** Position of the chain that the record of the epoch names, by user. */
  readonly positions?: Readonly<Record<UserId, number>>;
}
function reader({ owner = amel, revokedN, resetN, positions = { [amel]: 2 } }: Known = {}) {
  const people = {
    userOf: () => owner,
    chainOf: () => ({
      devices: new Map([[device.id, { id: device.id, revokedN, addedN: resetN ?? 0 }]]),
      resetLinks: resetN === undefined ? [] : [{ n: resetN }],
    }),
    verifyKeyOf: () => importVerifyKey(device.keys.sig),
    syncChain: async () => undefined,
  } as unknown as People;
  const spaces = {
    get: () => view,
    writerPosition: (_view: SpaceView, epoch: number, user: UserId) => (epoch === 0 ? positions[user] : undefined),
    syncEpochs: async () => ({ ok: true, value: undefined }),
  } as unknown as Spaces;
  return makeChunkReader(people, spaces);
}
const received = async (epoch = 0, signing = device.signing) => {
  const header = {
    kind: 'changes',
    logId: log,
    epoch,
    device: device.id,
    n: 1,
    prev: zeroHash,
    seenSeq: 0,
    seenHash: zeroHash,
  } as const;
  const payload = { kind: 'messages', segment: '2026-W47', snapshot: undefined, data: new Uint8Array([1]) };
  const body = await sealChunk(header, payload, await deriveSubKey(epochKey, 'chunk'), signing);
  return { seq: 1, receivedAtMs: 1, body };
};
const fault = (name: string) => ({ ok: false, error: { type: 'fault', fault: name } });

test('LOG-13 a chunk of a member is opened, also of a device revoked after the position that the record names', async () => {
  for (const known of [{}, { revokedN: 3 }]) {
    const opened = await reader(known).openAll(space, [await received()]);
    expect(opened).toMatchObject({
      ok: true,
      value: { items: [{ seq: 1, payload: { kind: 'messages', segment: '2026-W47' } }] },
    });
  }
});

test('LOG-13 a device revoked at or before that position may not have written it', async () => {
  for (const revokedN of [0, 1, 2])
    expect(await reader({ revokedN }).openAll(space, [await received()])).toEqual(fault('membership'));
});

test('LOG-13 who was no member in the epoch of the chunk, or whom no chain knows, may not have written it', async () => {
  const chunk = await received();
  expect(await reader({ owner: youssef }).openAll(space, [chunk])).toEqual(fault('membership'));
  expect(await reader({ positions: {} }).openAll(space, [chunk])).toEqual(fault('membership'));
  expect(await reader().openAll(space, [await received(1)])).toEqual(fault('membership'));
});

test('LOG-7 a batch with one chunk that fails is refused whole', async () => {
  const other = await makeDevice('other');
  const [good, forged] = [await received(), await received(0, other.signing)];
  expect(await reader().openAll(space, [good, { ...forged, seq: 2 }])).toEqual(fault('signature'));
  expect(await reader().openAll(space, [good, { ...good, body: new Uint8Array(400) }])).toEqual(fault('malformed'));
});

test('CHUNK-5 a log is what derives to its id, and stays it', async () => {
  const state = startLog(log, space);
  const name = (kind: string, segment: string, of = state) =>
    reader().nameLog(of, view, [{ payload: { kind, segment, snapshot: undefined, data: new Uint8Array() } }]);
  const named = await name('messages', '2026-W47');
  if (!named.ok) throw new Error('its own name');
  expect(named.value).toMatchObject({ kind: 'messages', segment: '2026-W47' });
  const malformed = { ok: false, error: { type: 'malformed' } };
  expect(await name('messages', '2026-W48')).toEqual(malformed);
  expect(await name('calendar', '2026-W47')).toEqual(malformed);
  expect(await name('messages', '2026-W48', named.value)).toEqual(malformed);
  expect((await name('messages', '2026-W47', named.value)).ok).toBe(true);
});

test('CHUNK-5, DOC-1 a log of messages that is no week is malformed, although its id derives from its name', async () => {
  for (const segment of ['2026-W60', '2026-W00', '2026', 'zzzz']) {
    const other = await view.keys?.logId('messages', segment);
    if (other === undefined) throw new Error('the space has keys');
    const payload = { kind: 'messages', segment, snapshot: undefined, data: new Uint8Array() };
    expect(await reader().nameLog(startLog(other, space), view, [{ payload }])).toEqual({
      ok: false,
      error: { type: 'malformed' },
    });
  }
});

test('RESET-5 a device that came with a reset writes nothing in a space that knows an identity of before', async () => {
  expect(await reader({ resetN: 3 }).openAll(space, [await received()])).toEqual(fault('membership'));
  expect(await reader({ resetN: 2 }).openAll(space, [await received()])).toMatchObject({ ok: true });
});
