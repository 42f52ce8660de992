/** What a device believes of announcements, keeps, and tells. */
import { expect, test } from 'vitest';
import { makeDevice, makeUser } from '../../test/support/signed-chains.ts';
import type { UserId } from '../ids.ts';
import { err, ok } from '../result.ts';
import { signStatement } from '../sync/statements.ts';
import type { Announcement } from '../wire/announcement.ts';
import type { Role } from '../wire/organisation-chain.ts';
import type { Statement } from '../wire/statement.ts';
import { makeAnnouncements } from './announcements.ts';
import { type EngineContext, makeActivity } from './context.ts';
import type { RowKey } from './deps.ts';
import type { People } from './people.ts';
import type { StoreWrite } from './store.ts';

const [salma, amel] = [await makeUser('Salma'), await makeUser('Amel')];
const [phone, stranger] = [await makeDevice('salma phone'), await makeDevice('stranger')];
const organisation = new Uint8Array(32).fill(1);
const nowMs = 1_800_000_000_000;
const to = { unit: '00000000-0000-4000-8000-000000000001', name: 'Réa' } as Announcement['to'];

const said = (changes: Partial<Announcement> = {}): Announcement => ({
  v: 1,
  id: '00000000-0000-4000-8000-0000000000aa',
  organisation,
  atMs: nowMs - 1000,
  untilMs: nowMs + 86_400_000,
  title: 'Eau',
  text: 'Coupée à 6 h.\nPrévoyez.',
  asks: true,
  signer: { user: salma, device: phone.id, chainN: 0 },
  ...changes,
});
const sign = (announcement: Announcement, device = phone) => signStatement('announcement', announcement, device.signing);

interface World {
  readonly role?: Role;
  readonly suspended?: boolean;
  readonly isRevoked?: boolean;
  readonly isRemoved?: boolean;
}
function makeWorld({ role = 'administrator', suspended = false, isRevoked = false, isRemoved = false }: World = {}) {
  const rows = new Map<string, { readonly key: RowKey; readonly value: unknown }>();
  const server = { listed: [] as { statement: Statement; acknowledged: boolean }[], told: [] as string[], isOnline: true };
  const context = {
    deps: { clock: { nowMs: () => nowMs } },
    activity: makeActivity(),
    identity: { user: amel, organisationHash: organisation },
    http: {
      clockOffsetMs: () => 0,
      get: async () => (server.isOnline ? ok({ announcements: server.listed }) : err({ type: 'offline' })),
      send: async (_method: string, path: string) => {
        if (!server.isOnline) return err({ type: 'offline' });
        server.told.push(path);
        return ok({});
      },
    },
    store: {
      get: (key: RowKey) => rows.get(key.join('/'))?.value,
      all: (table: string) => [...rows.values()].filter(({ key }) => key[0] === table),
      commit: async (writes: readonly StoreWrite[]) => {
        for (const { key, value } of writes)
          if (value === undefined) rows.delete(key.join('/'));
          else rows.set(key.join('/'), { key, value });
        return ok(undefined);
      },
    },
  } as unknown as EngineContext;
  const people = {
    organisation: () => ({ members: new Map([[salma, { role, suspended }]]), removed: new Set(isRemoved ? [phone.id] : []) }),
    chainOf: () => ({ devices: new Map([[phone.id, { ...phone.keys, revokedN: isRevoked ? 1 : undefined }]]) }),
    person: () => undefined,
    deviceKey: async (user: UserId) => (user === salma ? phone.keys.sig : undefined),
  } as unknown as People;
  return { server, context, announcements: makeAnnouncements(context, people) };
}
async function shown(announcement: Announcement, world: World = {}, device = phone): Promise<number> {
  const { server, announcements } = makeWorld(world);
  server.listed = [{ statement: await sign(announcement, device), acknowledged: false }];
  await announcements.sync();
  return announcements.rows().length;
}

test('ANNOUNCE-2 what an administrator signed is shown, and what a head signed for a unit', async () => {
  expect(await shown(said())).toBe(1);
  expect(await shown(said({ ...(to === undefined ? {} : { to }) }), { role: 'unit_head' })).toBe(1);
});

test('ANNOUNCE-2 a head to everybody, members, suspended people, other devices and organisations are not believed', async () => {
  expect(await shown(said(), { role: 'unit_head' })).toBe(0);
  expect(await shown(said(), { role: 'member' })).toBe(0);
  expect(await shown(said(), { role: 'auditor' })).toBe(0);
  expect(await shown(said(), { suspended: true })).toBe(0);
  expect(await shown(said(), { isRevoked: true })).toBe(0);
  expect(await shown(said(), { isRemoved: true })).toBe(0);
  expect(await shown(said(), {}, stranger)).toBe(0);
  expect(await shown(said({ organisation: new Uint8Array(32) }))).toBe(0);
  expect(await shown(said({ signer: { user: amel, device: phone.id, chainN: 0 } }))).toBe(0);
});

test('ANNOUNCE-2 a word that the server changed is not shown, and takes the place of nothing', async () => {
  const { server, announcements } = makeWorld();
  const statement = await sign(said());
  server.listed = [{ statement, acknowledged: false }];
  await announcements.sync();
  const body = (await sign(said({ text: 'Autre chose' }), stranger)).body;
  server.listed = [{ statement: { body, sig: statement.sig }, acknowledged: false }];
  await announcements.sync();
  expect(announcements.rows().map(({ text }) => text)).not.toContain('Autre chose');
});

test('ANNOUNCE-3, ANNOUNCE-5 acknowledged without a network it stays so, and is told once with the next connection', async () => {
  const { server, context, announcements } = makeWorld();
  server.listed = [{ statement: await sign(said()), acknowledged: false }];
  await announcements.sync();
  server.isOnline = false;
  await announcements.sync();
  expect(await announcements.acknowledge(said().id)).toEqual(ok(undefined));
  await context.activity.settled();
  expect(announcements.rows()[0]?.acknowledged).toBe(true);
  server.isOnline = true;
  await announcements.sync();
  await announcements.sync();
  expect(server.told).toEqual([`/announcements/${said().id}/acknowledge`]);
  expect(announcements.rows()[0]?.acknowledged).toBe(true);
  server.listed = [];
  await announcements.sync();
  expect(announcements.rows()).toEqual([]);
});

test('ANNOUNCE-1 what is over is not shown, also by a server that goes on listing it', async () => {
  expect(await shown(said({ untilMs: nowMs }))).toBe(0);
});
