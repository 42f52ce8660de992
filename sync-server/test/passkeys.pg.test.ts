import { bytesToBase64Url } from '@sanad/model/bytes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ceremony, makePasskey, type Passkey, usePasskey } from './support/test-authenticator.ts';
import { type Client, createClient, createWorld, type SignedInPerson, type World } from './support/test-client.ts';
import { makeOrganisationLink, random } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

let server: TestServer;
let world: World;
let here: Ceremony;

beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  here = { origin: server.url };
});
afterAll(() => server.stop());

/** In the browser that has the session. */
const browser = (cookie?: string, origin = server.url): Client => {
  const client = createClient(server, { headers: { origin } });
  client.cookie = cookie;
  return client;
};

async function colleague() {
  const person = await world.colleague();
  const client = browser(person.client.cookie);
  await client.post('/me/proof', { password: person.request.password });
  return { person, client };
}
async function register(client: Client, ceremony: Ceremony = here, name = 'Phone') {
  const options = await client.post('/me/passkeys/options');
  expect(options.status).toBe(200);
  const { passkey, created } = makePasskey(options.body, ceremony);
  return { passkey, answer: await client.post('/me/passkeys', { name, created }) };
}
async function enrol(): Promise<{ person: SignedInPerson; client: Client; passkey: Passkey }> {
  const { person, client } = await colleague();
  const { passkey, answer } = await register(client);
  expect(answer.status).toBe(200);
  return { person, client, passkey };
}
async function signIn(passkey: Passkey, ceremony: Ceremony = here, client = browser()) {
  const options = await client.post('/sign-in/passkey/options');
  return { client, answer: await client.post('/sign-in/passkey', usePasskey(passkey, options.body, ceremony)) };
}

describe('AUTH-16 passkeys', () => {
  it('AUTH-16: made, listed, renamed and removed by their owner alone', async () => {
    const { person, client } = await colleague();
    const options = await client.post('/me/passkeys/options');
    expect(options.body).toMatchObject({ relyingParty: 'localhost', userName: person.request.email, exclude: [] });
    const { answer } = await register(client, here, '  Clé de poche ');
    expect(answer.status).toBe(200);
    const [entry] = (await client.get('/me/security')).body.passkeys;
    expect(entry).toMatchObject({ name: 'Clé de poche' });
    expect((await client.post('/me/passkeys/options')).body.exclude).toHaveLength(1);
    const other = await colleague();
    for (const act of ['rename', 'remove'])
      expect((await other.client.post(`/me/passkeys/${entry.id}/${act}`, { name: 'mine' })).status).toBe(404);
    expect((await client.post(`/me/passkeys/${entry.id}/rename`, { name: 'Téléphone' })).status).toBe(200);
    expect((await client.get('/me/security')).body.passkeys[0].name).toBe('Téléphone');
    expect((await client.post(`/me/passkeys/${entry.id}/remove`)).status).toBe(200);
    expect((await client.get('/me/security')).body.passkeys).toEqual([]);
    expect((await client.get('/me')).status).toBe(200);
  });

  it('AUTH-16: signs in without a login, and stands for both factors', async () => {
    const { person, passkey } = await enrol();
    const { client, answer } = await signIn(passkey);
    expect([answer.status, answer.body.user]).toEqual([200, person.user]);
    expect((await client.get('/me')).status).toBe(200);
    const options = await browser().post('/sign-in/passkey/options');
    expect(options.body.allow).toEqual([]); // it tells nobody whose passkeys there are
  });

  it('AUTH-16: a passkey that was used without finger or PIN is neither made nor taken', async () => {
    const { client } = await colleague();
    const unverified = { ...here, isVerified: false };
    expect((await register(client, unverified)).answer.body.code).toBe('auth/passkey');
    const { passkey } = await enrol();
    expect((await signIn(passkey, unverified)).answer.body.code).toBe('auth/passkey');
    expect((await signIn(passkey)).answer.status).toBe(200);
  });

  it('AUTH-16: an answer is of this origin, this host, this challenge, and of a key that we know', async () => {
    const { passkey } = await enrol();
    const code = async (ceremony: Ceremony) => (await signIn(passkey, ceremony)).answer.body.code;
    expect(await code({ origin: 'https://sanad.example' })).toBe('auth/passkey');
    expect(await code({ ...here, relyingParty: 'sanad.example' })).toBe('auth/passkey');
    const stranger = { ...passkey, id: random(32) };
    expect((await signIn(stranger)).answer.body.code).toBe('auth/passkey');
    const client = browser();
    const { body } = await client.post('/sign-in/passkey/options');
    const assertion = usePasskey(passkey, body, here);
    expect((await browser().post('/sign-in/passkey', assertion)).body.code).toBe('auth/passkey');
    const forged = { ...assertion, signature: random(70) };
    expect((await client.post('/sign-in/passkey', forged)).body.code).toBe('auth/passkey');
    // The challenge is spent by the first answer, right or wrong.
    expect((await client.post('/sign-in/passkey', assertion)).body.code).toBe('auth/passkey');
    expect((await client.get('/me')).body.code).toBe('auth/required');
  });

  it('HTTP-4: at an address that passkeys do not belong to none is asked for', async () => {
    const { person } = await colleague();
    const address = server.url.replace('localhost', '127.0.0.1');
    expect((await browser(undefined, address).post('/sign-in/passkey/options')).body.code).toBe('request/not-found');
    expect((await browser(person.client.cookie, address).post('/me/passkeys/options')).body.code).toBe('request/not-found');
    expect((await browser(undefined, 'https://foreign.example').post('/sign-in/passkey/options')).body.code).toBe(
      'request/origin',
    );
    expect((await createClient(server).post('/sign-in/passkey/options')).body.code).toBe('request/not-found');
  });

  it('AUTH-15: a passkey is a fresh proof as well, makes no session, and only her own counts', async () => {
    const { person, client, passkey } = await enrol();
    const { client: other } = await signIn(passkey);
    expect((await other.post('/me/second-factor')).body.code).toBe('auth/proof');
    const prove = async (mine: Passkey) => {
      const options = await other.post('/me/proof/passkey/options');
      expect(options.body.allow.map(({ id }: { id: Uint8Array }) => bytesToBase64Url(id))).toEqual([
        bytesToBase64Url(passkey.id),
      ]);
      return other.post('/me/proof/passkey', usePasskey(mine, options.body, here));
    };
    const stranger = await enrol();
    expect((await prove(stranger.passkey)).body.code).toBe('auth/passkey');
    expect((await other.post('/me/second-factor')).body.code).toBe('auth/proof');
    const before = other.cookie;
    expect((await prove(passkey)).status).toBe(200);
    expect(other.cookie?.includes('session_token')).toBe(true);
    expect(before?.split('; ').find((pair) => pair.startsWith('sanad.session_token'))).toBe(
      other.cookie?.split('; ').find((pair) => pair.startsWith('sanad.session_token')),
    );
    expect((await other.post('/me/second-factor')).status).toBe(200);
    expect((await client.get('/me')).body.user).toBe(person.user);
  });

  it('AUTH-8: a suspended person has no use of her passkey, and is told so by its right answer alone', async () => {
    const { person, passkey } = await enrol();
    const { n, head } = world.organisationChain;
    const link = makeOrganisationLink(world.admin, n + 1, head, { type: 'suspend', payload: { user: person.user } });
    expect((await world.actAsAdmin(link)).status).toBe(200);
    expect((await signIn(passkey)).answer.body.code).toBe('account/suspended');
    expect((await signIn(passkey, { origin: 'https://sanad.example' })).answer.body.code).toBe('auth/passkey');
  });

  it('AUTH-17: there is no place for what an extension computed: a body with more is refused', async () => {
    const { client, passkey } = await enrol();
    const { body } = await client.post('/sign-in/passkey/options');
    const assertion = usePasskey(passkey, body, here);
    for (const more of [{ clientExtensionResults: { prf: { results: { first: random(32) } } } }, { userHandle: random(16) }])
      expect((await client.post('/sign-in/passkey', { ...assertion, ...more })).body.code).toBe('request/malformed');
  });
});

it('AUTH-14: passkeys are limited per real address', async () => {
  const narrow = await startTestServer({ signInLimit: { max: 4, windowMs: 60_000 } });
  const client = createClient(narrow, { headers: { origin: narrow.url, 'x-forwarded-for': '10.9.9.9' } });
  const statuses: number[] = [];
  for (let i = 0; i < 5; i++) statuses.push((await client.post('/sign-in/passkey/options')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 429]);
  await narrow.stop();
});
