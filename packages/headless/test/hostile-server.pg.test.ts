/**
 * A server that lies (LOG-8 … LOG-13, SYNC-12): every reader here is a new browser of a member, recovered with her code, and what it is
 * shown is altered between the real server and the device. Each lie must stop that log, with a reason, and leave the other
 * conversation working.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyBytes } from '@sanad/model/bytes';
import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import type { StopReason } from '@sanad/model/engine/api';
import type { EngineDeps } from '@sanad/model/engine/deps';
import { openStore } from '@sanad/model/engine/store';
import type { SpaceId } from '@sanad/model/ids';
import { parseChunk } from '@sanad/model/wire/chunk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Device, startDevice } from '../src/device.ts';
import { makeNodePlatform } from '../src/node-platform.ts';
import { openProfile } from '../src/profile.ts';
import { makeWard, type TestPerson, waitMs, watchThread } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

interface Entry {
  seq: number;
  receivedAtMs: number;
  body: Uint8Array;
}
/** What the server could show; `other`: chunks of the other conversation. */
type Lie = (chunks: Entry[], other: readonly Entry[]) => Entry[];

let server: ServerProcess;
let admin: TestPerson;
let amel: TestPerson;
let youssef: TestPerson;
let sonia: TestPerson;
let target: SpaceId;
let bystander: SpaceId;
const devices: { close(): Promise<void>; remove(): void }[] = [];

const texts = ['a1', 'y1', 'a2', 'y2'];
const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

beforeAll(async () => {
  server = await makeServerProcess();
  const [first, a, y, s] = await makeWard(server, 'Amel', 'Youssef', 'Sonia');
  if (a === undefined || y === undefined || s === undefined) throw new Error('three colleagues');
  [admin, amel, youssef, sonia] = [first, a, y, s];
  target = await amel.directWith(youssef);
  for (const [i, text] of texts.entries()) {
    const [from, to] = i % 2 === 0 ? [amel, youssef] : [youssef, amel];
    await from.say(to, text);
    await to.thread(target, (rows) => rows.some((row) => row.text === text));
  }
  await sonia.say(youssef, 'autre conversation');
  bystander = await sonia.directWith(youssef);
  await youssef.thread(bystander, (rows) => rows.length === 1);
});
afterAll(async () => {
  for (const { close, remove } of devices) {
    await close();
    remove();
  }
  for (const person of [amel, youssef, sonia, admin]) await person?.dispose();
  await server?.dispose();
});

/** Renumbers and rehashes, as a careful liar would. */
function consistent(chunks: readonly Entry[]): { readonly chunks: Entry[]; readonly hash: Uint8Array } {
  let hash: Uint8Array = new Uint8Array(32);
  const renumbered = chunks.map((entry, i) => {
    hash = sha256(hash, sha256(entry.body));
    return { ...entry, seq: i + 1 };
  });
  return { chunks: renumbered, hash };
}

const spaceOfLog = new Map<string, SpaceId>();
const otherChunks: Entry[] = [];

/** Alters pulls of the target's logs; `epochs` alters its epoch records. */
function lying(deps: EngineDeps, lie: Lie, epochs?: (answer: Record<string, unknown>) => unknown): EngineDeps {
  return {
    ...deps,
    async http(request) {
      const answer = await deps.http(request);
      if (!answer.ok || answer.value.status !== 200 || request.method !== 'GET') return answer;
      const { pathname, searchParams } = new URL(request.path, 'http://x');
      const decoded = decodeCbor(answer.value.body, 1 << 24);
      const value = decoded.ok ? (decoded.value as Record<string, unknown>) : {};
      const reply = (body: unknown) => ({ ok: true as const, value: { ...answer.value, body: encodeCbor(body) } });
      if (pathname === '/api/v1/heads')
        for (const head of value['logs'] as { log: string; space: SpaceId }[]) spaceOfLog.set(head.log, head.space);
      if (epochs !== undefined && pathname === `/api/v1/spaces/${target}/epochs`) return reply(epochs(value));
      const log = /^\/api\/v1\/logs\/([0-9a-f]{32})$/.exec(pathname)?.[1];
      if (log === undefined) return answer;
      const chunks = (value['chunks'] as Entry[]).map((entry) => ({ ...entry, body: copyBytes(entry.body) }));
      if (spaceOfLog.get(log) !== target) {
        otherChunks.splice(0, otherChunks.length, ...chunks);
        return answer;
      }
      const after = Number(searchParams.get('after') ?? 0);
      const shown = consistent(lie(chunks, otherChunks));
      return reply({
        ...value,
        seq: shown.chunks.length,
        hash: shown.hash,
        chunks: shown.chunks.filter(({ seq }) => seq > after),
      });
    },
    // Live delivery is shut: what the reader learns, it learns from pulls.
    connect: (senderId, listener) =>
      deps.connect(senderId, { ...listener, frame: (frame) => isLive(frame) || listener.frame(frame) }),
  };
}
const isLive = (frame: unknown): boolean =>
  typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === 'chunk';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'sanad-hostile-'));

async function openBrowser(folder: string, lie: Lie, epochs?: (answer: Record<string, unknown>) => unknown): Promise<Device> {
  const profile = await openProfile(folder);
  if (!profile.ok) throw new Error('in use');
  const device = await startDevice(lying(makeNodePlatform({ url: server.url, profile: profile.value }), lie, epochs));
  devices.push({
    async close() {
      await device.close();
      await profile.value.close();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  });
  return device;
}
async function newBrowser(
  lie: Lie,
  epochs?: (answer: Record<string, unknown>) => unknown,
  folder = newFolder(),
): Promise<Device> {
  const device = await openBrowser(folder, lie, epochs);
  await device.waitFor(() => (device.state().phase === 'signed-out' ? true : undefined), waitMs);
  await device.engine.signIn(youssef.email, youssef.password);
  const recovered = await device.engine.recover(youssef.recoveryCode, 'nouveau');
  if (!recovered.ok) throw new Error(recovered.error.type);
  return device;
}

const stoppedWith = (device: Device): Promise<StopReason | undefined> =>
  device.waitFor(() => device.sync()?.stopped.find(({ conversation }) => conversation === target)?.reason, waitMs);

const flip = (entry: Entry, at: number): Entry => {
  entry.body[at] = (entry.body[at] ?? 0) ^ 1;
  return entry;
};
const authorOf = ({ body }: Entry): string => {
  const chunk = parseChunk(body);
  return chunk.ok ? chunk.value.device : '';
};

test('LOG-12: an honest server is believed', async () => {
  const device = await newBrowser((chunks) => chunks);
  const rows = await watchThread('nouveau', device, target, (seen) => seen.length === texts.length);
  expect(rows.map(({ text }) => text)).toEqual(texts);
  expect(device.sync()?.stopped).toEqual([]);
});

const lies: readonly (readonly [name: string, expected: readonly StopReason[], lie: Lie])[] = [
  ['LOG-9: a chunk dropped in the middle', ['gap', 'fork'], (chunks) => chunks.filter((_, i) => i !== 1)],
  [
    'LOG-11: the whole stream of one author dropped',
    ['gap', 'fork'],
    (chunks) => chunks.filter((entry) => authorOf(entry) === authorOf(chunks[0] as Entry)),
  ],
  ['CHUNK-9, LOG-10: two chunks of different authors exchanged', ['fork', 'gap'], ([a, b, c, d]) => [a, c, b, d] as Entry[]],
  ['CHUNK-8, LOG-9: an old chunk replayed at the end', ['rollback'], (chunks) => [...chunks, chunks[0] as Entry]],
  ['LOG-9: a chunk of another log', ['malformed', 'membership'], (chunks, other) => [...chunks, ...other.slice(0, 1)]],
  [
    'CHUNK-4: a flipped ciphertext bit',
    ['signature'],
    (chunks) => chunks.map((entry, i) => (i === 2 ? flip(entry, 150) : entry)),
  ],
  [
    'CHUNK-4: another epoch in the header',
    ['signature', 'unreadable', 'membership'],
    (chunks) => chunks.map((entry, i) => (i === 2 ? flip(entry, 22) : entry)),
  ],
  [
    'LOG-13: another author in the header',
    ['membership', 'signature'],
    (chunks) => chunks.map((entry, i) => (i === 2 ? flip(entry, 30) : entry)),
  ],
  [
    'CHUNK-2: half a chunk',
    ['malformed'],
    (chunks) => chunks.map((entry, i) => (i === 3 ? { ...entry, body: entry.body.slice(0, 100) } : entry)),
  ],
];

test.each(lies)('SYNC-12, %s is found, and the other conversation goes on', async (_name, expected, lie) => {
  const device = await newBrowser(lie);
  expect(expected).toContain(await stoppedWith(device));
  const rows = await watchThread('nouveau', device, bystander, (seen) => seen.length === 1);
  expect(rows[0]?.text).toBe('autre conversation');
});

test('SYNC-17: a stopped conversation is checked again when somebody asks, and goes on once the server shows the truth', async () => {
  let isLying = true;
  const device = await newBrowser((chunks) =>
    isLying ? chunks.map((entry, i) => (i === 2 ? flip(entry, 150) : entry)) : chunks,
  );
  expect(await stoppedWith(device)).toBe('signature');
  await device.engine.retryStopped(target);
  await device.engine.settled();
  expect(await stoppedWith(device)).toBe('signature');
  isLying = false;
  expect((await device.engine.retryStopped(target)).ok).toBe(true);
  const rows = await watchThread('nouveau', device, target, (seen) => seen.length === texts.length);
  expect(rows.map(({ text }) => text)).toEqual(texts);
  await device.waitFor(() => (device.sync()?.stopped.length === 0 ? true : undefined), waitMs);
  expect(device.sync()?.stopped).toEqual([]);
  expect((await device.engine.retryStopped('0f'.repeat(16) as SpaceId)).ok).toBe(false);
});

test('SYNC-17: what an older version stopped is checked again by itself at the next start', async () => {
  const folder = newFolder();
  const stopped = await newBrowser((chunks) => chunks.map((entry) => flip(entry, 150)), undefined, folder);
  expect(await stoppedWith(stopped)).toBe('signature');
  await devices.pop()?.close();
  await stoppedBy('0.0.9', folder);
  const device = await openBrowser(folder, (chunks) => chunks);
  const rows = await watchThread('nouveau', device, target, (seen) => seen.length === texts.length);
  expect(rows.map(({ text }) => text)).toEqual(texts);
  expect(device.sync()?.stopped).toEqual([]);
});

/** As if another version had written the rows of stopped logs. */
async function stoppedBy(version: string, folder: string): Promise<void> {
  const profile = await openProfile(folder);
  if (!profile.ok) throw new Error('in use');
  const { rows, localKey, close } = profile.value;
  const tabs = { post: () => undefined, onMessage: () => undefined, close: () => undefined };
  const store = await openStore(rows, await localKey.load(), tabs, new Set());
  const logs = store.all('log').map(({ key, value }) => ({ key, value: value as Record<string, unknown> }));
  const changed = logs.filter(({ value }) => value['stoppedBy'] !== undefined);
  expect(changed.length).toBe(1);
  await store.commit(changed.map(({ key, value }) => ({ key, value: { ...value, stoppedBy: version } })));
  await close();
}

test('LOG-8: a reader who saw everything is shown a shorter log', async () => {
  let hidden = 0;
  const device = await newBrowser((chunks) => chunks.slice(0, chunks.length - hidden));
  await watchThread('nouveau', device, target, (seen) => seen.length === texts.length);
  hidden = 2;
  await amel.say(youssef, 'a3');
  await youssef.thread(target, (rows) => rows.some(({ text }) => text === 'a3'));
  texts.push('a3');
  await device.engine.sendMessage(target, 'de la nouvelle', 'normal');
  expect(['rollback', 'gap', 'fork']).toContain(await stoppedWith(device));
  expect((await watchThread('nouveau', device, target, (seen) => seen.length >= 4)).length).toBeGreaterThanOrEqual(4);
});

test('EPOCH-4: a member that the server adds to the record is found', async () => {
  const device = await newBrowser(
    (chunks) => chunks,
    (answer) => {
      const [first, ...rest] = answer['records'] as { body: Uint8Array; sig: Uint8Array }[];
      if (first === undefined) return answer;
      const record = JSON.parse(new TextDecoder().decode(first.body)) as { members: { user: string }[] };
      record.members.push({ ...(record.members[0] as { user: string }), user: '01930000-0000-7000-8000-000000000000' });
      return { ...answer, records: [{ ...first, body: new TextEncoder().encode(JSON.stringify(record)) }, ...rest] };
    },
  );
  expect(await stoppedWith(device)).toBe('membership');
});
