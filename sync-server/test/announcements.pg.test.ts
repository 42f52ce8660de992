import { randomUUID } from 'node:crypto';
import { isUnitId, type UnitId } from '@sanad/model/ids';
import type { Announcement } from '@sanad/model/wire/announcement';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, joinSocket, type SignedInPerson, type World } from './support/test-client.ts';
import { makeKeys, makeOrganisationLink, makeStatement, random } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

describe('announcements', () => {
  let server: TestServer;
  let world: World;
  let surgery: UnitId;
  let ward: UnitId;
  let maternity: UnitId;
  let head: SignedInPerson;
  let member: SignedInPerson;
  let midwife: SignedInPerson;

  const addUnit = async (name: string, parent: string | null): Promise<UnitId> => {
    const { unit } = (await world.admin.client.post('/admin/units', { kind: 'unit', parent, name })).body;
    if (!isUnitId(unit)) throw new Error('no unit');
    return unit;
  };
  beforeAll(async () => {
    server = await startTestServer();
    world = await createWorld(server);
    surgery = await addUnit('Chirurgie', null);
    ward = await addUnit('Salle 4', surgery);
    maternity = await addUnit('Maternité', null);
    head = await world.colleague({ unit: 'Chirurgie' });
    member = await world.colleague({ unit: 'Salle 4' });
    midwife = await world.colleague({ unit: 'Maternité' });
    const { n, head: prev } = world.organisationChain;
    const payload = { user: head.user, role: 'unit_head', unit: surgery } as const;
    await world.actAsAdmin(makeOrganisationLink(world.admin, n + 1, prev, { type: 'set_role', payload }));
  });
  afterAll(() => server.stop());

  const write = (by: SignedInPerson, changes: Partial<Announcement> = {}): Announcement => ({
    v: 1,
    id: randomUUID(),
    organisation: world.organisation,
    atMs: Date.now(),
    untilMs: Date.now() + 86_400_000,
    title: 'Coupure d’eau',
    text: 'Demain de 6 h à 8 h.',
    asks: true,
    signer: { user: by.user, device: by.device, chainN: 0 },
    ...changes,
  });
  const to = (unit: UnitId, name: string): Partial<Announcement> => ({ to: { unit, name } });
  const send = (by: SignedInPerson, said: Announcement, keys = by.keys) =>
    by.client.post('/admin/announcements', { statement: makeStatement('announcement', said, keys) });
  const read = async (who: SignedInPerson): Promise<readonly { readonly id: string; readonly acknowledged: boolean }[]> =>
    (await who.client.get('/announcements')).body.announcements.map(
      ({ statement, acknowledged }: { statement: { body: Uint8Array }; acknowledged: boolean }) => ({
        id: JSON.parse(new TextDecoder().decode(statement.body)).id,
        acknowledged,
      }),
    );
  const sees = async (who: SignedInPerson, { id }: Announcement) => (await read(who)).some((one) => one.id === id);
  const lineOf = async ({ id }: Announcement, by = world.admin) =>
    (await by.client.get('/admin/announcements')).body.announcements.find(
      (line: { announcement: string }) => line.announcement === id,
    );
  const end = (by: SignedInPerson, { id }: Announcement) => by.client.post(`/admin/announcements/${id}/end`);

  it('ANNOUNCE-1, ANNOUNCE-6 administrators speak to everybody and to any unit, heads to theirs and what is below, others to nobody', async () => {
    const code = async (by: SignedInPerson, said: Announcement) => (await send(by, said)).body.code;
    expect(await code(member, write(member, to(ward, 'Salle 4')))).toBe('auth/forbidden');
    expect(await code(head, write(head))).toBe('auth/forbidden');
    expect(await code(head, write(head, to(maternity, 'Maternité')))).toBe('auth/forbidden');
    expect((await member.client.get('/admin/announcements')).body.code).toBe('auth/forbidden');
    const [everybody, below] = [write(world.admin), write(head, to(ward, 'Salle 4'))];
    expect((await send(world.admin, everybody)).status).toBe(201);
    expect((await send(head, below)).status).toBe(201);
    expect([await sees(midwife, everybody), await sees(midwife, below)]).toEqual([true, false]);
    expect([await sees(member, everybody), await sees(member, below)]).toEqual([true, true]);
    // She sees those of her unit alone; to everybody she ends nothing.
    expect(await lineOf(everybody, head)).toBeUndefined();
    expect((await end(head, everybody)).body.code).toBe('auth/forbidden');
    expect((await end(member, below)).body.code).toBe('auth/forbidden');
    expect((await end(head, below)).status).toBe(200);
    expect(await sees(member, below)).toBe(false);
  });

  it('ANNOUNCE-2 what her device did not sign, or not for now and for this organisation, is refused', async () => {
    const code = async (said: Announcement, keys = world.admin.keys) => (await send(world.admin, said, keys)).body.code;
    const { admin } = world;
    expect(await code(write(admin), makeKeys())).toBe('announcement/invalid');
    expect(await code(write(admin, { organisation: random(32) }))).toBe('announcement/invalid');
    expect(await code(write(admin, { untilMs: Date.now() - 1 }))).toBe('announcement/invalid');
    expect(await code(write(admin, { untilMs: Date.now() + 91 * 86_400_000 }))).toBe('announcement/invalid');
    expect(await code(write(admin, { atMs: Date.now() - 86_400_000 }))).toBe('announcement/invalid');
    expect(await code(write(admin, { title: '' }))).toBe('announcement/invalid');
    expect(await code(write(admin, { text: 'x'.repeat(2001) }))).toBe('announcement/invalid');
    expect(await code(write(head))).toBe('auth/forbidden');
    const said = write(admin);
    expect((await send(admin, said)).status).toBe(201);
    // The same again is the same; another under its id is refused.
    const statement = makeStatement('announcement', said, admin.keys);
    expect((await admin.client.post('/admin/announcements', { statement })).status).toBe(201);
    expect(await code({ ...said, text: 'Autre' })).toBe('announcement/invalid');
  });

  it('ANNOUNCE-3, ANNOUNCE-5 connected devices hear of it; acknowledging counts once, also after its end; nobody acknowledges for others', async () => {
    const socket = await joinSocket(server, member);
    const said = write(world.admin, { title: `<script>alert(1)</script>'; drop table announcement; --` });
    await send(world.admin, said);
    await socket.waitFor((frame) => frame.type === 'organisation');
    socket.close();
    const acknowledge = (who: SignedInPerson) => who.client.post(`/announcements/${said.id}/acknowledge`);
    expect((await acknowledge(midwife)).status).toBe(404); // her devices do not have it
    expect(await sees(member, said)).toBe(true);
    expect((await acknowledge(member)).status).toBe(200);
    expect((await acknowledge(member)).status).toBe(200);
    expect(await lineOf(said)).toMatchObject({ people: 4, told: 1, acknowledged: 1, title: said.title, sender: 'Admin' });
    expect((await read(member)).find(({ id }) => id === said.id)?.acknowledged).toBe(true);
    await sees(midwife, said);
    await end(world.admin, said);
    expect((await acknowledge(midwife)).status).toBe(200);
    expect(await lineOf(said)).toMatchObject({ told: 2, acknowledged: 2 });
    expect((await member.client.post('/announcements/nothing/acknowledge')).status).toBe(404);
  });

  it('ANNOUNCE-4 counts alone, by unit, and none of fewer than five people', async () => {
    const said = write(world.admin);
    await send(world.admin, said);
    expect((await lineOf(said)).units).toEqual([]);
    const five = await Promise.all(Array.from({ length: 5 }, () => world.colleague({ unit: 'Maternité' })));
    await Promise.all(five.map((one) => sees(one, said)));
    const line = await lineOf(said);
    // Maternity has six; the four others are told with them, which tells nothing that the sums do not.
    expect([line.people, line.told, line.units]).toEqual([9, 5, []]);
    await Promise.all(Array.from({ length: 2 }, () => world.colleague({ unit: 'Chirurgie' })));
    expect((await lineOf(said)).units).toEqual([
      { unit: 'Maternité', people: 6, told: 5, acknowledged: 0 },
      { people: 5, told: 0, acknowledged: 0 },
    ]);
    expect(JSON.stringify(line)).not.toContain(member.user);
  });
});
