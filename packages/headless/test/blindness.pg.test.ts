/**
 * The relay is blind: after two colleagues wrote, drafted, sent a file, edited, deleted and recovered, marked words stand in no table, no file of the
 * database, no line of the server and no byte on the wire. Names of accounts are known to the server by design: they show that the
 * search finds what is there.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EnrolmentCodes, PRIORITIES } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Device, messagesIn, startDevice } from '../src/device.ts';
import { makeNodePlatform } from '../src/node-platform.ts';
import { openProfile, type Profile } from '../src/profile.ts';
import { findWords } from './support/marked-words.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';
import { recordWire, type WireRecord } from './support/wire-recorder.ts';

const waitMs = 30_000;
const password = 'motdepasse-kanari-5150';
const words = {
  text: 'Kanarienvogel7431',
  accented: 'Zéphyrine-déclarée',
  arabic: 'كناري٧٤٣١',
  draft: 'brouillon-kanari-2207',
  edited: 'avant-kanari-9001',
  deleted: 'supprime-kanari-3115',
  file: 'contenu-kanari-6402',
  fileName: 'radio-kanari-8873.pdf',
};
const knownToServer = 'Aboubakr Almarqoum';

interface Person {
  readonly device: Device;
  readonly profile: Profile;
  readonly user: UserId;
  readonly email: string;
  readonly codes: EnrolmentCodes;
}
let server: ServerProcess;
let folder: string;
const wire: WireRecord[] = [];
const opened: { readonly device: Device; readonly profile: Profile }[] = [];
const secrets: string[] = [];

beforeAll(async () => {
  server = await makeServerProcess({ LOG_LEVEL: 'debug' });
  // The link is a line after the one that says that the server is up.
  await vi.waitUntil(() => server.firstAdminToken() !== '');
  folder = mkdtempSync(join(tmpdir(), 'sanad-blindness-'));
});
afterAll(async () => {
  await server?.dispose();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

async function open(name: string): Promise<{ readonly device: Device; readonly profile: Profile }> {
  const profile = await openProfile(join(folder, name));
  if (!profile.ok) throw new Error(profile.error.type);
  const device = await startDevice(recordWire(makeNodePlatform({ url: server.url, profile: profile.value }), wire));
  await device.waitFor(() => (device.state().phase === 'starting' ? undefined : true), waitMs);
  const both = { device, profile: profile.value };
  opened.push(both);
  return both;
}

async function signUp(name: string, isFirst = false): Promise<Person> {
  const { device, profile } = await open(name);
  const email = `${name.replace(' ', '.').toLowerCase()}@chu.tn`;
  const codes = await device.engine.beginSignUp({
    name,
    email,
    staffNumber: name.slice(0, 3),
    password,
    profession: 'doctor',
    unit: 'Urgences',
    deviceLabel: 'test',
    ...(isFirst ? { firstAdmin: { token: server.firstAdminToken(), organisationName: 'CHU' } } : {}),
  });
  if (!codes.ok) throw new Error(codes.error.type);
  const { recoveryCode, breakGlassCode, askedGroups } = codes.value;
  for (const code of [recoveryCode, breakGlassCode ?? []]) if (code.length > 0) secrets.push(code.join('-'), code.join(''));
  const done = await device.engine.completeSignUp([recoveryCode[askedGroups[0]] ?? '', recoveryCode[askedGroups[1]] ?? '']);
  const state = device.state();
  if (!done.ok || !('me' in state)) throw new Error('sign-up');
  return { device, profile, user: state.me.user, email, codes: codes.value };
}

async function holds<T>(device: Device, look: () => T | undefined): Promise<T> {
  const found = await device.waitFor(look, waitMs);
  if (found === undefined) throw new Error(`waited in vain: ${JSON.stringify(device.sync())}`);
  return found;
}
const online = (device: Device): Promise<true> =>
  holds(device, () => (device.sync()?.connectivity === 'online' ? true : undefined));

async function must<T>(
  result: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly type: string } }>,
): Promise<T> {
  const settled = await result;
  if (!settled.ok) throw new Error(settled.error.type);
  return settled.value;
}

/** Everything a colleague can do with words, with and without the network. */
async function liveThrough(amel: Person, youssef: Person): Promise<SpaceId> {
  const { engine } = amel.device;
  await holds(amel.device, () => amel.device.people().find(({ user }) => user === youssef.user));
  const space = await must(engine.openDirect(youssef.user));
  for (const [i, word] of [words.text, words.accented, words.arabic].entries()) {
    await must(engine.sendMessage(space, `${'a'.repeat(i)} ${word} ${word}`, PRIORITIES[i] ?? 'normal'));
  }
  await must(engine.saveDraft(space, words.draft, 'urgent'));
  await holds(youssef.device, () => youssef.device.people().find(({ user }) => user === amel.user));
  await must(youssef.device.engine.openDirect(amel.user));
  const rows = await new Promise<readonly { readonly id: string; readonly text: string }[]>((resolve) => {
    const seen = new Map<string, { readonly id: string; readonly text: string }>();
    void youssef.device.engine.onMessages(space, 100, (update) => {
      for (const row of messagesIn(update.type === 'reset' ? update.rows : update.put)) seen.set(row.id, row);
      if (seen.size === 3) resolve([...seen.values()]);
    });
  });
  expect(rows.map(({ text }) => text).join()).toContain(words.arabic);
  await must(
    youssef.device.engine.markRead(
      space,
      rows.map(({ id }) => id as never),
    ),
  );
  await sendFile(engine, space);
  await server.stop();
  const edited = await must(engine.sendMessage(space, words.edited, 'normal'));
  const deleted = await must(engine.sendMessage(space, words.deleted, 'normal'));
  await must(engine.editWaiting(space, edited, `enfin ${words.text}`, 'medium'));
  await must(engine.deleteWaiting(space, deleted));
  await server.start();
  await engine.retryNow();
  await holds(amel.device, () => (amel.device.sync()?.waiting === 0 ? true : undefined));
  return space;
}

/** Until all of it is at the server. */
async function sendFile(engine: Device['engine'], space: SpaceId): Promise<void> {
  const source = new Blob([words.file.repeat(20_000)]);
  const attached = await must(engine.attachFile(space, { source, name: words.fileName, type: 'application/pdf' }));
  await must(engine.sendMessage(space, '', 'normal', { attachments: [attached] }));
  const isThere = async () => (await must(engine.storageUse())).some(({ freeable }) => freeable >= source.size);
  await vi.waitUntil(isThere, { timeout: waitMs });
}

async function recover(person: Person): Promise<Device> {
  const { device } = await open('another browser');
  await must(device.engine.signIn(person.email, password));
  await must(device.engine.recover(person.codes.recoveryCode.join('-'), 'another'));
  await online(device);
  await device.engine.settled();
  return device;
}

/** Rows as Postgres shows them: text as text, bytea as hexadecimal. */
async function dumpTables(): Promise<readonly (readonly [string, Uint8Array])[]> {
  const [, , , port, socket] = readFileSync(join(server.dataFolder, 'postgres/data/postmaster.pid'), 'utf8').split('\n');
  const client = new pg.Client({ host: socket ?? '', port: Number(port), user: 'sanad', database: 'postgres' });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const dump: (readonly [string, Uint8Array])[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    for (const { row } of rows) dump.push([name, new TextEncoder().encode(row)]);
  }
  await client.end();
  return dump;
}

/** Tables, indexes, write-ahead log: what a thief of the disk reads. */
const files = (under: string): readonly (readonly [string, Uint8Array])[] =>
  readdirSync(under, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name))] as const);

test('the search finds a word in every dress', () => {
  const text = Buffer.from(`xy${words.accented}z`);
  const utf16 = Buffer.from(text.toString(), 'utf16le');
  for (const bytes of [text, utf16, Buffer.from(utf16).swap16()]) {
    for (const encoding of ['base64', 'base64url', 'hex'] as const) {
      const dressed = Buffer.from(bytes.toString(encoding));
      for (const place of [bytes, dressed, Buffer.from(dressed.toString('hex'))])
        expect(findWords([words.accented], [['here', place]])).toEqual([{ word: words.accented, place: 'here' }]);
    }
  }
  expect(findWords(Object.values(words), [['here', new TextEncoder().encode('nothing of the kind')]])).toEqual([]);
});

test('KEY-9, REST-1, FILE-1: marked words stand in no table, no file, no line of the server and no byte on the wire', async () => {
  const admin = await signUp('Administratrice', true);
  const [amel, youssef] = [await signUp('Amel Benzarti'), await signUp(knownToServer)];
  await online(admin.device);
  for (const person of [amel, youssef]) {
    await must(admin.device.engine.approve(person.user, { role: 'member' }));
    await must(person.device.engine.checkApproval());
    await online(person.device);
  }
  const space = await liveThrough(amel, youssef);
  const recovered = await recover(amel);
  const texts = await new Promise<string>((resolve) => {
    void recovered.engine.onMessages(space, 100, (update) => {
      if (update.type === 'reset' && update.rows.length === 5)
        resolve(
          messagesIn(update.rows)
            .map(({ text }) => text)
            .join(),
        );
    });
  });
  expect(texts).toContain(words.accented);

  const marked = [...Object.values(words), ...secrets];
  const tables = await dumpTables();
  for (const { device, profile } of opened) {
    await device.close();
    await profile.close();
  }
  await server.stop();
  const disk = files(join(server.dataFolder, 'postgres/data'));
  const store = files(join(server.dataFolder, 'files'));
  const output = [['output', new TextEncoder().encode(server.output())]] as const;
  const onTheWire = wire.map(({ direction, kind, bytes }) => [`${direction} ${kind}`, bytes] as const);

  // The search looks at the right things: names are there by design, and a password travels once, inside TLS.
  expect(findWords([knownToServer], tables)).not.toEqual([]);
  expect(findWords([knownToServer], disk)).not.toEqual([]);
  expect(new Set(findWords([password], onTheWire).map(({ place }) => place))).toEqual(
    new Set(['up POST /api/v1/sign-up', 'up POST /api/v1/sign-in']),
  );
  expect(wire.filter(({ kind }) => kind === 'frame').length).toBeGreaterThan(20);

  expect(findWords([...marked, password], tables)).toEqual([]);
  expect(findWords([...marked, password], disk)).toEqual([]);
  expect(store.some(([, bytes]) => bytes.length >= words.file.length * 20_000)).toBe(true);
  expect(findWords([...marked, password, knownToServer], store)).toEqual([]);
  expect(findWords([...marked, password, knownToServer], output)).toEqual([]);
  expect(findWords(marked, onTheWire)).toEqual([]);
  // At rest on the device too, drafts and waiting messages are sealed.
  expect(findWords([...marked, password], files(folder))).toEqual([]);
});
