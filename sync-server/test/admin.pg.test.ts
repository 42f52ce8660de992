import { randomUUID } from 'node:crypto';
import { isUnitId, type UnitId } from '@sanad/model/ids';
import { bindingInput, ROLES, type Role } from '@sanad/model/wire/organisation-chain';
import { type Permission, permits } from '@sanad/model/wire/permissions';
import { defaultPolicy } from '@sanad/model/wire/policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src/db/database.ts';
import { sha256, statementHash } from '../src/devices/signature.ts';
import { createClient, createWorld, joinSocket, type Loose, type SignedInPerson, type World } from './support/test-client.ts';
import { makeOrganisationLink } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

let server: TestServer;
let world: World;
let database: Database;
beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  database = openDatabase(server.databaseUrl, () => undefined);
});
afterAll(async () => {
  await database.end();
  await server.stop();
});

type Act = Parameters<typeof makeOrganisationLink>[3];
const asAdmin = (act: Act) => {
  const { n, head } = world.organisationChain;
  return world.actAsAdmin(makeOrganisationLink(world.admin, n + 1, head, act));
};
/** Signed by whoever asks. */
async function sign(person: SignedInPerson, act: Act) {
  const chain = world.organisationChain;
  const link = makeOrganisationLink(person, chain.n + 1, chain.head, act);
  const answer = await person.client.post('/organisation/chain', { link });
  if (answer.status === 200) Object.assign(chain, { n: answer.body.n, head: statementHash('organisationLink', link) });
  return answer;
}
async function addUnit(name: string, parent?: UnitId): Promise<UnitId> {
  const id: string = randomUUID();
  if (!isUnitId(id)) throw new Error('a unit has a UUID');
  await database.query("insert into unit (id, kind, parent_id, name) values ($1, 'unit', $2, $3)", [id, parent ?? null, name]);
  return id;
}
async function withRole(role: Role, unit?: UnitId): Promise<SignedInPerson> {
  const person = await world.colleague();
  const grant = role === 'unit_head' ? { role, unit } : { role };
  if (role !== 'member')
    expect((await asAdmin({ type: 'set_role', payload: { user: person.user, ...grant } })).status, role).toBe(200);
  return person;
}

describe('who may do what', () => {
  /** One request for each permission that a route of its own asks for, about somebody or nobody in particular. */
  const requests: Readonly<Partial<Record<Permission, (client: SignedInPerson['client'], user: string) => Promise<Loose>>>> = {
    'accounts.approve': (client) => client.get('/admin/pending'),
    'accounts.read': (client) => client.get('/admin/accounts'),
    'accounts.unit': (client, user) => client.post(`/admin/accounts/${user}/unit`, { unit: null }),
    'accounts.password': (client, user) => client.post(`/admin/accounts/${user}/password-link`),
    'accounts.reset': (client) => client.get('/admin/resets'),
    'sessions.end': (client, user) => client.post(`/admin/accounts/${user}/sign-out`),
    'push.read': (client) => client.get('/admin/push'),
  };
  const acts: Readonly<Partial<Record<Permission, (user: SignedInPerson) => Act>>> = {
    'accounts.role': ({ user }) => ({ type: 'set_role', payload: { user, role: 'member' } }),
    'accounts.suspend': ({ user }) => ({ type: 'suspend', payload: { user } }),
    'devices.remove': ({ user, device }) => ({ type: 'remove_device', payload: { user, device } }),
    'policies.change': () => ({
      type: 'policy',
      payload: {
        ...defaultPolicy,
        urgent: { by: ['doctor'], everyMs: 120_000, forMs: 1_200_000, deadlineMs: 360_000 },
        files: { maxMb: 25, quotaMb: 1000 },
        calls: { turnOnly: false },
      },
    }),
  };

  for (const role of ROLES)
    it(`ADMIN-1: ${role}: each route and each link answers as the table says`, async () => {
      const unit = await addUnit(`Unit of ${role}`);
      const person = await withRole(role, unit);
      const other = await world.colleague();
      for (const [permission, request] of Object.entries(requests) as [Permission, (typeof requests)[Permission]][]) {
        const answer = await request?.(person.client, other.user);
        expect([permission, answer.status === 403], JSON.stringify(answer.body)).toEqual([
          permission,
          !permits(role, permission),
        ]);
      }
      for (const [permission, act] of Object.entries(acts) as [Permission, (typeof acts)[Permission]][]) {
        if (act === undefined) continue;
        const answer = await sign(person, act(other));
        expect([permission, answer.body.code === 'auth/forbidden']).toEqual([permission, !permits(role, permission)]);
      }
      expect((await createClient(server).get('/admin/accounts')).body.code).toBe('auth/required');
    });
});

describe('a head of unit', () => {
  it('ORG-11, ADMIN-1: approves and refuses who waits in her unit or below it, and sees nobody else', async () => {
    const maternity = await addUnit('Maternity of the head');
    await addUnit('Delivery room', maternity);
    await addUnit('Radiology of nobody');
    const head = await withRole('unit_head', maternity);
    const [inUnit, below, outside] = await Promise.all([
      world.signUp({ unit: 'maternity of the head' }),
      world.signUp({ unit: 'Delivery room' }),
      world.signUp({ unit: 'Radiology of nobody' }),
    ]);
    const seen = (await head.client.get('/admin/pending')).body.accounts.map(({ user }: { user: string }) => user);
    expect([inUnit, below, outside].map(({ user }) => seen.includes(user))).toEqual([true, true, false]);
    const approve = (person: SignedInPerson, role: Role = 'member') =>
      sign(head, {
        type: 'approve',
        payload: {
          user: person.user,
          genesis: person.genesisHash,
          binding: sha256(bindingInput(person.request.salt, person.request.name, person.request.profession)),
          role,
        },
      });
    expect((await approve(outside)).body.code).toBe('auth/forbidden');
    expect((await approve(below, 'administrator')).body.code).toBe('auth/forbidden');
    expect((await approve(inUnit)).status).toBe(200);
    expect((await inUnit.client.get('/me')).body.status).toBe('active');
    expect((await head.client.post(`/admin/pending/${outside.user}/refuse`)).status).toBe(404);
    expect((await head.client.post(`/admin/pending/${below.user}/refuse`)).status).toBe(200);
    // Whoever names another unit of hers becomes no head of it.
    expect((await head.client.patch('/me', { unit: 'Radiology of nobody' })).status).toBe(200);
    expect((await approve(outside)).body.code).toBe('auth/forbidden');
  });
});

describe('a refused request', () => {
  it('ADMIN-7: why it was refused is told to the person as it stands, and to nobody else', async () => {
    const [refused, other] = [await world.signUp(), await world.signUp()];
    const reason = "Matricule inconnu : <b>passez</b> au bureau '12'; drop table person";
    const post = (user: string, body: object) => world.admin.client.post(`/admin/pending/${user}/refuse`, body);
    expect((await post(refused.user, { reason: 'a'.repeat(301) })).body.code).toBe('request/malformed');
    expect((await post(refused.user, { reason })).status).toBe(200);
    expect((await refused.client.get('/me')).body).toEqual({ code: 'account/refused', reason });
    expect((await post(other.user, {})).status).toBe(200);
    expect((await other.client.get('/me')).body).toEqual({ code: 'account/refused' });
    const { rows } = await database.query('select body from audit where subject = $1', [refused.user]);
    expect(JSON.stringify(rows)).not.toContain('Matricule');
  });
});

describe('acts on an account', () => {
  it('ADMIN-4, AUTH-10: the sockets of somebody who is suspended, signed out or whose device is taken away close with the answer', async () => {
    const close = async (act: (person: SignedInPerson) => Promise<{ readonly status: number }>) => {
      const person = await world.colleague();
      const socket = await joinSocket(server, person);
      expect((await act(person)).status).toBe(200);
      return { person, code: await socket.closed };
    };
    const suspended = await close(({ user }) => asAdmin({ type: 'suspend', payload: { user } }));
    expect(suspended.code).toBe(4403);
    const signedOut = await close(({ user }) => world.admin.client.post(`/admin/accounts/${user}/sign-out`));
    expect(signedOut.code).toBe(4401);
    expect((await signedOut.person.client.get('/me')).body.code).toBe('auth/required');
    const taken = await close(({ user, device }) => asAdmin({ type: 'remove_device', payload: { user, device } }));
    expect(taken.code).toBe(4403);
    expect((await taken.person.client.get('/me')).body.code).toBe('device/revoked');
    // ORG-12: it may read what shows it why, and nothing else.
    expect((await taken.person.client.get('/organisation/chain')).status).toBe(200);
    expect((await taken.person.client.get(`/users/${world.admin.user}/chain`)).status).toBe(200);
    expect((await taken.person.client.get(`/users/${suspended.person.user}/chain`)).body.code).toBe('device/revoked');
    expect((await taken.person.client.get('/directory')).body.code).toBe('device/revoked');
  });

  it('ADMIN-4: one session ends, the others stay; nobody does it to herself', async () => {
    const person = await world.colleague();
    const other = createClient(server);
    const { email, password } = person.request;
    expect((await other.post('/sign-in', { login: email, password })).status).toBe(200);
    const { sessions, openDevices } = (await world.admin.client.get(`/admin/accounts/${person.user}`)).body;
    expect([sessions.length, openDevices.length]).toEqual([2, 1]);
    const newest = sessions[0].id;
    expect((await world.admin.client.post(`/admin/accounts/${person.user}/sessions/${newest}/end`)).status).toBe(200);
    expect((await other.get('/me')).body.code).toBe('auth/required');
    expect((await person.client.get('/me')).status).toBe(200);
    expect((await world.admin.client.post(`/admin/accounts/${world.admin.user}/sign-out`)).body.code).toBe('auth/forbidden');
    expect(
      (await world.admin.client.post(`/admin/accounts/${person.user}/sessions/${"'; drop table session; --"}/end`)).status,
    ).toBe(404);
  });

  it('ADMIN-5: a link gives a new password once, ends sessions and the other links, and opens no key', async () => {
    const person = await world.colleague();
    const make = async () => (await world.admin.client.post(`/admin/accounts/${person.user}/password-link`)).body.token;
    const [first, second] = [await make(), await make()];
    const client = createClient(server);
    const next = 'a quiet corridor at night';
    const use = (token: string, password = next) => client.post('/password-link', { token, password });
    expect((await use(first, 'aaaaaaaaaaaa')).body.code).toBe('account/password-weak');
    expect((await use('x'.repeat(43))).body.code).toBe('account/password-link');
    expect((await use(first)).status).toBe(200);
    expect((await use(first)).body.code).toBe('account/password-link');
    expect((await use(second)).body.code).toBe('account/password-link');
    expect((await person.client.get('/me')).body.code).toBe('auth/required');
    const { email, password } = person.request;
    expect((await client.post('/sign-in', { login: email, password })).body.code).toBe('auth/credentials');
    expect((await client.post('/sign-in', { login: email, password: next })).status).toBe(200);
    const { rows } = await database.query('select token_hash from password_link');
    expect(JSON.stringify(rows)).not.toContain(first);
  });

  it('ORG-4: the last administrator is neither removed nor demoted, not by herself either', async () => {
    const alone = await startTestServer();
    try {
      const lonely = await createWorld(alone);
      const { n, head } = lonely.organisationChain;
      const { user } = lonely.admin;
      for (const [act, code] of [
        [{ type: 'suspend', payload: { user } }, 'auth/forbidden'], // ADMIN-4
        [{ type: 'set_role', payload: { user, role: 'member' } }, 'chain/invalid'],
        [{ type: 'set_role', payload: { user, role: 'auditor' } }, 'chain/invalid'],
      ] as const)
        expect((await lonely.actAsAdmin(makeOrganisationLink(lonely.admin, n + 1, head, act))).body.code).toBe(code);
    } finally {
      await alone.stop();
    }
  });
});

describe('somebody who ended her account', () => {
  it('ACCOUNT-3, ORG-4: stays gone whatever the chain says of her, and is no administrator who could be left', async () => {
    const alone = await startTestServer();
    try {
      const small = await createWorld(alone);
      const other = await small.colleague();
      const act = (what: Act) => {
        const { n, head } = small.organisationChain;
        return small.actAsAdmin(makeOrganisationLink(small.admin, n + 1, head, what));
      };
      const { user } = other;
      expect((await act({ type: 'set_role', payload: { user, role: 'administrator' } })).status).toBe(200);
      expect((await other.client.post('/me/erase', { password: other.request.password })).status).toBe(200);
      // To the chain she is one still: without the accounts nobody would be left.
      const demoted = await act({ type: 'set_role', payload: { user: small.admin.user, role: 'member' } });
      expect(demoted.body.code).toBe('chain/invalid');
      expect((await act({ type: 'suspend', payload: { user } })).status).toBe(200);
      expect((await act({ type: 'reinstate', payload: { user } })).body.code).toBe('chain/invalid');
      expect((await act({ type: 'set_role', payload: { user, role: 'auditor' } })).body.code).toBe('chain/invalid');
      const { accounts } = (await small.admin.client.get('/admin/accounts')).body;
      expect(accounts.map((line: { user: string }) => line.user)).toEqual([small.admin.user]);
    } finally {
      await alone.stop();
    }
  });
});

describe('the table of accounts', () => {
  const names = [
    'Inès Trabelsi',
    'Karim "%_" O’Neil',
    '<script>alert(1)</script>',
    "Robert'); drop table person; --",
    'نور الهدى',
  ];
  let found: (query: string) => Promise<Loose>;
  beforeAll(async () => {
    for (const name of names) await world.signUp({ name });
    found = async (query) => (await world.admin.client.get(`/admin/accounts?${query}`)).body;
  });
  const namesOf = (page: Loose): string[] => page.accounts.map(({ name }: { name: string }) => name);

  it('ADMIN-3: what is typed is looked for as it stands, without case and accents', async () => {
    expect(namesOf(await found('text=ines'))).toEqual(['Inès Trabelsi']);
    expect(namesOf(await found(`text=${encodeURIComponent('%_')}`))).toEqual(['Karim "%_" O’Neil']);
    expect(namesOf(await found(`text=${encodeURIComponent("'); drop")}`))).toEqual(["Robert'); drop table person; --"]);
    expect(namesOf(await found(`text=${encodeURIComponent('<script>')}`))).toEqual(['<script>alert(1)</script>']);
    expect(namesOf(await found(`text=${encodeURIComponent('نور')}`))).toEqual(['نور الهدى']);
  });

  it('ADMIN-3: filtered, sorted and cut by the server, with the number of all', async () => {
    const [first, second] = [await found('limit=3&page=0'), await found('limit=3&page=1')];
    expect([first.accounts.length, second.accounts.length]).toEqual([3, 3]);
    expect(first.total).toBeGreaterThan(10);
    expect(new Set([...namesOf(first), ...namesOf(second)]).size).toBe(6);
    const pending = await found('status=pending&order=name&descending=true&limit=100');
    expect(pending.accounts.every(({ status }: { status: string }) => status === 'pending')).toBe(true);
    expect((await found('role=administrator')).accounts.every(({ role }: { role: string }) => role === 'administrator')).toBe(
      true,
    );
  });

  it('ADMIN-3: ten thousand accounts are looked through and cut into pages', async () => {
    await database.query(
      `with made as (
         insert into "user" (id, name, email, "emailVerified")
         select gen_random_uuid(), 'Personne ' || lpad(i::text, 5, '0'), 'p' || i || '@many.tn', false from generate_series(1, 10000) i
         returning id, name)
       insert into person (user_id, status, role, staff_number, profession, unit, salt)
       select id, 'active', 'member', 'MANY-' || right(name, 5), 'nurse', 'Maternité', ''::bytea from made`,
    );
    const last = await found('text=personne&page=199&limit=50');
    expect([last.total, last.accounts.length, namesOf(last).at(-1)]).toEqual([10_000, 50, 'Personne 10000']);
    expect(namesOf(await found('text=many-00777'))).toEqual(['Personne 00777']);
    expect(namesOf(await found('text=p4242@many.tn'))).toEqual(['Personne 04242']);
    expect((await found('text=personne&page=200&limit=50')).accounts).toEqual([]);
  });

  it('ADMIN-3: a question that is none is refused', async () => {
    for (const query of [
      'limit=101',
      'limit=0',
      'order=password',
      'page=-1',
      'role=god',
      'unit=1',
      `text=${'a'.repeat(81)}`,
      'x=1',
    ])
      expect((await found(query)).code, query).toBe('request/malformed');
    expect((await world.admin.client.get(`/admin/accounts/${'0'.repeat(36)}`)).status).toBe(404);
  });
});
