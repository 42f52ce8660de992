/** What the server does of the hospital's rules (POLICY): doors, second factors, passwords. The rules of files: files.pg.test.ts. */
import type { SignUp } from '@sanad/model/wire/http';
import { defaultPolicy, type Policy } from '@sanad/model/wire/policy';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makePasskey, usePasskey } from './support/test-authenticator.ts';
import { createClient, createWorld, joinSocket, openSocket, type SignedInPerson, type World } from './support/test-client.ts';
import { makeOrganisationLink, makePerson } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';
import { totp } from './support/test-totp.ts';

let server: TestServer;
let world: World;
const dayMs = 86_400_000;
/** How far the server's clock went on. */
let laterMs = 0;

beforeAll(async () => {
  server = await startTestServer({}, { reviewMs: 50, nowMs: () => Date.now() + laterMs });
  world = await createWorld(server);
});
afterAll(async () => {
  await server.stop();
});

async function rule(changes: Partial<Policy>, atMs = Date.now()): Promise<void> {
  const { n, head } = world.organisationChain;
  const payload = { ...defaultPolicy, ...changes };
  const signed = await world.actAsAdmin(makeOrganisationLink(world.admin, n + 1, head, { type: 'policy', payload }, atMs));
  expect(signed.status).toBe(200);
}
afterEach(() => rule({}));

const codeOf = async (answer: Promise<{ readonly body: { readonly code?: string } }>) => (await answer).body.code;
const signIn = (person: SignedInPerson, more: object = {}) => {
  const client = createClient(server);
  const { email, password } = person.request;
  return { client, answer: client.post('/sign-in', { login: email, password, ...more }) };
};
const ask = (changes: Partial<SignUp> = {}) => {
  const person = makePerson(world.organisation, changes);
  return createClient(server).post('/sign-up', person.request);
};

describe('doors', () => {
  it('POLICY-6, POLICY-8: by invitation only, nobody signs up; everybody is told before; who has an account goes on', async () => {
    const amel = await world.colleague();
    await rule({ registration: 'invitation' });
    expect(await codeOf(ask())).toBe('sign-up/invitation-only');
    expect((await createClient(server).get('/service')).body.door).toMatchObject({ registration: 'invitation' });
    expect((await signIn(amel).answer).status).toBe(200);
    expect((await amel.client.get('/directory')).status).toBe(200);
    await rule({});
    expect((await ask()).status).toBe(201);
  });

  it('POLICY-6, INVITE-3: by invitation only, whoever has one that counts signs up', async () => {
    const { token } = (await world.admin.client.post('/admin/invitations', {})).body;
    await rule({ registration: 'invitation' });
    expect(await codeOf(ask({ invitation: 'x'.repeat(43) }))).toBe('invitation/invalid');
    expect((await ask({ invitation: token })).status).toBe(201);
    expect(await codeOf(ask({ invitation: token }))).toBe('invitation/invalid');
  });

  it('POLICY-6: the same request again is still answered: the answer to the first was lost', async () => {
    const person = makePerson(world.organisation);
    const client = createClient(server);
    expect((await client.post('/sign-up', person.request)).status).toBe(201);
    await rule({ registration: 'invitation' });
    expect((await client.post('/sign-up', person.request)).status).toBe(201);
  });

  it('POLICY-3: nobody signs in or up on a shared computer; who is there already stays', async () => {
    const amel = await world.colleague();
    const before = signIn(amel, { computer: 'shared' });
    expect((await before.answer).status).toBe(200);
    await rule({ computers: { shared: false } });
    expect((await createClient(server).get('/service')).body.door).toMatchObject({ sharedComputers: false });
    for (const computer of ['shared', 'passing'] as const) {
      const late = signIn(amel, { computer });
      expect(await codeOf(late.answer)).toBe('auth/shared-computer');
      expect((await late.client.get('/me')).body.code).toBe('auth/required');
      expect(await codeOf(ask({ computer }))).toBe('auth/shared-computer');
      const challenge = { answer: { kind: 'totp', code: '123456' }, trust: false, computer };
      expect(await codeOf(late.client.post('/sign-in/second-factor', challenge))).toBe('auth/shared-computer');
    }
    expect((await signIn(amel).answer).status).toBe(200);
    expect((await before.client.get('/directory')).status).toBe(200);
  });

  it('POLICY-7: a password is as long as the rules say when it is set; one of before opens as long as it stands', async () => {
    const amel = await world.colleague({ password: 'court-mais-long' });
    await rule({ password: { minCharacters: 20 } });
    expect(await codeOf(ask({ password: 'seize-caracteres' }))).toBe('account/password-weak');
    expect((await ask({ password: 'vingt-caracteres-et-plus' })).status).toBe(201);
    const { client, answer } = signIn(amel);
    expect((await answer).status).toBe(200);
    const change = (next: string) => client.post('/me/password', { current: 'court-mais-long', next, endOthers: false });
    expect(await codeOf(change('seize-caracteres'))).toBe('account/password-weak');
    expect((await change('vingt-caracteres-et-plus')).status).toBe(200);
    await rule({ password: { minCharacters: 8 } });
    expect((await ask({ password: 'huit-aaa' })).status).toBe(201);
    expect(await codeOf(ask({ password: 'sept-aa' }))).toBe('account/password-weak');
    expect(await codeOf(ask({ password: 'aaaaaaaa' }))).toBe('account/password-weak');
  });
});

describe('a second factor that the rules ask for', () => {
  const everybody = { secondFactor: { of: 'everybody', graceDays: 0 } } as const;
  const prove = (person: SignedInPerson) => person.client.post('/me/proof', { password: person.request.password });
  async function enrol(person: SignedInPerson): Promise<string> {
    await prove(person);
    const { secret } = (await person.client.post('/me/second-factor')).body;
    expect((await person.client.post('/me/second-factor/confirm', { code: totp(secret, Date.now()) })).status).toBe(200);
    return secret;
  }
  // The rules of the next test are signed by the administrator: she has a factor from here on.
  beforeAll(() => enrol(world.admin));

  it('POLICY-2: without one the server lets her set one up, and nothing else; her socket ends; then she goes on', async () => {
    const amel = await world.colleague();
    const socket = await joinSocket(server, amel);
    await rule(everybody);
    expect(await socket.closed).toBe(4401);
    for (const path of ['/directory', '/spaces', '/heads?sinceMs=0', '/alarms?sinceMs=0', '/files', '/me/push', '/calls/ice'])
      expect([path, (await amel.client.get(path)).body.code]).toEqual([path, 'auth/second-factor-required']);
    const again = openSocket(server, amel.client.cookie, amel);
    await again.closed;
    expect(again.frames).toEqual([]);
    const me = (await amel.client.get('/me')).body;
    expect(me.factorFromMs).toBeLessThanOrEqual(Date.now());
    expect((await amel.client.get(`/users/${amel.user}/chain?from=0`)).status).toBe(200);
    expect((await amel.client.get('/organisation/chain?from=0')).status).toBe(200);
    expect((await amel.client.get('/me/security')).status).toBe(200);
    await enrol(amel);
    expect((await amel.client.get('/directory')).status).toBe(200);
    expect((await amel.client.get('/me')).body.factorFromMs).toBeUndefined();
    (await joinSocket(server, amel)).close();
  });

  it('POLICY-2: until the days are over she goes on, and knows until when; of administrators alone nobody else is asked', async () => {
    const amel = await world.colleague();
    const signedAtMs = Date.now();
    await rule({ secondFactor: { of: 'everybody', graceDays: 7 } }, signedAtMs);
    laterMs = 3 * dayMs;
    expect((await amel.client.get('/directory')).status).toBe(200);
    expect((await amel.client.get('/me')).body.factorFromMs).toBe(signedAtMs + 7 * dayMs);
    laterMs = 0;
    await rule({ secondFactor: { of: 'everybody', graceDays: 2 } }, signedAtMs);
    laterMs = 3 * dayMs;
    expect(await codeOf(amel.client.get('/directory'))).toBe('auth/second-factor-required');
    laterMs = 0;
    await rule({ secondFactor: { of: 'administrators', graceDays: 0 } });
    expect((await amel.client.get('/directory')).status).toBe(200);
    expect((await amel.client.get('/me')).body.factorFromMs).toBeUndefined();
  });

  it('POLICY-2: the last one is not taken away while the rules ask for it', async () => {
    const amel = await world.colleague();
    const secret = await enrol(amel);
    await rule({ secondFactor: { of: 'everybody', graceDays: 30 } });
    await prove(amel);
    const remove = () =>
      amel.client.post('/me/second-factor/remove', { answer: { kind: 'totp', code: totp(secret, Date.now() + 30_000) } });
    expect(await codeOf(remove())).toBe('auth/second-factor-required');
    await rule({});
    expect((await remove()).status).toBe(200);
  });

  it('POLICY-2: a passkey counts, and then the password alone opens nothing', async () => {
    const here = { origin: server.url };
    const browser = (cookie?: string) => {
      const made = createClient(server, { headers: here });
      made.cookie = cookie;
      return made;
    };
    const amel = await world.colleague();
    await prove(amel);
    const client = browser(amel.client.cookie);
    const asked = (await client.post('/me/passkeys/options')).body;
    const { passkey, created } = makePasskey(asked, here);
    expect((await client.post('/me/passkeys', { name: 'Téléphone', created })).status).toBe(200);
    await rule(everybody);
    expect((await client.get('/directory')).status).toBe(200);
    const { client: other, answer } = signIn(amel);
    expect(await codeOf(answer)).toBe('auth/passkey-required');
    expect((await other.get('/me')).body.code).toBe('auth/required');
    const door = browser();
    const options = (await door.post('/sign-in/passkey/options')).body;
    expect((await door.post('/sign-in/passkey', usePasskey(passkey, options, here))).status).toBe(200);
    expect((await door.get('/directory')).status).toBe(200);
    const [kept] = (await client.get('/me/security')).body.passkeys;
    expect(await codeOf(client.post(`/me/passkeys/${kept.id}/remove`))).toBe('auth/second-factor-required');
  });
});
