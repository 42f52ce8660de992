import { isUnitId, uuidV7 } from '@sanad/model/ids';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, createWorld, type SignedInPerson, type World } from './support/test-client.ts';
import { makeOrganisationLink, random } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

describe('sites and units', () => {
  let server: TestServer;
  let world: World;
  let database: pg.Client;
  beforeAll(async () => {
    server = await startTestServer();
    world = await createWorld(server);
    database = new pg.Client(server.databaseUrl);
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await server.stop();
  });

  const add = async (name: string, parent: string | null = null, kind = 'unit') =>
    world.admin.client.post('/admin/units', { kind, parent, name });
  const added = async (name: string, parent: string | null = null, kind = 'unit'): Promise<string> => {
    const answer = await add(name, parent, kind);
    expect([name, answer.status]).toEqual([name, 200]);
    return answer.body.unit;
  };
  const unitOf = async (person: SignedInPerson): Promise<string> => (await person.client.get('/me')).body.unit;
  const acts = async () =>
    (await database.query<{ act: string }>("select act from audit where act like 'unit.%' order by n")).rows.map(
      ({ act }) => act,
    );
  const inTree = async (unit: string) =>
    (await world.admin.client.get('/admin/units')).body.units.find((one: { unit: string }) => one.unit === unit);
  const makeHead = (person: SignedInPerson, unit: string) => {
    if (!isUnitId(unit)) throw new Error('no unit');
    const { n, head } = world.organisationChain;
    const payload = { user: person.user, role: 'unit_head', unit } as const;
    return world.actAsAdmin(makeOrganisationLink(world.admin, n + 1, head, { type: 'set_role', payload }));
  };

  it('UNIT-1 anybody reads the names, administrators alone change them, and every change is written down', async () => {
    const site = await added('Site Farhat', null, 'site');
    const unit = await added('Réanimation', site);
    const names = (await createClient(server).get('/units')).body.units;
    expect(names).toEqual([
      { unit: site, kind: 'site', name: 'Site Farhat' },
      { unit, kind: 'unit', parent: site, name: 'Réanimation' },
    ]);
    const member = await world.colleague();
    for (const [path, body] of [
      ['/admin/units', { kind: 'unit', parent: null, name: 'Sienne' }],
      [`/admin/units/${unit}/change`, { parent: null, name: 'Sienne' }],
      [`/admin/units/${unit}/remove`, {}],
    ] as const)
      expect([path, (await member.client.post(path, body)).body.code]).toEqual([path, 'auth/forbidden']);
    expect((await member.client.get('/admin/units')).status).toBe(403);
    expect((await createClient(server).get('/admin/units')).status).toBe(401);
    expect(await acts()).toEqual(['unit.add', 'unit.add']);
  });

  it('UNIT-2 places that make no tree are refused, and so is a name that stands there already', async () => {
    const above = await added('Chirurgie');
    let last = above;
    for (const name of ['A', 'B', 'C', 'D', 'E']) last = await added(name, last);
    const code = async (answer: Promise<{ body: { code: string } }>) => (await answer).body.code;
    expect(await code(add('F', last))).toBe('unit/place');
    expect(await code(add('Site', above, 'site'))).toBe('unit/place');
    expect(await code(add('Nulle part', uuidV7(Date.now(), random(10))))).toBe('unit/place');
    expect(await code(world.admin.client.post(`/admin/units/${above}/change`, { parent: last, name: 'Chirurgie' }))).toBe(
      'unit/place',
    );
    expect(await code(add('CHIRURGIE'))).toBe('unit/name-taken');
    expect(await code(add(''))).toBe('request/malformed');
    expect(await code(world.admin.client.post('/admin/units/nobody/remove', {}))).toBe('unit/unknown');
  });

  it('UNIT-3 people who typed a name belong to it once it is added; when it is renamed, what is read of them follows', async () => {
    const person = await world.colleague({ unit: 'urgences' });
    const answer = await add('Urgences');
    expect(answer.body.matched).toBe(1);
    expect(await unitOf(person)).toBe('Urgences');
    await world.admin.client.post(`/admin/units/${answer.body.unit}/change`, { parent: null, name: 'Urgences adultes' });
    expect(await unitOf(person)).toBe('Urgences adultes');
    const later = await world.signUp({ unit: 'URGENCES ADULTES' });
    expect((await inTree(answer.body.unit)).people).toBe(2);
    expect(await unitOf(later)).toBe('URGENCES ADULTES');
  });

  it('UNIT-3 a name that two units have says nothing of whom it means', async () => {
    const [a, b] = [await added('Pavillon A', null, 'site'), await added('Pavillon B', null, 'site')];
    await added('Consultation', a);
    const person = await world.colleague({ unit: 'consultation' });
    const second = await add('Consultation', b);
    expect(second.body.matched).toBe(0);
    const lost = await world.colleague({ unit: 'consultation' });
    expect((await inTree(second.body.unit)).people).toBe(0);
    expect(await unitOf(person)).toBe('consultation');
    expect(await unitOf(lost)).toBe('consultation');
  });

  it('UNIT-6 who chooses one of two that are called the same belongs to that one, under its name; one that is gone is what she typed', async () => {
    const [a, b] = [await added('Étage 1', null, 'site'), await added('Étage 2', null, 'site')];
    const [here, there] = [await added('Stomathérapie', a), await added('Stomathérapie', b)];
    const person = await world.colleague({ unit: 'Stomathérapie' });
    const chooses = async (unitId: string) => (await person.client.patch('/me', { unit: 'stomathérapie', unitId })).body;
    expect(await chooses(there)).toMatchObject({ unit: 'Stomathérapie', unitId: there });
    expect([(await inTree(here)).people, (await inTree(there)).people]).toEqual([0, 1]);
    expect(await chooses(here)).toMatchObject({ unitId: here });
    expect((await person.client.get('/me')).body).toMatchObject({ unit: 'Stomathérapie', unitId: here });
    // A site is no unit, and what is not there is none.
    for (const nothing of [a, uuidV7(Date.now(), random(10))]) {
      const answer = await chooses(nothing);
      expect(answer).toMatchObject({ unit: 'stomathérapie' });
      expect(answer.unitId).toBeUndefined();
    }
    // Without words of where she works nothing of it changes.
    await chooses(there);
    expect((await person.client.patch('/me', { extension: '12', unitId: here })).body).toMatchObject({ unitId: there });
  });

  it('UNIT-6, ADMIN-1 a head who says that she is of another unit answers for the one that she was given, and for no other', async () => {
    const [hers, other] = [await added('Rhumatologie'), await added('Oncologie')];
    const head = await world.colleague({ unit: 'Rhumatologie' });
    expect((await makeHead(head, hers)).status).toBe(200);
    expect((await head.client.patch('/me', { unit: 'Oncologie', unitId: other })).body).toMatchObject({ unitId: other });
    const seen = (await head.client.get('/admin/units')).body.units.map((one: { unit: string }) => one.unit);
    expect(seen).toEqual([hers]);
    const [asking] = [await world.signUp({ unit: 'Rhumatologie' }), await world.signUp({ unit: 'Oncologie' })];
    const pending = (await head.client.get('/admin/pending')).body.accounts.map((one: { user: string }) => one.user);
    expect(pending).toEqual([asking.user]);
  });

  it('UNIT-6, USAGE-3 figures of units that are called the same say where each stands; the others go by their name', async () => {
    const site = await added('Site Sahloul', null, 'site');
    const [left, right] = [await added('Aile A', site), await added('Aile B', site)];
    const units = [await added('Hémodialyse', left), await added('Hémodialyse', right), await added('Hôtellerie', right)];
    for (const unitId of units) {
      const person = await world.colleague();
      await person.client.patch('/me', { unit: 'H', unitId });
    }
    const day = new Date().toISOString().slice(0, 10);
    const { names } = (await world.admin.client.get(`/admin/usage?from=${day}&to=${day}`)).body;
    const called = (unit: string) => names.find((one: { unit: string }) => one.unit === unit);
    expect(units.map(called)).toEqual([
      { unit: units[0], name: 'Aile A › Hémodialyse', site: 'Site Sahloul' },
      { unit: units[1], name: 'Aile B › Hémodialyse', site: 'Site Sahloul' },
      { unit: units[2], name: 'Hôtellerie', site: 'Site Sahloul' },
    ]);
  });

  it('UNIT-4 what has people, heads or units in it stays, with how many; a head sees hers and what is below', async () => {
    const above = await added('Pédiatrie');
    const below = await added('Néonatologie', above);
    const head = await world.colleague({ unit: 'Pédiatrie' });
    expect((await makeHead(head, above)).status).toBe(200);
    const remove = async (unit: string) => (await world.admin.client.post(`/admin/units/${unit}/remove`, {})).body;
    expect(await remove(above)).toEqual({ removed: false, people: 1, heads: 1, units: 1 });
    const seen = (await head.client.get('/admin/units')).body.units.map((one: { unit: string }) => one.unit);
    expect(seen).toEqual([above, below]);
    expect((await head.client.post(`/admin/units/${below}/remove`, {})).body.code).toBe('auth/forbidden');
    expect(await remove(below)).toEqual({ removed: true, people: 0, heads: 0, units: 0 });
    expect((await acts()).at(-1)).toBe('unit.remove');
  });

  it('UNIT-1 SQL and HTML in a name are a name', async () => {
    const name = `'); drop table unit; -- <img src=x onerror=alert(1)>`;
    const unit = await added(name);
    expect((await inTree(unit)).name).toBe(name);
  });
});
