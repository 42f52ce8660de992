import { bytesToBase64Url } from '@sanad/model/bytes';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, createWorld, type World } from './support/test-client.ts';
import { makePerson, random } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

describe('invitations', () => {
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

  const make = async (fields: object = {}) => (await world.admin.client.post('/admin/invitations', fields)).body;
  const list = async (query = '') => (await world.admin.client.get(`/admin/invitations${query}`)).body;
  const lineOf = async (invitation: string) =>
    (await list()).invitations.find((line: { invitation: string }) => line.invitation === invitation);
  const look = async (token: string) => createClient(server).post('/invitations/look', { token });
  const signUp = (invitation: string) =>
    createClient(server).post('/sign-up', { ...makePerson(world.organisation).request, invitation });
  const importRows = async (rows: readonly object[], check = false) =>
    (await world.admin.client.post('/admin/invitations/import', { check, rows })).body.rows;
  const person = (name: string, fields: object = {}) => ({ name, email: `${name.toLowerCase()}@chu.tn`, ...fields });
  const acts = async () =>
    (await database.query<{ act: string }>("select act from audit where act like 'invite.%' order by n")).rows.map(
      ({ act }) => act,
    );

  it('INVITE-1 whoever may not invite is refused', async () => {
    const member = await world.colleague();
    const { invitation } = await make();
    for (const [path, body] of [
      ['/admin/invitations', {}],
      ['/admin/invitations/import', { check: true, rows: [{ name: 'A' }] }],
      [`/admin/invitations/${invitation}/revoke`, {}],
    ] as const)
      expect([path, (await member.client.post(path, body)).body.code]).toEqual([path, 'auth/forbidden']);
    expect((await member.client.get('/admin/invitations')).body.code).toBe('auth/forbidden');
    expect((await lineOf(invitation)).state).toBe('open');
  });

  it('INVITE-2, INVITE-3, INVITE-4 it says what the form begins with, makes one account, which still waits for approval', async () => {
    const fields = { name: 'Amel Nour', email: 'Amel@CHU.tn', staffNumber: 'm-42', profession: 'doctor', unit: 'Réanimation' };
    const { token, invitation, expiresAtMs } = await make(fields);
    expect(expiresAtMs - Date.now()).toBeGreaterThan(13.9 * 86_400_000);
    const wanted = { ...fields, email: 'amel@chu.tn', staffNumber: 'M-42' };
    expect((await look(token)).body).toEqual({ ...wanted, expiresAtMs });
    const request = { ...makePerson(world.organisation, { name: 'Amel N.' }).request, invitation: token };
    const client = createClient(server);
    const made = await client.post('/sign-up', request);
    expect([made.status, made.body.status]).toEqual([201, 'pending']);
    // Its answer was lost: the same request is the same account.
    expect((await createClient(server).post('/sign-up', request)).status).toBe(201);
    expect((await signUp(token)).body.code).toBe('invitation/invalid');
    expect((await look(token)).body.code).toBe('invitation/invalid');
    const waiting = (await world.admin.client.get('/admin/pending')).body.accounts.find(
      (account: { user: string }) => account.user === request.user,
    );
    expect(waiting.invitation).toEqual({ by: 'Admin', ...wanted });
    expect(await lineOf(invitation)).toMatchObject({ state: 'used', usedBy: { user: request.user, name: 'Amel N.' } });
    expect((await acts()).slice(-2)).toEqual(['invite.make', 'invite.use']);
  });

  it('INVITE-3 a sign-up that fails leaves the invitation as it was; two at the same time make one account', async () => {
    const { token } = await make();
    const taken = await world.signUp();
    const clash = { ...makePerson(world.organisation).request, invitation: token, email: taken.request.email };
    expect((await createClient(server).post('/sign-up', clash)).body.code).toBe('account/email-taken');
    const answers = await Promise.all([signUp(token), signUp(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403]);
  });

  it('INVITE-3 revoked, over and invented ones open nothing', async () => {
    const revoked = await make();
    expect((await world.admin.client.post(`/admin/invitations/${revoked.invitation}/revoke`)).status).toBe(200);
    expect((await world.admin.client.post(`/admin/invitations/${revoked.invitation}/revoke`)).status).toBe(404);
    const over = await make({ days: 1 });
    await database.query("update invitation set expires_at = now() - interval '1 second' where id = $1", [over.invitation]);
    for (const token of [revoked.token, over.token, bytesToBase64Url(random(32))]) {
      expect((await look(token)).body.code).toBe('invitation/invalid');
      expect((await signUp(token)).body.code).toBe('invitation/invalid');
    }
    expect((await lineOf(revoked.invitation)).state).toBe('revoked');
    expect((await list('?state=expired')).invitations.map((one: { invitation: string }) => one.invitation)).toEqual([
      over.invitation,
    ]);
    expect((await signUp("' or true --")).body.code).toBe('request/malformed');
    expect((await world.admin.client.post('/admin/invitations', { days: 91 })).body.code).toBe('request/malformed');
    expect((await list('?state=nothing')).code).toBe('request/malformed');
  });

  it('INVITE-5 the database has no token, and what nobody used is forgotten a month later', async () => {
    const { token, invitation } = await make({ name: 'Karim' });
    const { rows } = await database.query<{ text: string }>('select i::text as text from invitation i where id = $1', [
      invitation,
    ]);
    expect(rows[0]?.text).not.toContain(token);
    await database.query("update invitation set expires_at = now() - interval '31 days' where id = $1", [invitation]);
    await make();
    expect(await lineOf(invitation)).toBeUndefined();
  });

  it('INVITE-6 bad rows stop no good ones, and each is told what is wrong with it', async () => {
    const known = await world.signUp();
    await make({ email: 'deja@chu.tn' });
    const rows = [
      person('Ines'),
      person(''),
      { name: 'Sami', email: 'nobody' },
      { name: 'Sami', staffNumber: '???' },
      { name: 'Sami' },
      person('Leila', { profession: 'astronaute' }),
      person('Leila', { unit: 'x'.repeat(81) }),
      person('INES'),
      { name: 'Connu', email: known.request.email },
      { name: 'Invitée', email: 'deja@chu.tn' },
      person('Youssef', { staffNumber: 'M-77', profession: 'nurse', unit: 'Urgences' }),
    ];
    const faults = [
      undefined,
      'name',
      'email',
      'staff-number',
      'identifier',
      'profession',
      'unit',
      'duplicate',
      'account',
      'invited',
      undefined,
    ];
    const before = (await list()).total;
    expect((await importRows(rows, true)).map((row: { fault?: string }) => row.fault)).toEqual(faults);
    expect((await list()).total).toBe(before);
    const made = await importRows(rows);
    expect(made.map((row: { fault?: string }) => row.fault)).toEqual(faults);
    expect((await list()).total).toBe(before + 2);
    expect((await look(made.at(-1).token)).body).toMatchObject({ name: 'Youssef', staffNumber: 'M-77', unit: 'Urgences' });
    // Once more by mistake: nobody is invited twice.
    expect((await importRows(rows))[0].fault).toBe('invited');
    expect((await acts()).filter((act) => act === 'invite.import')).toHaveLength(1);
  });

  it('INVITE-6 SQL, HTML and formulas in a field are text', async () => {
    const name = `=HYPERLINK("http://x"); '); drop table invitation; -- <script>alert(1)</script>`;
    const [row] = await importRows([{ name, email: 'piege@chu.tn' }]);
    expect((await look(row.token)).body.name).toBe(name);
    expect((await importRows([{ name: `a${String.fromCharCode(0)}b`, email: 'nul@chu.tn' }]))[0].fault).toBe('name');
  });
});
