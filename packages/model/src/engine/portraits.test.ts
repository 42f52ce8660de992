/** Portraits for those with whom somebody shares a conversation: chosen, told, changed, taken back, and what others may enter of them. */
import { beforeEach, expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs, settle } from '../../test/support/engine.ts';
import { filled, testDeviceId, testUser } from '../../test/support/links.ts';
import { utf8 } from '../bytes.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import { type FileId, fileIdFromBytes, type MessageId, messageIdFromBytes, type SpaceId, type UserId } from '../ids.ts';
import { err, ok } from '../result.ts';
import { type Act, encodeAct } from '../schema/act.ts';
import type { SealedFile } from '../schema/attachment-values.ts';
import { PORTRAITS } from '../schema/segment.ts';
import type { EngineContext } from './context.ts';
import type { Segment } from './documents.ts';
import { type FileRow, fileWrite, forgetFile, removalWrite } from './files/file-rows.ts';
import type { Files } from './files/files.ts';
import { makePortraits, type Portraits, type PortraitsParts } from './portraits.ts';
import type { PendingRow } from './records.ts';
import type { SpaceView } from './spaces.ts';
import { openStore, type Store, type StoreWrite } from './store.ts';
import type { VerifiedAct } from './verified-messages.ts';

const [me, amel, stranger] = [testUser(1), testUser(2), testUser(3)];
const nowMs = 1_763_800_000_000;
const dayMs = 24 * 3600 * 1000;
const spaceAt = (i: number) => filled(16, i).reduce((text, byte) => text + byte.toString(16).padStart(2, '0'), '') as SpaceId;
const [own, direct, ward, everybody] = [spaceAt(1), spaceAt(2), spaceAt(3), spaceAt(4)];
const fileAt = (i: number): FileId => fileIdFromBytes(filled(16, i));
const sealedAt = (i: number): SealedFile => ({ file: fileAt(i), key: filled(32, i), bytes: 30, digest: filled(32, i) });
/** 256 by 256. */
const webp = new Uint8Array([...utf8('RIFF0000WEBPVP8 0000'), 0, 0, 0, 0x9d, 1, 0x2a, 0, 1, 0, 1]);

let store: Store;
let clock: ReturnType<typeof makeClock>;
let views: Map<SpaceId, SpaceView>;
let wrote: Set<SpaceId>;
let isLeader: boolean;
let content: Uint8Array<ArrayBuffer> | undefined;
let asked: readonly unknown[];
let said: { space: SpaceId; act: Act; id: MessageId }[];
let written: Map<MessageId, VerifiedAct>;
let portraits: Portraits;

const viewOf = (space: SpaceId, kind: SpaceView['kind'], members: readonly UserId[], more: Partial<SpaceView> = {}) =>
  ({ space, kind, accepted: true, members: members.map((user) => ({ user })), ...more }) as unknown as SpaceView;
const put = (view: SpaceView) => void views.set(view.space, view);
const idOf = (i: number): MessageId => messageIdFromBytes(new Uint8Array([...filled(11, 1), i]));

beforeEach(async () => {
  store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  clock = makeClock(nowMs);
  [views, wrote, written, said, asked] = [new Map(), new Set(), new Map(), [], []];
  [isLeader, content] = [true, webp];
  put(viewOf(own, 'private', [me]));
  put(viewOf(direct, 'direct', [me, amel]));
  put(viewOf(ward, 'group', [me, amel]));
  put(viewOf(everybody, 'group', [me, amel, stranger]));
  let files = 0;
  const parts = {
    context: {
      deps: { clock },
      http: { clockOffsetMs: () => undefined },
      identity: { user: me, device: testDeviceId(1) },
      activity: { track: (task: Promise<unknown>) => task },
      store,
    } as unknown as EngineContext,
    verified: { check: async (_space, id) => written.get(id) && { type: 'act', entry: written.get(id) as VerifiedAct } },
    people: { chainOf: () => undefined },
    spaces: { all: () => [...views.values()], get: (space) => views.get(space), openPrivate: async () => ok(own) },
    groups: { settings: (space) => ({ everyone: space === everybody }) as never },
    groupViews: { refusal: () => undefined },
    logs: { writtenBy: () => wrote },
    files: {
      attach: async () => {
        const sealed = sealedAt(++files + 100);
        const row: FileRow = { file: sealed.file, space: own, bytes: 30, state: 'attached', atMs: 0 };
        await store.commit([fileWrite(row)]);
        return ok({ ...sealed, name: 'sanad', type: 'application/octet-stream', image: undefined, voice: undefined });
      },
      open: async (wanted) => {
        asked = [wanted.space, wanted.sealed.file];
        return content === undefined ? err({ type: 'unsent' }) : ok([content]);
      },
      removed: (space, [attachment]) =>
        attachment === undefined ? [] : [forgetFile(attachment.file), removalWrite(attachment.file, space)],
      forget: (gone) => gone.map(forgetFile),
    } satisfies Pick<Files, 'attach' | 'open' | 'removed' | 'forget'>,
    outbox: () => ({
      async act(space, acts, more = () => []) {
        const rows = acts.map(({ act, document }): PendingRow => {
          const id = idOf(said.length + 1);
          said.push({ space, act, id });
          const place = { id, sentAtMs: clock.nowMs(), wallMs: clock.nowMs(), counter: said.length };
          return { ...place, space, text: '', priority: 'normal', act: encodeAct(act), document };
        });
        const waiting = rows.map((row): StoreWrite => ({ key: ['pending', space, row.id], value: row }));
        return store.commit([...waiting, ...more(rows)]);
      },
    }),
    isLeader: () => isLeader,
  } satisfies PortraitsParts;
  portraits = makePortraits(parts);
});

/** What was said in which place since the last call. */
const told = () => said.splice(0).map(({ space, act }) => [space, act.kind === 'portrait' ? (act.value?.file ?? null) : '']);
async function follow(tables: readonly string[] = ['portrait']): Promise<void> {
  portraits.changed(new Set(tables));
  clock.advance(500);
  await settle();
}
const reserve = (file: FileId) =>
  store.commit([fileWrite({ file, space: own, bytes: 30, state: 'reserved', atMs: 0 })]).then(() => follow(['file']));
async function hears(space: SpaceId, user: UserId, value: SealedFile | null, i: number, atMs = nowMs): Promise<void> {
  const rest = { device: testDeviceId(2), signature: new Uint8Array(64), body: new Uint8Array() };
  const act: Act = { kind: 'portrait', target: null, value };
  written.set(idOf(i), { ...rest, id: idOf(i), author: user, sentAtMs: atMs, clock: { wallMs: atMs, counter: 0 }, act });
  const entries = () => ({ [idOf(i)]: new Uint8Array() });
  await store.commit(await portraits.applied(viewOf(space, 'group', []), { entries } as unknown as Segment));
}
const shownOf = (user: UserId) => portraits.rows().find((row) => row.user === user)?.file;

test('DOC-16 what she chose is in her own space at once, and in her conversations when the server knows the file', async () => {
  wrote.add(direct);
  await portraits.set(new Blob([webp]));
  expect(told()).toEqual([[own, fileAt(101)]]);
  expect(shownOf(me)).toBe(fileAt(101));
  await follow();
  expect(told()).toEqual([]);
  await reserve(fileAt(101));
  expect(told()).toEqual([
    [direct, fileAt(101)],
    [ward, fileAt(101)],
  ]);
  await follow();
  expect(told()).toEqual([]);
});

test('DOC-16 not in a group of everybody, nor in a conversation in which she never wrote, one that ended or waits', async () => {
  const [ended, waiting, locked] = [spaceAt(5), spaceAt(6), spaceAt(7)];
  put(viewOf(ended, 'group', [me, amel], { ended: 'left' }));
  put(viewOf(waiting, 'group', [me], { accepted: false }));
  put(viewOf(locked, 'group', [me, amel], { locked: true }));
  await portraits.set(new Blob([webp]));
  await reserve(fileAt(101));
  expect(told()).toEqual([
    [own, fileAt(101)],
    [ward, fileAt(101)],
  ]);
  // She writes there, and joins another.
  wrote.add(direct);
  put(viewOf(spaceAt(8), 'group', [me, stranger]));
  await follow(['summary']);
  expect(told()).toEqual([
    [direct, fileAt(101)],
    [spaceAt(8), fileAt(101)],
  ]);
});

test('DOC-16 only the leading device tells others', async () => {
  isLeader = false;
  await portraits.set(new Blob([webp]));
  await reserve(fileAt(101));
  expect(told()).toEqual([[own, fileAt(101)]]);
});

test('DOC-16, FILE-7 another picture, and none, are told everywhere; the file of before goes from each place and from here', async () => {
  await portraits.set(new Blob([webp]));
  await reserve(fileAt(101));
  await portraits.set(new Blob([webp]));
  await reserve(fileAt(102));
  // What had not left is not said any more.
  expect(store.all('pending').map(({ key }) => key[1])).toEqual([own, ward]);
  expect(told().slice(2)).toEqual([
    [own, fileAt(102)],
    [ward, fileAt(102)],
  ]);
  expect(store.get(['file', fileAt(101)])).toBeUndefined();
  await portraits.set(undefined);
  await follow();
  expect(told()).toEqual([
    [own, null],
    [ward, null],
  ]);
  expect(portraits.rows()).toEqual([]);
  const owed = store.all('file-removal').map(({ key }) => `${key[1]} ${key[2]}`);
  expect(new Set(owed)).toEqual(new Set([101, 102].flatMap((i) => [own, ward].map((space) => `${fileAt(i)} ${space}`))));
});

test('DOC-16 the newest word of a member counts over all places that I share with her; of nobody else', async () => {
  await hears(direct, amel, sealedAt(1), 1);
  await hears(ward, amel, sealedAt(2), 2, nowMs + 10);
  expect(shownOf(amel)).toBe(fileAt(2));
  await hears(ward, amel, sealedAt(3), 3, nowMs + 5);
  expect(shownOf(amel)).toBe(fileAt(2));
  await hears(direct, amel, null, 4, nowMs + 20);
  expect(shownOf(amel)).toBeUndefined();
  await hears(ward, stranger, sealedAt(5), 5);
  expect(shownOf(stranger)).toBeUndefined();
  await hears(everybody, stranger, sealedAt(5), 6);
  expect(shownOf(stranger)).toBe(fileAt(5));
  put(viewOf(everybody, 'group', [me, amel, stranger], { ended: 'removed' }));
  expect(shownOf(stranger)).toBeUndefined();
});

test('DOC-16 a word of the far future, or about me from elsewhere, takes no place', async () => {
  await hears(direct, amel, sealedAt(1), 1, nowMs + 400 * dayMs);
  expect(shownOf(amel)).toBeUndefined();
  await hears(direct, me, sealedAt(2), 2);
  expect(shownOf(me)).toBeUndefined();
});

test('DOC-16 what opens is a picture, or nothing is shown; what the server lacks is said', async () => {
  await hears(direct, amel, sealedAt(1), 1);
  expect(await portraits.open(amel)).toEqual(ok(webp));
  expect(asked).toEqual([direct, fileAt(1)]);
  content = new Uint8Array(utf8('<script>'));
  expect(await portraits.open(amel)).toEqual(err({ type: 'damaged' }));
  content = undefined;
  expect(await portraits.open(amel)).toEqual(err({ type: 'unsent' }));
  expect(await portraits.open(stranger)).toEqual(err({ type: 'unknown' }));
  const row = { file: fileAt(1), space: direct, bytes: 30, atMs: 0 } as const;
  await store.commit([fileWrite({ ...row, state: 'unsent' })]);
  expect(portraits.rows()).toEqual([{ user: amel, file: fileAt(1), isThere: false }]);
});

test('DOC-16 a picture that is too large is refused before anything is sealed', async () => {
  expect(await portraits.set(new Blob([new Uint8Array(64 * 1024 + 1)]))).toMatchObject({ error: { type: 'file-refused' } });
  expect(said).toEqual([]);
  expect(PORTRAITS).toEqual({ kind: 'portraits', segment: 'settings' });
});
