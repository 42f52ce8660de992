import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import type { DeviceId, UserId } from '@sanad/model/ids';
import { switchInput, switchToleranceMs } from '@sanad/model/wire/shared-computer';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { deviceIdOf, statementHash } from '../src/devices/signature.ts';
import { createWorld, type Loose, openSocket, type SignedInPerson, type World } from './support/test-client.ts';
import { makeKeys, makeUserLink, signWith, type TestPerson, userKeyGrant } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

let server: TestServer;
let world: World;
let salma: SignedInPerson;
let amel: SignedInPerson;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  [salma, amel] = [await world.colleague(), await world.colleague()];
});
afterAll(() => server.stop());
beforeEach(async () => {
  browser = openBrowser();
  expect((await browser.signIn(salma, 'shared')).status).toBe(200);
  expect((await browser.signIn(amel, 'shared')).status).toBe(200);
});

interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly line: string;
}
interface Browser {
  readonly cookies: Map<string, Cookie>;
  readonly ask: (path: string, body?: unknown, person?: UserId) => Promise<{ readonly status: number; readonly body: Loose }>;
  readonly signIn: (person: SignedInPerson, computer?: string) => Promise<{ readonly status: number; readonly body: Loose }>;
}

/** A browser with one jar of cookies, whoever sits before it. */
function openBrowser(): Browser {
  const cookies = new Map<string, Cookie>();
  const ask: Browser['ask'] = async (path, body, person) => {
    const at = `/api/v1${path}`;
    const sent = [...cookies].filter(([, cookie]) => at.startsWith(cookie.path)).map(([name, { value }]) => `${name}=${value}`);
    const headers = new Headers({ 'content-type': 'application/cbor', cookie: sent.join('; ') });
    if (person !== undefined) headers.set('sanad-person', person);
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: encodeCbor(body) };
    const response = await server.fetch(new Request(`${server.url}${at}`, init), '127.0.0.1');
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const path = attributes.map((text) => /^\s*Path=(.*)$/.exec(text)?.[1]).find((found) => found !== undefined) ?? '/';
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, { value: pair.slice(name.length + 1), path, line });
    }
    const decoded = decodeCbor(new Uint8Array(await response.arrayBuffer()), 1_000_000);
    return { status: response.status, body: decoded.ok ? decoded.value : undefined };
  };
  return {
    cookies,
    ask,
    signIn: ({ request: { email, password } }, computer) =>
      ask('/sign-in', { login: email, password, ...(computer && { computer }) }),
  };
}

let offsetMs = 0;
function switchTo(person: TestPerson, changes: { user?: UserId; device?: DeviceId; atMs?: number; sig?: Uint8Array } = {}) {
  offsetMs += 1; // two of the same millisecond are one and the same
  const { user = person.user, device = person.device, atMs = Date.now() + offsetMs } = changes;
  return { user, device, atMs, sig: changes.sig ?? signWith(person.keys, switchInput(user, device, atMs)) };
}
const whoIs = async () => (await browser.ask('/me')).body;
const refused = async (body: unknown) => (await browser.ask('/sessions/switch', body)).body;

it('SHARED-3: each who stays has a cookie of her own, which reaches the switch alone; the open session is the last one’s', async () => {
  expect((await whoIs()).user).toBe(amel.user);
  for (const { user } of [salma, amel]) {
    const cookie = browser.cookies.get(`sanad.person-${user}`);
    expect(cookie?.line).toMatch(/; Path=\/api\/v1\/sessions; HttpOnly; SameSite=Lax$/);
  }
});

it('SHARED-3: under the name of the open session’s it opens nothing, however it is cut: only her device’s signature turns it back', async () => {
  const own = browser.cookies.get(`sanad.person-${salma.user}`);
  if (own === undefined) throw new Error('no cookie');
  const thief = openBrowser();
  for (const value of [own.value, decodeURIComponent(own.value), own.value.split('$').at(-1) ?? '']) {
    thief.cookies.set('sanad.session_token', { ...own, path: '/', value });
    expect((await thief.ask('/me')).body).toEqual({ code: 'auth/required' });
  }
  expect((await browser.ask('/sessions/switch', switchTo(salma))).status).toBe(200);
  expect(browser.cookies.get('sanad.session_token')?.value).not.toBe(browser.cookies.get(`sanad.person-${salma.user}`)?.value);
});

it('SHARED-4: her cookie and her device’s signature open her session, both ways', async () => {
  expect((await browser.ask('/sessions/switch', switchTo(salma))).status).toBe(200);
  expect((await whoIs()).user).toBe(salma.user);
  expect((await browser.ask('/sessions/switch', switchTo(amel))).status).toBe(200);
  expect((await whoIs()).user).toBe(amel.user);
});

it('SHARED-2: what is asked in one person’s name is not answered in another’s session', async () => {
  expect((await browser.ask('/me', undefined, amel.user)).status).toBe(200);
  for (const path of ['/me', '/spaces', '/heads?sinceMs=0', '/directory', `/users/${salma.user}/chain`])
    expect((await browser.ask(path, undefined, salma.user)).body).toEqual({ code: 'auth/other-person' });
  expect((await browser.ask('/sign-out', {}, salma.user)).body).toEqual({ code: 'auth/other-person' });
  // The socket belongs to a device: with another's session its proof is of no use.
  const cookie = `sanad.session_token=${browser.cookies.get('sanad.session_token')?.value}`;
  const socket = openSocket(server, cookie, salma);
  const challenge = await socket.waitFor((frame) => frame.type === 'challenge');
  const { proveInput } = await import('@sanad/model/wire/up');
  socket.send({ type: 'prove', sig: signWith(salma.keys, proveInput(challenge.nonce, salma.device)) });
  expect(await socket.closed).toBe(4403);
});

it('SHARED-4: without her cookie there is nothing to open', async () => {
  const stranger = await world.colleague();
  expect(await refused(switchTo(stranger))).toEqual({ code: 'auth/required' });
  browser.cookies.delete(`sanad.person-${salma.user}`);
  expect(await refused(switchTo(salma))).toEqual({ code: 'auth/required' });
});

it('SHARED-4: a cookie under another’s name, or altered, opens nothing', async () => {
  const own = browser.cookies.get(`sanad.person-${salma.user}`);
  if (own === undefined) throw new Error('no cookie');
  browser.cookies.set(`sanad.person-${amel.user}`, own);
  expect(await refused(switchTo(amel))).toEqual({ code: 'auth/required' });
  browser.cookies.set(`sanad.person-${salma.user}`, { ...own, value: `x${own.value.slice(1)}` });
  expect(await refused(switchTo(salma))).toEqual({ code: 'auth/required' });
});

it('SHARED-4: a signature that is wrong, another’s, of another time or used before opens nothing', async () => {
  const forbidden = { code: 'auth/forbidden' };
  expect(await refused(switchTo(salma, { sig: new Uint8Array(64) }))).toEqual(forbidden);
  const atMs = Date.now();
  const byAmel = signWith(amel.keys, switchInput(salma.user, salma.device, atMs));
  expect(await refused({ user: salma.user, device: salma.device, atMs, sig: byAmel })).toEqual(forbidden);
  // A device that is not hers, with a signature that is its own.
  const foreign = signWith(amel.keys, switchInput(salma.user, amel.device, atMs));
  expect(await refused({ user: salma.user, device: amel.device, atMs, sig: foreign })).toEqual(forbidden);
  expect(await refused(switchTo(salma, { device: deviceIdOf(makeKeys()) }))).toEqual(forbidden);
  for (const away of [-switchToleranceMs - 5000, switchToleranceMs + 5000])
    expect(await refused(switchTo(salma, { atMs: Date.now() + away }))).toEqual(forbidden);
  const signed = switchTo(salma);
  expect(await refused({ ...signed, atMs: signed.atMs + 1 })).toEqual(forbidden);
  expect(await refused(signed)).toEqual({});
  expect(await refused(switchTo(amel))).toEqual({});
  expect(await refused(signed)).toEqual(forbidden);
  expect((await whoIs()).user).toBe(amel.user);
});

it('SHARED-4: what is not the protocol, or comes from elsewhere, is refused before anything is looked up', async () => {
  for (const body of [{}, { user: salma.user }, { ...switchTo(salma), more: 1 }, { ...switchTo(salma), sig: new Uint8Array(63) }])
    expect(await refused(body)).toEqual({ code: 'request/malformed' });
});

it('SHARED-4 AUTH-8: a session that ended, or whose person is suspended, is not opened', async () => {
  const person = await world.colleague();
  await browser.signIn(person, 'shared');
  const cookie = browser.cookies.get(`sanad.person-${person.user}`);
  expect((await browser.ask('/sessions/end', { user: person.user })).status).toBe(200);
  if (cookie === undefined) throw new Error('no cookie');
  browser.cookies.set(`sanad.person-${person.user}`, cookie);
  expect(await refused(switchTo(person))).toEqual({ code: 'auth/required' });
});

it('SHARED-4 AUTH-11: the session that a revoked device opens reaches its owner’s chain and nothing else', async () => {
  const person = await world.colleague();
  await browser.signIn(person, 'shared');
  const keys = makeKeys();
  const device = { id: deviceIdOf(keys), sig: keys.sig, kem: keys.kem, label: 'Poste' };
  const own = { keys: person.keys, signer: { by: 'device', device: person.device } as const };
  const added = makeUserLink(person, { type: 'add_device', payload: { device } }, { ...own, coSigner: keys });
  const grants = [userKeyGrant(0, device.id)];
  expect((await person.client.post('/me/chain', { link: added, userKeyGrants: grants })).status).toBe(200);
  Object.assign(person.chain, { n: 1, head: statementHash('userLink', added) });
  const revoke = makeUserLink(person, { type: 'revoke_device', payload: { device: device.id } }, own);
  expect((await person.client.post('/me/chain', { link: revoke })).status).toBe(200);
  expect(await refused(switchTo({ ...person, keys, device: device.id }))).toEqual({});
  expect((await browser.ask('/me')).body).toEqual({ code: 'device/revoked' });
  expect((await browser.ask(`/users/${person.user}/chain`)).body.links).toHaveLength(3);
});

it('SHARED-5: signing out ends her session and cookie, also while a colleague’s is open', async () => {
  const cookie = browser.cookies.get(`sanad.person-${salma.user}`)?.value;
  expect((await browser.ask('/sessions/end', { user: salma.user })).body).toEqual({});
  expect(browser.cookies.has(`sanad.person-${salma.user}`)).toBe(false);
  expect((await whoIs()).user).toBe(amel.user);
  const before = openBrowser();
  before.cookies.set('sanad.session_token', { value: cookie ?? '', path: '/', line: '' });
  expect((await before.ask('/me')).body).toEqual({ code: 'auth/required' });
  expect((await browser.ask('/sessions/end', { user: amel.user })).body).toEqual({});
  expect([...browser.cookies.keys()]).toEqual([]);
});

it('SHARED-5: at rest nobody’s session is open, and those who are not here any more have none', async () => {
  const gone = browser.cookies.get(`sanad.person-${amel.user}`)?.value;
  expect((await browser.ask('/sessions/rest', { keep: [salma.user] })).body).toEqual({});
  expect([...browser.cookies.keys()]).toEqual([`sanad.person-${salma.user}`]);
  expect(await whoIs()).toEqual({ code: 'auth/required' });
  const before = openBrowser();
  before.cookies.set('sanad.session_token', { value: gone ?? '', path: '/', line: '' });
  expect((await before.ask('/me')).body).toEqual({ code: 'auth/required' });
  expect(await refused(switchTo(salma))).toEqual({});
  expect((await whoIs()).user).toBe(salma.user);
});

it('SHARED-6: who leaves nothing has a cookie that ends with the browser and none of her own; a rest ends her session', async () => {
  const passing = openBrowser();
  expect((await passing.signIn(salma, 'passing')).status).toBe(200);
  const cookie = passing.cookies.get('sanad.session_token');
  expect(cookie?.line).not.toMatch(/Max-Age|Expires/);
  expect([...passing.cookies.keys()].filter((name) => name.includes('person'))).toEqual([]);
  await passing.ask('/sessions/rest', { keep: [] });
  expect([...passing.cookies.keys()]).toEqual([]);
  if (cookie !== undefined) passing.cookies.set('sanad.session_token', cookie);
  expect((await passing.ask('/me')).body).toEqual({ code: 'auth/required' });
});

it('SHARED-3: on a device of her own nothing but the session is set', async () => {
  const own = openBrowser();
  await own.signIn(salma);
  expect([...own.cookies.keys()]).toEqual(['sanad.session_token']);
});
