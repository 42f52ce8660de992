import { defaultPolicy } from '@sanad/model/wire/policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, createWorld, type World } from './support/test-client.ts';
import { makeKeys, makeOrganisation, makeOrganisationLink, makePerson, random, userKeyGrant } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

describe('before an organisation exists', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('AUTH-3: nobody signs up, and the first-administrator token works once', async () => {
    const client = createClient(server);
    expect((await client.get('/service')).body.organisation).toBeUndefined();
    const early = await client.post('/sign-up', makePerson(random(32)).request);
    expect([early.status, early.body.code]).toEqual([409, 'account/no-organisation']);
    const wrong = await client.post('/sign-up', makePerson({ founding: makeOrganisation('wrong') }).request);
    expect([wrong.status, wrong.body.code]).toEqual([403, 'account/first-admin-link']);

    const token = server.firstAdminUrl?.split('#')[1] ?? '';
    const founder = makePerson({ founding: makeOrganisation(token) });
    const made = await client.post('/sign-up', founder.request);
    expect([made.status, made.body.status, made.body.role]).toEqual([201, 'active', 'administrator']);
    const again = await createClient(server).post('/sign-up', makePerson({ founding: makeOrganisation(token) }).request);
    expect([again.status, again.body.code]).toEqual([403, 'account/first-admin-link']);
    // The answer was lost: the same request is the same account.
    expect((await createClient(server).post('/sign-up', founder.request)).status).toBe(201);
  });
});

describe('accounts', () => {
  let server: TestServer;
  let world: World;
  beforeAll(async () => {
    server = await startTestServer({}, { passwordHashing: undefined }); // the real one
    world = await createWorld(server);
  });
  afterAll(() => server.stop());

  it('AUTH-2: sign-up is one transaction: a refused genesis leaves no account behind', async () => {
    const person = makePerson(world.organisation);
    const forged = { ...person.request, genesis: { ...person.request.genesis, sig: random(64) } };
    const client = createClient(server);
    expect((await client.post('/sign-up', forged)).body.code).toBe('chain/signature');
    const stranger = makePerson(random(32), { email: person.request.email });
    expect((await client.post('/sign-up', stranger.request)).body.code).toBe('chain/invalid');
    const unbound = { ...person.request, userKeyGrants: [userKeyGrant(0, 'recovery'), userKeyGrant(0, 'recovery')] };
    expect((await client.post('/sign-up', unbound)).body.code).toBe('chain/invalid');
    const made = await client.post('/sign-up', person.request);
    expect([made.status, made.body.status, made.body.name]).toEqual([201, 'pending', person.request.name]);
  });

  it('AUTH-2: taken e-mail, taken staff number and weak passwords have their own codes', async () => {
    const first = await world.signUp();
    const code = async (changes: object) =>
      (await createClient(server).post('/sign-up', { ...makePerson(world.organisation).request, ...changes })).body.code;
    expect(await code({ email: first.request.email.toUpperCase() })).toBe('account/email-taken');
    expect(await code({ staffNumber: first.request.staffNumber.toLowerCase() })).toBe('account/staff-number-taken');
    expect(await code({ password: 'short' })).toBe('account/password-weak');
    expect(await code({ password: 'aaaaaaaaaaaa' })).toBe('account/password-weak');
    expect(await code({ email: 'nobody' })).toBe('request/malformed');
  });

  it('AUTH-7: a pending account reaches its own things and nothing else', async () => {
    const person = await world.signUp();
    const status = async (path: string) => (await person.client.get(path)).status;
    expect(await status('/me')).toBe(200);
    expect(await status(`/users/${person.user}/chain`)).toBe(200);
    expect(await status('/organisation/chain')).toBe(200);
    expect(await status('/me/user-keys?recipient=recovery')).toBe(200);
    for (const path of ['/directory', '/spaces', '/heads', '/admin/pending', `/users/${world.admin.user}/chain`]) {
      const answer = await person.client.get(path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'account/pending']);
    }
    expect((await createClient(server).get('/me')).body.code).toBe('auth/required');
  });

  it('ORG-5: approval makes the account active with its role; the binding must be the directory row', async () => {
    const person = await world.signUp();
    const pending = await world.admin.client.get('/admin/pending');
    expect(pending.body.accounts.map((account: { user: string }) => account.user)).toContain(person.user);
    const otherName = { ...person, request: { ...person.request, name: 'Somebody else' } };
    expect((await world.approve(otherName)).body.code).toBe('chain/invalid');
    const otherGenesis = { ...person, genesisHash: random(32) };
    expect((await world.approve(otherGenesis)).body.code).toBe('chain/invalid');
    expect((await world.approve(person)).status).toBe(200);
    expect((await person.client.get('/me')).body.status).toBe('active');
    const directory = await person.client.get('/directory');
    expect(directory.body.people.find((entry: { user: string }) => entry.user === person.user)).toMatchObject({
      chainN: 0,
      unit: 'Cardiology',
    });
    const stranger = await world.colleague();
    expect((await stranger.client.get('/admin/pending')).body.code).toBe('auth/forbidden');
  });

  it('AUTH-4: sign-in by e-mail or staff number, one answer for every wrong credential', async () => {
    const person = await world.colleague();
    const { email, staffNumber, password } = person.request;
    const client = createClient(server);
    for (const login of [email, email.toUpperCase(), staffNumber, ` ${staffNumber.toLowerCase()} `]) {
      const answer = await client.post('/sign-in', { login, password });
      expect([login, answer.status, answer.body.user]).toEqual([login, 200, person.user]);
    }
    const wrong = await createClient(server).post('/sign-in', { login: email, password: 'not this one' });
    const unknown = await createClient(server).post('/sign-in', { login: 'unknown@example.org', password: 'not this one' });
    expect([wrong.status, wrong.body]).toEqual([401, { code: 'auth/credentials' }]);
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
    expect([...unknown.headers.keys()]).toEqual([...wrong.headers.keys()]);
  });

  it('AUTH-5: an unknown account costs the same work as a wrong password', async () => {
    const person = await world.colleague();
    const time = async (login: string) => {
      const startedMs = performance.now();
      await createClient(server).post('/sign-in', { login, password: 'wrong password' });
      return performance.now() - startedMs;
    };
    const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 7; i++) {
      known.push(await time(person.request.email));
      unknown.push(await time(`nobody${i}@example.org`));
    }
    const ratio = median(unknown) / median(known);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });

  it('AUTH-1: the cookie is httpOnly and SameSite=Lax; sign-out ends the session', async () => {
    const person = await world.colleague();
    const answer = await createClient(server).post('/sign-in', {
      login: person.request.email,
      password: person.request.password,
    });
    const [line = ''] = answer.headers.getSetCookie();
    expect(line).toMatch(/^sanad\.session_token=/);
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
    expect(line).not.toMatch(/Secure/i);
    const cookie = person.client.cookie;
    expect((await person.client.post('/sign-out')).status).toBe(200);
    person.client.cookie = cookie;
    expect((await person.client.get('/me')).body.code).toBe('auth/required');
  });

  it('AUTH-8: a refused account cannot sign in and is told so only with the right password', async () => {
    const person = await world.signUp();
    expect((await world.admin.client.post(`/admin/pending/${person.user}/refuse`)).status).toBe(200);
    expect((await world.admin.client.post(`/admin/pending/${person.user}/refuse`)).status).toBe(404);
    // The page that waits hears why, and no route gives anything.
    expect((await person.client.get('/me')).body.code).toBe('account/refused');
    expect((await person.client.get('/directory')).body.code).toBe('account/refused');
    const { email, password } = person.request;
    expect((await person.client.post('/sign-in', { login: email, password })).body.code).toBe('account/refused');
    expect((await person.client.post('/sign-in', { login: email, password: 'wrong password' })).body.code).toBe(
      'auth/credentials',
    );
  });

  it('AUTH-8: a suspended account loses its sessions and is told so only with the right password', async () => {
    const person = await world.colleague();
    const { n, head } = world.organisationChain;
    const link = makeOrganisationLink(world.admin, n + 1, head, { type: 'suspend', payload: { user: person.user } });
    expect((await world.actAsAdmin(link)).status).toBe(200);
    expect((await person.client.get('/me')).status).toBe(401);
    const { email, password } = person.request;
    expect((await person.client.post('/sign-in', { login: email, password })).body.code).toBe('account/suspended');
    expect((await person.client.post('/sign-in', { login: email, password: 'wrong password' })).body.code).toBe(
      'auth/credentials',
    );
    expect(
      (await world.admin.client.get('/directory')).body.people.some((entry: { user: string }) => entry.user === person.user),
    ).toBe(false);
  });

  it('ORG-7: only the device of the administrator who is signed in writes to the organisation chain', async () => {
    const person = await world.colleague();
    const { n, head } = world.organisationChain;
    const act = { type: 'suspend', payload: { user: person.user } } as const;
    const byOther = makeOrganisationLink(person, n + 1, head, act);
    expect((await person.client.post('/organisation/chain', { link: byOther })).body.code).toBe('auth/forbidden');
    expect((await world.admin.client.post('/organisation/chain', { link: byOther })).body.code).toBe('auth/forbidden');
    const stolen = makeOrganisationLink({ ...world.admin, keys: makeKeys() }, n + 1, head, act);
    expect((await world.admin.client.post('/organisation/chain', { link: stolen })).body.code).toBe('chain/signature');
    const late = makeOrganisationLink(world.admin, n, head, act);
    expect((await world.admin.client.post('/organisation/chain', { link: late })).body).toEqual({ code: 'chain/conflict', n });
    const payload = { user: world.admin.user, role: 'member' } as const;
    const last = makeOrganisationLink(world.admin, n + 1, head, { type: 'set_role', payload });
    expect((await world.admin.client.post('/organisation/chain', { link: last })).body.code).toBe('chain/invalid');
  });

  it('ORG-10: a policy is taken from an administrator alone, within its bounds, and served to everybody', async () => {
    const person = await world.colleague();
    const { n, head } = world.organisationChain;
    const urgent = { by: ['doctor'] as const, everyMs: 180_000, forMs: 900_000, deadlineMs: 240_000 };
    const files = { maxMb: 25, quotaMb: 1000 };
    const calls = { turnOnly: true };
    const policy = (signer: Parameters<typeof makeOrganisationLink>[0], payload: { readonly urgent: typeof urgent }) =>
      makeOrganisationLink(signer, n + 1, head, { type: 'policy', payload: { ...defaultPolicy, ...payload, files, calls } });
    const post = (who: typeof person, link: ReturnType<typeof policy>) => who.client.post('/organisation/chain', { link });
    expect((await post(person, policy(person, { urgent }))).body.code).toBe('auth/forbidden');
    expect((await post(world.admin, policy(person, { urgent }))).body.code).toBe('auth/forbidden');
    const absurd = policy(world.admin, { urgent: { ...urgent, everyMs: 0 } });
    expect((await post(world.admin, absurd)).body.code).toBe('chain/invalid');
    const link = policy(world.admin, { urgent });
    expect((await world.actAsAdmin(link)).body).toEqual({ n: n + 1 });
    expect((await post(world.admin, policy(world.admin, { urgent: { ...urgent, everyMs: 60_000 } }))).body).toEqual({
      code: 'chain/conflict',
      n: n + 1,
    });
    expect((await person.client.get(`/organisation/chain?from=${n + 1}`)).body.links).toEqual([link]);
  });

  it('DIR-1: specialities are few and short, of her own words, and stand in the directory', async () => {
    const person = await world.colleague();
    expect((await world.admin.client.get('/me')).body.specialities).toEqual([]);
    const said = ['Cardiologie', 'طب الأطفال'];
    expect((await person.client.patch('/me', { specialities: said })).body.specialities).toEqual(said);
    const { people } = (await world.admin.client.get('/directory')).body;
    expect(people.find((one: { readonly user: string }) => one.user === person.user).specialities).toEqual(said);
    for (const specialities of [['a', 'b', 'c', 'd', 'e', 'f', 'g'], ['x'.repeat(61)], ['  '], ['car\u202edio'], 'Cardiologie'])
      expect((await person.client.patch('/me', { specialities })).body.code).toBe('request/malformed');
    expect((await person.client.patch('/me', { extension: '12' })).body.specialities).toEqual(said);
    expect((await person.client.patch('/me', { specialities: [] })).body.specialities).toEqual([]);
  });

  it('HTTP-6: the profile changes by parts; a photo is an image or it is refused', async () => {
    const person = await world.colleague();
    const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...random(100)]);
    const changed = await person.client.patch('/me', { extension: '4312', languages: ['fr', 'ar'], photo: jpeg });
    expect(changed.body).toMatchObject({ extension: '4312', languages: ['fr', 'ar'], unit: 'Cardiology' });
    const photo = await world.admin.client.get(`/users/${person.user}/photo`);
    expect([photo.status, photo.headers.get('content-type'), photo.body]).toEqual([200, 'image/jpeg', jpeg]);
    expect((await person.client.patch('/me', { photo: random(100) })).body.code).toBe('request/malformed');
    expect((await person.client.patch('/me', { role: 'administrator' })).body.code).toBe('request/malformed');
    const removed = await person.client.patch('/me', { photo: null });
    expect(removed.body.photo).toBeUndefined();
    expect((await world.admin.client.get(`/users/${person.user}/photo`)).status).toBe(404);
  });
});
