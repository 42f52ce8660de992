import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deviceIdOf, statementHash } from '../src/devices/signature.ts';
import { type Client, createClient, createWorld, type SignedInPerson, type World } from './support/test-client.ts';
import { makeKeys, makeOrganisationLink, makeUserLink, random, userKeyGrant } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';
import { totp } from './support/test-totp.ts';

let server: TestServer;
let world: World;
let database: pg.Pool;
/** Codes are of time steps: the clock of this process stands in the middle of one, and goes on when a test says so. */
const stepMs = 30_000;
vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / stepMs) * stepMs + stepMs / 2 });
const nowMs = () => Date.now();
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  database = new pg.Pool({ connectionString: server.databaseUrl, max: 2 });
  database.on('error', () => {});
});
afterAll(async () => {
  vi.useRealTimers();
  await database.end();
  await server.stop();
});

const prove = (person: SignedInPerson) => person.client.post('/me/proof', { password: person.request.password });
async function enrol(): Promise<{ readonly person: SignedInPerson; readonly secret: string; readonly codes: readonly string[] }> {
  const person = await world.colleague();
  expect((await prove(person)).status).toBe(200);
  const begun = await person.client.post('/me/second-factor');
  const { secret } = begun.body;
  expect(begun.body.uri).toContain(`otpauth://totp/SANAD:${encodeURIComponent(person.request.email)}?secret=${secret}`);
  const confirmed = await person.client.post('/me/second-factor/confirm', { code: totp(secret, nowMs()) });
  expect(confirmed.status).toBe(200);
  pass(2 * stepMs); // the neighbours of the first code are over
  return { person, secret, codes: confirmed.body.codes };
}

async function password(person: SignedInPerson, client: Client = createClient(server)) {
  const { email, password } = person.request;
  const answer = await client.post('/sign-in', { login: email, password });
  return { client, answer };
}
const totpAnswer = (code: string, trust = false) => ({ answer: { kind: 'totp', code }, trust });
const reserveAnswer = (code: string, trust = false) => ({ answer: { kind: 'reserve', code }, trust });

describe('turning it on', () => {
  it('AUTH-12: it counts after a first code, not before, and gives ten reserve codes once', async () => {
    const person = await world.colleague();
    await prove(person);
    const { secret } = (await person.client.post('/me/second-factor')).body;
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect((await password(person)).answer.body.user).toBe(person.user);
    expect((await person.client.get('/me/security')).body).toMatchObject({ secondFactor: false, reserveCodesLeft: 0 });
    const wrong = await person.client.post('/me/second-factor/confirm', { code: totp(secret, nowMs() + 3_600_000) });
    expect(wrong.body.code).toBe('auth/code');
    const { body } = await person.client.post('/me/second-factor/confirm', { code: totp(secret, nowMs()) });
    expect(new Set(body.codes).size).toBe(10);
    for (const code of body.codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    expect((await person.client.get('/me/security')).body).toMatchObject({ secondFactor: true, reserveCodesLeft: 10 });
    expect((await password(person)).answer.body).toEqual({ next: 'second-factor' });
    expect((await person.client.post('/me/second-factor')).body.code).toBe('request/not-found');
    expect((await person.client.get('/me')).status).toBe(200); // her session goes on
  });

  it('AUTH-12: neither the secret nor the codes stand in the clear in the database', async () => {
    const { person, secret, codes } = await enrol();
    const { rows } = await database.query('select * from "twoFactor" where "userId" = $1', [person.user]);
    const stored = JSON.stringify(rows);
    for (const word of [secret, ...codes]) expect(stored).not.toContain(word);
  });

  it('AUTH-15: without a fresh proof nothing changes; after five minutes it is asked for again', async () => {
    const { person } = await enrol();
    const asked = ['/me/second-factor', '/me/second-factor/codes', '/me/passkeys/options', '/me/passkeys/x/remove'];
    await database.query(`update session_proof set proved_at = now() - interval '301 seconds'`);
    for (const path of asked) expect([path, (await person.client.post(path)).body.code]).toEqual([path, 'auth/proof']);
    expect((await person.client.post('/me/proof', { password: 'not this one' })).body.code).toBe('auth/credentials');
    expect((await person.client.post('/me/second-factor/codes')).body.code).toBe('auth/proof');
    expect((await prove(person)).status).toBe(200);
    expect((await person.client.post('/me/second-factor/codes')).status).toBe(200);
    // A proof is of one session.
    const other = createClient(server);
    other.cookie = undefined;
    const plain = await world.colleague();
    await prove(plain);
    const { client } = await password(plain);
    expect((await client.post('/me/second-factor')).body.code).toBe('auth/proof');
  });

  it('AUTH-15: guesses of the password are counted by account', async () => {
    const person = await world.colleague();
    for (let i = 0; i < 10; i++)
      expect((await person.client.post('/me/proof', { password: `guess ${i}` })).body.code).toBe('auth/credentials');
    const answer = await prove(person);
    expect([answer.status, answer.body.code]).toEqual([429, 'request/rate-limited']);
  });

  it('AUTH-7: somebody who waits for approval has no second factor to turn on', async () => {
    const person = await world.signUp();
    for (const [path, body] of [
      ['/me/proof', { password: person.request.password }],
      ['/me/second-factor', {}],
      ['/me/passkeys/options', {}],
      ['/me/password', { current: person.request.password, next: 'another long one', endOthers: false }],
    ] as const)
      expect([path, (await person.client.post(path, body)).body.code]).toEqual([path, 'account/pending']);
  });
});

describe('signing in', () => {
  it('AUTH-12: password and code make a session, either alone makes none', async () => {
    const { person, secret } = await enrol();
    const { client, answer } = await password(person);
    expect([answer.status, answer.body]).toEqual([200, { next: 'second-factor' }]);
    expect((await client.get('/me')).body.code).toBe('auth/required');
    const stranger = await createClient(server).post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs())));
    expect(stranger.body.code).toBe('auth/code-expired');
    const done = await client.post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs())));
    expect([done.status, done.body.user]).toEqual([200, person.user]);
    expect((await client.get('/me')).status).toBe(200);
    // The challenge is spent.
    expect((await client.post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs() + 30_000)))).body.code).toBe(
      'auth/code-expired',
    );
  });

  it('AUTH-5, AUTH-12: a wrong password says nothing of a second factor, not even by its cookies', async () => {
    const { person } = await enrol();
    const plain = await world.colleague();
    const wrong = (login: string) => createClient(server).post('/sign-in', { login, password: 'not this one' });
    const [withFactor, without] = [await wrong(person.request.email), await wrong(plain.request.email)];
    expect([withFactor.status, withFactor.body]).toEqual([401, { code: 'auth/credentials' }]);
    expect([without.status, without.body]).toEqual([withFactor.status, withFactor.body]);
    expect([...withFactor.headers.keys()]).toEqual([...without.headers.keys()]);
    expect(withFactor.headers.getSetCookie()).toEqual([]);
  });

  it('AUTH-13: a code is taken once, in its time step and the two beside it, and never an older one after a newer one', async () => {
    const { person, secret } = await enrol();
    const tryCode = async (code: string) => {
      const { client } = await password(person);
      return (await client.post('/sign-in/second-factor', totpAnswer(code))).body.code ?? 'in';
    };
    expect(await tryCode(totp(secret, nowMs() - 90_000))).toBe('auth/code');
    expect(await tryCode(totp(secret, nowMs() + 90_000))).toBe('auth/code');
    const code = totp(secret, nowMs() - 30_000);
    expect(await tryCode(code)).toBe('in');
    expect(await tryCode(code)).toBe('auth/code');
    const newest = totp(secret, nowMs() + 30_000);
    expect(await tryCode(newest)).toBe('in');
    expect(await tryCode(totp(secret, nowMs()))).toBe('auth/code');
  });

  it('AUTH-13: of two requests at once with the same code one gets in', async () => {
    const { person, secret } = await enrol();
    const clients = [(await password(person)).client, (await password(person)).client];
    const code = totp(secret, nowMs());
    const answers = await Promise.all(clients.map((client) => client.post('/sign-in/second-factor', totpAnswer(code))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('AUTH-12: a reserve code works once, whatever the app says, and the rest go on', async () => {
    const { person, codes } = await enrol();
    const [first = '', second = ''] = codes;
    const use = async (code: string) => {
      const { client } = await password(person);
      return { client, answer: await client.post('/sign-in/second-factor', reserveAnswer(code)) };
    };
    const used = await use(first);
    expect(used.answer.body.user).toBe(person.user);
    expect((await used.client.get('/me/security')).body.reserveCodesLeft).toBe(9);
    expect((await use(first)).answer.body.code).toBe('auth/code');
    expect((await use(second)).answer.status).toBe(200);
    await prove(person);
    const renewed = await person.client.post('/me/second-factor/codes');
    expect(renewed.body.codes).toHaveLength(10);
    expect((await use(codes[2] ?? '')).answer.body.code).toBe('auth/code');
    expect((await use(renewed.body.codes[0])).answer.status).toBe(200);
  });

  it('AUTH-14: attempts are counted by account over all challenges and addresses, and say how long to wait', async () => {
    const { person, secret } = await enrol();
    const wrong = totp(secret, nowMs() + 3_600_000);
    for (let i = 0; i < 5; i++) {
      const { client } = await password(person, createClient(server, { address: `10.1.0.${i}` }));
      expect((await client.post('/sign-in/second-factor', totpAnswer(wrong))).body.code).toBe('auth/code');
    }
    const { client } = await password(person, createClient(server, { address: '10.1.0.9' }));
    const refused = await client.post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs())));
    expect([refused.status, refused.body.code]).toEqual([429, 'request/rate-limited']);
    expect(refused.body.retryAfterMs).toBeGreaterThan(14 * 60_000);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(14 * 60);
    pass(15 * 60_000);
    // The wait is over, and so is the challenge.
    expect((await client.post('/sign-in/second-factor', totpAnswer('000000'))).body.code).toBe('auth/code-expired');
    const { client: later } = await password(person);
    expect((await later.post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs())))).status).toBe(200);
  });

  it('AUTH-8: who is suspended between password and code gets no session, and is told so', async () => {
    const { person, secret } = await enrol();
    const { client } = await password(person);
    const { n, head } = world.organisationChain;
    const link = makeOrganisationLink(world.admin, n + 1, head, { type: 'suspend', payload: { user: person.user } });
    expect((await world.actAsAdmin(link)).status).toBe(200);
    const late = await client.post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs())));
    expect([late.status, late.body.code]).toEqual([403, 'account/suspended']);
    expect((await client.get('/me')).status).toBe(401);
    expect((await password(person)).answer.body.code).toBe('account/suspended');
  });

  it('AUTH-12: a trusted browser is not asked again; another one is, and so is one that signed out', async () => {
    const { person, secret, codes } = await enrol();
    const { client } = await password(person);
    expect((await client.post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs()), true))).status).toBe(200);
    const trust = client.cookie?.split('; ').find((pair) => pair.startsWith('sanad.trust_device=')) ?? '';
    expect(trust).not.toBe('');
    const again = createClient(server);
    again.cookie = trust;
    expect((await password(person, again)).answer.body.user).toBe(person.user);
    // It was renewed, and the old word is spent.
    const copied = createClient(server);
    copied.cookie = trust;
    expect((await password(person, copied)).answer.body).toEqual({ next: 'second-factor' });
    const forged = createClient(server);
    forged.cookie = again.cookie?.split('; ').find((pair) => pair.startsWith('sanad.trust_device=')) ?? '';
    const other = await enrol();
    expect((await password(other.person, forged)).answer.body).toEqual({ next: 'second-factor' });
    expect((await again.post('/sign-out')).status).toBe(200);
    expect(again.cookie ?? '').not.toContain('trust_device');
    expect((await password(person, again)).answer.body).toEqual({ next: 'second-factor' });
    expect((await again.post('/sign-in/second-factor', reserveAnswer(codes[0] ?? '', true))).status).toBe(200);
    expect((await password(person, again)).answer.body.user).toBe(person.user);
  });
});

describe('on a computer of the ward', () => {
  const cookieOf = (client: Client, name: string) => client.cookie?.split('; ').find((pair) => pair.startsWith(`${name}=`));
  const at = async (person: SignedInPerson, computer: string, client = createClient(server)) => {
    const { email, password } = person.request;
    return { client, answer: await client.post('/sign-in', { login: email, password, computer }) };
  };
  const lifetimeMs = async (client: Client) => {
    const token = decodeURIComponent(cookieOf(client, 'sanad.session_token')?.split('=')[1] ?? '').split('.')[0];
    const { rows } = await database.query<{ ms: string }>(
      'select extract(epoch from "expiresAt" - now()) * 1000 as ms from session where token = $1',
      [token],
    );
    return Number(rows[0]?.ms);
  };

  it('AUTH-12, SHARED-1: no browser is trusted there, whatever a client asks for, and the word of before is not taken', async () => {
    const { person, secret, codes } = await enrol();
    for (const [at_, code] of [
      ['shared', codes[0]],
      ['passing', codes[1]],
    ] as const) {
      const { client } = await at(person, at_);
      const done = await client.post('/sign-in/second-factor', { ...reserveAnswer(code ?? '', true), computer: at_ });
      expect(done.status).toBe(200);
      expect(cookieOf(client, 'sanad.trust_device')).toBeUndefined();
    }
    const { client: own } = await password(person);
    expect((await own.post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs()), true))).status).toBe(200);
    expect((await at(person, 'shared', own)).answer.body).toEqual({ next: 'second-factor' });
  });

  it('SHARED-6: who leaves nothing has a session of a day also with a second factor, and it is not prolonged', async () => {
    const { person, codes } = await enrol();
    const { client } = await at(person, 'passing');
    const done = await client.post('/sign-in/second-factor', { ...reserveAnswer(codes[0] ?? ''), computer: 'passing' });
    expect(done.status).toBe(200);
    for (const line of done.headers.getSetCookie().filter((cookie) => /session_token|dont_remember/.test(cookie)))
      expect(line).not.toMatch(/Max-Age|Expires/i);
    expect(await lifetimeMs(client)).toBeLessThanOrEqual(86_400_000);
    expect(cookieOf(client, 'sanad.dont_remember')).toBeDefined();
    // The library prolongs a session whose end is nearer than 29 days; not this one.
    const looked = await client.get('/me');
    expect(looked.status).toBe(200);
    expect(looked.headers.getSetCookie()).toEqual([]);
    expect(await lifetimeMs(client)).toBeLessThanOrEqual(86_400_000);
  });

  it('AUTH-12, SHARED-5: her sign-out forgets the trusted browser, another’s does not', async () => {
    const { person, secret } = await enrol();
    const { client } = await password(person);
    await client.post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs()), true));
    await client.post('/sessions/end', { user: world.admin.user });
    expect((await password(person, client)).answer.body.user).toBe(person.user);
    await client.post('/sessions/end', { user: person.user });
    expect(cookieOf(client, 'sanad.trust_device')).toBeUndefined();
    expect((await password(person, client)).answer.body).toEqual({ next: 'second-factor' });
  });
});

it('AUTH-12: when a device is revoked, which may hold the cookie of a trusted browser, none is trusted any more', async () => {
  const { person, secret } = await enrol();
  const keys = makeKeys();
  const device = { id: deviceIdOf(keys), sig: keys.sig, kem: keys.kem, label: 'Second' };
  const own = { keys: person.keys, signer: { by: 'device', device: person.device } as const };
  const added = makeUserLink(person, { type: 'add_device', payload: { device } }, { ...own, coSigner: keys });
  const grants = [userKeyGrant(0, device.id)];
  expect((await person.client.post('/me/chain', { link: added, userKeyGrants: grants })).status).toBe(200);
  Object.assign(person.chain, { n: 1, head: statementHash('userLink', added) });
  const { client } = await password(person);
  await client.post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs()), true));
  expect((await password(person, client)).answer.body.user).toBe(person.user);
  const revoke = makeUserLink(person, { type: 'revoke_device', payload: { device: device.id } }, own);
  expect((await person.client.post('/me/chain', { link: revoke })).status).toBe(200);
  expect((await password(person, client)).answer.body).toEqual({ next: 'second-factor' });
});

describe('turning it off', () => {
  it('AUTH-15: takes a fresh proof and a code; sessions go on, trust ends', async () => {
    const { person, secret, codes } = await enrol();
    const remove = (answer: object) => person.client.post('/me/second-factor/remove', { answer });
    expect((await remove({ kind: 'totp', code: totp(secret, nowMs() + 3_600_000) })).body.code).toBe('auth/code');
    expect((await remove({ kind: 'reserve', code: '0000000000' })).body.code).toBe('auth/code');
    const { client } = await password(person);
    await client.post('/sign-in/second-factor', reserveAnswer(codes[1] ?? '', true));
    expect((await remove({ kind: 'totp', code: totp(secret, nowMs()) })).status).toBe(200);
    for (const held of [person.client, client]) expect((await held.get('/me')).status).toBe(200);
    expect((await person.client.get('/me/security')).body).toMatchObject({ secondFactor: false, reserveCodesLeft: 0 });
    expect((await password(person)).answer.body.user).toBe(person.user);
    const { rows } = await database.query(`select 1 from verification where value = $1`, [person.user]);
    expect(rows).toEqual([]);
    // On again with another secret.
    expect((await person.client.post('/me/second-factor')).body.secret).not.toBe(secret);
  });

  it('HTTP-2: more guesses at once than there are connections to the database keep nobody waiting', async () => {
    const { person } = await enrol();
    expect((await prove(person)).status).toBe(200);
    const wrong = { answer: { kind: 'totp', code: '000000' } };
    const answers = await Promise.all(Array.from({ length: 40 }, () => person.client.post('/me/second-factor/remove', wrong)));
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set(['auth/code', 'request/rate-limited']));
  });

  it('AUTH-14: guesses of a code while signed in are counted too', async () => {
    const { person, secret } = await enrol();
    const remove = (code: string) => person.client.post('/me/second-factor/remove', { answer: { kind: 'totp', code } });
    const wrong = totp(secret, nowMs() + 3_600_000);
    for (let i = 0; i < 5; i++) expect((await remove(wrong)).body.code).toBe('auth/code');
    expect((await remove(totp(secret, nowMs()))).body.code).toBe('request/rate-limited');
  });
});

describe('another password', () => {
  it('AUTH-18: takes the one that stands, ends other sessions by choice, and this one never', async () => {
    const person = await world.colleague();
    const { client: other } = await password(person);
    const change = (current: string, next: string, endOthers: boolean) =>
      person.client.post('/me/password', { current, next, endOthers });
    const first = person.request.password;
    expect((await change('not this one', 'another long one', true)).body.code).toBe('auth/credentials');
    expect((await change(first, 'short', true)).body.code).toBe('account/password-weak');
    expect((await change(first, person.request.email, true)).body.code).toBe('account/password-weak');
    expect((await change(first, 'another long one', false)).status).toBe(200);
    expect((await other.get('/me')).status).toBe(200);
    expect((await password(person)).answer.body.code).toBe('auth/credentials');
    expect((await change('another long one', 'a third long one', true)).status).toBe(200);
    expect((await other.get('/me')).body.code).toBe('auth/required');
    expect((await person.client.get('/me')).status).toBe(200);
  });

  it('AUTH-18: with the other sessions go the browsers that were trusted', async () => {
    const { person, secret } = await enrol();
    const { client } = await password(person);
    await client.post('/sign-in/second-factor', totpAnswer(totp(secret, nowMs()), true));
    const next = 'another long one';
    await person.client.post('/me/password', { current: person.request.password, next, endOthers: true });
    expect((await client.post('/sign-in', { login: person.request.email, password: next })).body).toEqual({
      next: 'second-factor',
    });
  });

  it('HTTP-2: bodies are parsed strictly', async () => {
    const { person } = await enrol();
    for (const body of [
      {},
      { answer: { kind: 'totp', code: '12345' }, trust: false },
      { answer: { kind: 'totp', code: '123456' } },
      { answer: { kind: 'reserve', code: 'abcde-fghij' }, trust: false },
      { answer: { kind: 'sms', code: '123456' }, trust: true },
      { answer: { kind: 'totp', code: random(6) }, trust: true },
    ])
      expect((await person.client.post('/sign-in/second-factor', body)).body.code).toBe('request/malformed');
  });
});
