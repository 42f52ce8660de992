/** What somebody with a role, a colleague or a stranger tries against the administration, and what becomes of it. */
import { randomUUID } from 'node:crypto';
import { isUnitId, type UnitId } from '@sanad/model/ids';
import type { Announcement } from '@sanad/model/wire/announcement';
import { bindingInput, type Role } from '@sanad/model/wire/organisation-chain';
import { defaultPolicy, type Policy } from '@sanad/model/wire/policy';
import { proveInput } from '@sanad/model/wire/up';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256, statementHash } from '../src/devices/signature.ts';
import { createClient, createWorld, joinSocket, openSocket, type SignedInPerson, type World } from './support/test-client.ts';
import { makeOrganisationLink, makePerson, makeStatement, signWith } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

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

type Act = Parameters<typeof makeOrganisationLink>[3];
async function sign(person: SignedInPerson, act: Act, atMs = Date.now()) {
  const chain = world.organisationChain;
  const link = makeOrganisationLink(person, chain.n + 1, chain.head, act, atMs);
  const answer = await person.client.post('/organisation/chain', { link });
  if (answer.status === 200) Object.assign(chain, { n: answer.body.n, head: statementHash('organisationLink', link) });
  return answer;
}
const setRole = async ({ user }: SignedInPerson, role: Role, unit?: UnitId) => {
  const grant = role === 'unit_head' ? { role, unit } : { role };
  expect((await sign(world.admin, { type: 'set_role', payload: { user, ...grant } })).status).toBe(200);
};
async function withRole(role: Role, unit?: UnitId): Promise<SignedInPerson> {
  const person = await world.colleague();
  await setRole(person, role, unit);
  return person;
}
async function addUnit(name: string): Promise<UnitId> {
  const { unit } = (await world.admin.client.post('/admin/units', { kind: 'unit', parent: null, name })).body;
  if (!isUnitId(unit)) throw new Error('a unit has an id');
  return unit;
}
const approval = (person: SignedInPerson): Act => ({
  type: 'approve',
  payload: {
    user: person.user,
    genesis: person.genesisHash,
    binding: sha256(bindingInput(person.request.salt, person.request.name, person.request.profession)),
    role: 'member',
  },
});
const countOf = async (sql: string, values: readonly unknown[]) => (await database.query(sql, [...values])).rowCount;
const trust = (person: SignedInPerson) =>
  database.query(
    `insert into verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
     values (gen_random_uuid(), $1, $2, now() + interval '30 days', now(), now())`,
    [`trust-device-${randomUUID()}`, person.user],
  );
const isTrusted = async ({ user }: SignedInPerson) =>
  (await countOf("select 1 from verification where identifier like 'trust-device-%' and value = $1", [user])) !== 0;

describe('a head of unit', () => {
  it('ADMIN-1: does not let in whom somebody refused', async () => {
    const head = await withRole('unit_head', await addUnit('Gastro'));
    const refused = await world.signUp({ unit: 'Gastro' });
    expect((await world.admin.client.post(`/admin/pending/${refused.user}/refuse`, {})).status).toBe(200);
    expect((await sign(head, approval(refused))).body.code).toBe('auth/forbidden');
    expect((await refused.client.get('/me')).body.code).toBe('account/refused');
    // An administrator may think better of it.
    expect((await sign(world.admin, approval(refused))).status).toBe(200);
  });

  it('ANNOUNCE-1: names no other unit than the one that she tells it to', async () => {
    const unit = await addUnit('Dermatologie');
    const head = await withRole('unit_head', unit);
    const send = (name: string) => {
      const said: Announcement = {
        v: 1,
        id: randomUUID(),
        organisation: world.organisation,
        atMs: Date.now(),
        untilMs: Date.now() + 86_400_000,
        to: { unit, name },
        title: 'Garde',
        text: 'Le planning change.',
        asks: false,
        signer: { user: head.user, device: head.device, chainN: 0 },
      };
      return head.client.post('/admin/announcements', { statement: makeStatement('announcement', said, head.keys) });
    };
    expect((await send('Tout l’hôpital')).body.code).toBe('announcement/invalid');
    expect((await send('Dermatologie')).status).toBe(201);
    const codes = new Set<string>();
    for (let i = 0; i < 30; i++) codes.add((await send('Tout l’hôpital')).body.code);
    expect(codes).toContain('request/rate-limited');
  });
});

describe('an administrator', () => {
  it('ADMIN-4: neither suspends herself nor takes her own device away', async () => {
    const other = await withRole('administrator');
    const { user, device } = other;
    expect((await sign(other, { type: 'suspend', payload: { user } })).body.code).toBe('auth/forbidden');
    expect((await sign(other, { type: 'remove_device', payload: { user, device } })).body.code).toBe('auth/forbidden');
    expect((await other.client.get('/me')).body.status).toBe('active');
    await setRole(other, 'member');
  });

  it('ADMIN-5: what links she made end with her role, by whichever act', async () => {
    const colleague = await world.colleague();
    const made = async (by: SignedInPerson) =>
      (await by.client.post(`/admin/accounts/${colleague.user}/password-link`)).body.token as string;
    const use = (token: string) => createClient(server).post('/password-link', { token, password: 'un couloir la nuit' });
    const [demoted, suspended, again, left] = await Promise.all([1, 2, 3, 4].map(() => world.colleague()));
    if (!demoted || !suspended || !again || !left) throw new Error('four');
    const tokens: string[] = [];
    for (const one of [demoted, suspended, again, left]) {
      await setRole(one, 'administrator');
      tokens.push(await made(one));
    }
    await setRole(demoted, 'auditor');
    await sign(world.admin, { type: 'suspend', payload: { user: suspended.user } });
    expect((await sign(world.admin, approval(again))).status).toBe(200);
    expect((await left.client.post('/me/erase', { password: left.request.password })).status).toBe(200);
    for (const token of tokens) expect((await use(token)).body.code).toBe('account/password-link');
    expect((await use(await made(world.admin))).status).toBe(200);
  });

  it('ADMIN-5: a link does not outlast a suspension, nor a password that its owner chose since', async () => {
    const make = async ({ user }: SignedInPerson) =>
      (await world.admin.client.post(`/admin/accounts/${user}/password-link`)).body.token as string;
    const use = (token: string) => createClient(server).post('/password-link', { token, password: 'un couloir la nuit' });
    const [suspended, changed] = [await world.colleague(), await world.colleague()];
    const [first, second] = [await make(suspended), await make(changed)];
    await sign(world.admin, { type: 'suspend', payload: { user: suspended.user } });
    await sign(world.admin, { type: 'reinstate', payload: { user: suspended.user } });
    expect((await use(first)).body.code).toBe('account/password-link');
    const next = { current: changed.request.password, next: 'la fenêtre du couloir', endOthers: false };
    expect((await changed.client.post('/me/password', next)).status).toBe(200);
    expect((await use(second)).body.code).toBe('account/password-link');
  });

  it('ADMIN-5: a link that two use at the same moment gives one password', async () => {
    const { user } = await world.colleague();
    const { token } = (await world.admin.client.post(`/admin/accounts/${user}/password-link`)).body;
    const use = (password: string) => createClient(server).post('/password-link', { token, password });
    const answers = await Promise.all([use('un couloir la nuit'), use('une fenêtre le jour'), use('un escalier le soir')]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('AUTH-12: with a device that she takes away, and with a suspension, go the browsers that were trusted', async () => {
    const [lost, suspended] = [await world.colleague(), await world.colleague()];
    await Promise.all([trust(lost), trust(suspended)]);
    const { user, device } = lost;
    expect((await sign(world.admin, { type: 'remove_device', payload: { user, device } })).status).toBe(200);
    expect((await sign(world.admin, { type: 'suspend', payload: { user: suspended.user } })).status).toBe(200);
    expect([await isTrusted(lost), await isTrusted(suspended)]).toEqual([false, false]);
  });

  it('ORG-4: of two who demote or suspend one another at the same moment one stays', async () => {
    for (const type of ['set_role', 'suspend'] as const) {
      const alone = await startTestServer();
      const client = new pg.Client(alone.databaseUrl);
      try {
        await client.connect();
        const small = await createWorld(alone);
        const other = await small.colleague();
        const chain = small.organisationChain;
        const promotion: Act = { type: 'set_role', payload: { user: other.user, role: 'administrator' } };
        expect((await small.actAsAdmin(makeOrganisationLink(small.admin, chain.n + 1, chain.head, promotion))).status).toBe(200);
        const against = (by: SignedInPerson, { user }: SignedInPerson) => {
          const act: Act = type === 'suspend' ? { type, payload: { user } } : { type, payload: { user, role: 'member' } };
          return by.client.post('/organisation/chain', { link: makeOrganisationLink(by, chain.n + 1, chain.head, act) });
        };
        const answers = await Promise.all([against(small.admin, other), against(other, small.admin)]);
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
        const left = await client.query("select 1 from person where role = 'administrator' and status = 'active'");
        expect(left.rowCount).toBe(1);
      } finally {
        await client.end();
        await alone.stop();
      }
    }
  });

  it('POLICY-10, POLICY-2: dates no rule back or ahead', async () => {
    const day = 86_400_000;
    const rule = (changes: Partial<Policy>, atMs: number) =>
      sign(world.admin, { type: 'policy', payload: { ...defaultPolicy, ...changes } }, atMs);
    const erasing = { retention: { weeks: 4 } };
    expect((await rule(erasing, Date.now() - 8 * day)).body.code).toBe('chain/invalid');
    expect((await rule({ secondFactor: { of: 'everybody', graceDays: 0 } }, Date.now() + 8 * day)).body.code).toBe(
      'chain/invalid',
    );
    expect((await rule(erasing, Date.now())).status).toBe(200);
    expect((await rule({}, Date.now())).status).toBe(200);
  });
});

describe('a socket that was opened before', () => {
  it('ADMIN-4, AUTH-10: does not join after its person was suspended or signed out, or its device taken away', async () => {
    const acts: readonly ((person: SignedInPerson) => Promise<{ readonly status: number }>)[] = [
      ({ user }) => sign(world.admin, { type: 'suspend', payload: { user } }),
      ({ user }) => world.admin.client.post(`/admin/accounts/${user}/sign-out`),
      ({ user, device }) => sign(world.admin, { type: 'remove_device', payload: { user, device } }),
    ];
    for (const act of acts) {
      const person = await world.colleague();
      const socket = openSocket(server, person.client.cookie, person);
      const { nonce } = await socket.waitFor((frame) => frame.type === 'challenge');
      socket.send({ type: 'prove', sig: signWith(person.keys, proveInput(nonce, person.device)) });
      // The relay takes one frame after the other: once a second socket of hers is in, this one is proved.
      (await joinSocket(server, person)).close();
      expect((await act(person)).status).toBe(200);
      socket.send({ type: 'join', peerMetadata: {}, supportedProtocolVersions: ['1'], targetId: undefined });
      expect(await socket.closed).toBe(4401);
      expect(socket.frames.map(({ type }) => type)).toEqual(['challenge']);
    }
  });
});

describe('an account that is gone', () => {
  it('ACCOUNT-3: nobody is moved who ended her account, and her unit can be removed', async () => {
    const unit = await addUnit('Unité fermée');
    const gone = await world.colleague();
    expect((await gone.client.post('/me/erase', { password: gone.request.password })).status).toBe(200);
    expect((await world.admin.client.post(`/admin/accounts/${gone.user}/unit`, { unit })).status).toBe(404);
    expect((await world.admin.client.post(`/admin/units/${unit}/remove`)).body).toMatchObject({ removed: true });
  });

  it('ACCOUNT-2, ACCOUNT-3: no word of hers stays in the invitation by which she came, nor in what usage is counted by', async () => {
    const invited = { name: 'Yosra Marquée', email: 'yosra.marquee@chu.tn', staffNumber: 'YOS-1', unit: 'Étage-Marqué' };
    const { token } = (await world.admin.client.post('/admin/invitations', invited)).body;
    const made = makePerson(world.organisation, { name: 'Yosra Marquée', unit: 'Étage-Marqué' });
    const client = createClient(server);
    expect((await client.post('/sign-up', { ...made.request, invitation: token })).status).toBe(201);
    const person = { ...made, client };
    expect((await sign(world.admin, approval(person))).status).toBe(200);
    for (const sql of [
      "insert into person_day values (current_date, $1, 'Étage-Marqué')",
      "insert into usage_day select current_date, 'Étage-Marqué', kind, 7 from (values ('message'), ('people')) as x (kind) where $1::uuid is not null",
      "insert into usage_alarm (day, unit, outcome) select current_date, 'Étage-Marqué', 'late' where $1::uuid is not null",
    ])
      await database.query(sql, [person.user]);
    await database.query(
      `insert into announcement (id, body, sig, until_at) values ('${randomUUID()}', '', $1, now()) returning id`,
      [Buffer.alloc(64)],
    );
    await database.query(
      'insert into announcement_told (announcement_id, user_id) select id, $1 from announcement where body = $2',
      [person.user, Buffer.alloc(0)],
    );
    // ACCOUNT-2: until then it is hers to read.
    const all = (await client.get('/me/export')).body;
    expect(all.invitation).toMatchObject(invited);
    expect([all.days.length, all.announcements.length]).toEqual([1, 1]);
    expect(all.days[0].unit).toBe('Étage-Marqué');
    await database.query('delete from announcement where body = $1', [Buffer.alloc(0)]);
    expect((await client.post('/me/erase', { password: made.request.password })).status).toBe(200);
    const { rows } = await database.query<{ t: string }>(
      "select quote_ident(tablename) as t from pg_tables where schemaname = 'public'",
    );
    for (const { t } of rows)
      for (const word of ['Yosra', 'yosra', 'YOS-1', 'Étage-Marqué'])
        expect([t, await countOf(`select 1 from ${t} x where x::text like $1`, [`%${word}%`])]).toEqual([t, 0]);
    // The link by which she came opens nothing again.
    const again = { ...makePerson(world.organisation).request, invitation: token };
    expect((await createClient(server).post('/sign-up', again)).body.code).toBe('invitation/invalid');
  });
});

describe('a colleague', () => {
  it('ORG-7: does not have everybody told of a link again that she did not sign', async () => {
    const person = await world.colleague();
    const { n } = world.organisationChain;
    const { links } = (await person.client.get(`/organisation/chain?from=${n}`)).body;
    expect((await person.client.post('/organisation/chain', { link: links[0] })).body.code).toBe('auth/forbidden');
    expect((await world.admin.client.post('/organisation/chain', { link: links[0] })).body).toEqual({ n });
  });
});

describe('a stranger', () => {
  it('INVITE-3, AUTH-4: learns from an invented invitation nothing of who has an account', async () => {
    const { request } = await world.colleague();
    const invitation = 'x'.repeat(43);
    for (const known of [{ email: request.email }, { staffNumber: request.staffNumber }, {}]) {
      const made = makePerson(world.organisation, known);
      expect((await createClient(server).post('/sign-up', { ...made.request, invitation })).body.code).toBe('invitation/invalid');
    }
  });
});

describe('the log', () => {
  it('SHARED-2, AUDIT-7: a file that a link of one person fetches is not taken in another’s session', async () => {
    const other = await withRole('auditor');
    const count = async () =>
      countOf("select 1 from audit where act in ('audit.export', 'usage.export') and actor = $1", [other.user]);
    const day = new Date().toISOString().slice(0, 10);
    for (const path of ['/admin/audit/export?', `/admin/usage/export?from=${day}&to=${day}&`]) {
      const before = await count();
      const asked = (user: string) => other.client.get(`${path}sanad-person=${user}`);
      expect((await asked(world.admin.user)).body.code).toBe('auth/other-person');
      expect(await count()).toBe(before);
      expect((await asked(other.user)).status).toBe(200);
    }
    expect(await count()).toBe(2);
  });

  it('AUDIT-4: nobody fills it by asking for everything of hers, or by withdrawing again and again', async () => {
    const person = await world.colleague();
    for (let i = 0; i < 12; i++) await person.client.get('/me/export');
    expect((await person.client.get('/me/export')).body.code).toBe('request/rate-limited');
    for (let i = 0; i < 6; i++) {
      await database.query(
        `insert into reset_request (user_id, device, sig, kem, label, recovery_sig, recovery_kem, user_key)
         values ($1, $2, $3, $4, 'x', $3, $4, $4)`,
        [person.user, Buffer.alloc(16, i), Buffer.alloc(32), Buffer.alloc(65)],
      );
      expect((await person.client.post('/me/reset/cancel')).status).toBe(200);
    }
    const { rows } = await database.query('select act, count(*)::int as count from audit where actor = $1 group by act', [
      person.user,
    ]);
    for (const { act, count } of rows) expect([act, count <= 10]).toEqual([act, true]);
    expect(rows.find(({ act }) => act === 'reset.cancel')?.count).toBe(1);
  });

  it('AUDIT-4: nor by files of the log and of usage, one after the other', async () => {
    const reader = await world.colleague();
    await database.query("update person set role = 'auditor' where user_id = $1", [reader.user]);
    const paths = ['/admin/audit/export', '/admin/usage/export?from=2026-01-01&to=2026-01-02'];
    const statuses: number[] = [];
    for (let i = 0; i < 64; i++) statuses.push((await reader.client.get(paths[i % 2] ?? '')).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.slice(60)).toEqual([429, 429, 429, 429]);
    const { rows } = await database.query('select count(*)::int as count from audit where actor = $1', [reader.user]);
    expect(rows[0]?.count).toBeLessThanOrEqual(64);
  });

  it('AUDIT-1: what cannot be written down is not done', async () => {
    const person = await world.colleague();
    await database.query(
      `insert into reset_request (user_id, device, sig, kem, label, recovery_sig, recovery_kem, user_key)
       values ($1, $2, $3, $4, 'x', $3, $4, $4)`,
      [person.user, Buffer.alloc(16, 77), Buffer.alloc(32), Buffer.alloc(65)],
    );
    await database.query(
      `create function refuse_all() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
       create trigger refuse_all before insert on audit for each statement execute function refuse_all()`,
    );
    try {
      expect((await world.admin.client.post(`/admin/resets/${person.user}/refuse`)).status).toBe(500);
      expect((await person.client.post('/me/reset/cancel')).status).toBe(500);
      expect(await countOf('select 1 from reset_request where user_id = $1 and not refused', [person.user])).toBe(1);
      const next = { current: person.request.password, next: 'la fenêtre du couloir', endOthers: true };
      expect((await person.client.post('/me/password', next)).status).toBe(500);
    } finally {
      await database.query('drop function refuse_all cascade');
    }
    const { email, password } = person.request;
    expect((await createClient(server).post('/sign-in', { login: email, password })).status).toBe(200);
  });
});
