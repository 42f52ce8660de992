/** The door of a new identity (RESET-1, RESET-2, RESET-4, RESET-5): who may ask, see, answer and take; what is kept, and for how long. */
import { concat, hexToBytes } from '@sanad/model/bytes';
import type { ResetRequest } from '@sanad/model/wire/http';
import { statementSignedBytes } from '@sanad/model/wire/statement';
import type { UserLink } from '@sanad/model/wire/user-chain';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { deviceIdOf, statementHash } from '../src/devices/signature.ts';
import { createClient, createWorld, joinSocket, type SignedInPerson, type World } from './support/test-client.ts';
import {
  asMember,
  makeApproval,
  makeChunk,
  makeKeys,
  makeRecord,
  makeStatement,
  makeUserLink,
  privateSpace,
  random,
  randomLog,
  type Signer,
  type SigningKey,
  signWith,
  userKeyGrant,
} from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

let server: TestServer;
let world: World;
let database: pg.Client;
/** Another administrator than the founder. */
let other: SignedInPerson;
beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  database = new pg.Client(server.databaseUrl);
  await database.connect();
  other = await world.colleague();
  const { organisationChain, admin } = world;
  const promoted = makeApproval(
    admin,
    organisationChain.n + 1,
    organisationChain.head,
    { ...other.request, genesisHash: other.genesisHash },
    'administrator',
  );
  expect((await world.actAsAdmin(promoted)).status).toBe(200);
});
afterAll(async () => {
  await database.end();
  await server.stop();
});

interface Asking {
  readonly request: ResetRequest;
  readonly keys: SigningKey;
}
function makeRequest(): Asking {
  const [keys, recovery] = [makeKeys(), makeKeys()];
  const device = deviceIdOf(keys);
  const request = {
    device,
    sig: keys.sig,
    kem: keys.kem,
    label: 'Nouveau',
    recovery: { sig: recovery.sig, kem: recovery.kem },
    userKey: concat(Uint8Array.of(4), random(64)),
  };
  return { request, keys };
}
type ResetPayload = Extract<UserLink, { readonly type: 'reset' }>['payload'];
const payloadOf = ({ device, sig, kem, label, recovery, userKey }: ResetRequest, gen = 1): ResetPayload => ({
  device: { id: device, sig, kem, label },
  recovery,
  userKey: { gen, pub: userKey },
});
const resetLink = (person: SignedInPerson, payload: ResetPayload, by: Signer, coSigner?: SigningKey, chainN = 0) =>
  makeUserLink(
    person,
    { type: 'reset', payload },
    {
      keys: by.keys,
      signer: { by: 'administrator', user: by.user, device: by.device, chainN },
      ...(coSigner === undefined ? {} : { coSigner }),
    },
  );
const offerOf = ({ request }: Asking, { body, sig }: ReturnType<typeof resetLink>) => ({ device: request.device, body, sig });

let amel: SignedInPerson;
let asking: Asking;
beforeEach(async () => {
  amel = await world.colleague();
  asking = makeRequest();
});
const ask = async (of = asking) => expect((await amel.client.post('/me/reset', of.request)).status).toBe(200);
/** Confirmed by the administrator; what her device then appends. */
async function confirmed(coSigner = asking.keys) {
  const payload = payloadOf(asking.request);
  expect((await offer(world.admin, offerOf(asking, resetLink(amel, payload, world.admin)))).status).toBe(200);
  const { rows } = await database.query<{ body: Uint8Array; sig: Uint8Array }>(
    'select offer_body as body, offer_sig as sig from reset_request where user_id = $1',
    [amel.user],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('kept');
  const [body, sig] = [new Uint8Array(row.body), new Uint8Array(row.sig)];
  const link = { body, sig, coSig: signWith(coSigner, statementSignedBytes('userLink', body)) };
  return { link, userKeyGrants: [userKeyGrant(1, asking.request.device), userKeyGrant(1, 'recovery')] };
}
const offer = (by: SignedInPerson, body: unknown) => by.client.post(`/admin/resets/${amel.user}/offer`, body);

it('RESET-1: asked for in her own session alone, one at a time, and seen by administrators with what it means', async () => {
  expect((await createClient(server).post('/me/reset', asking.request)).body).toEqual({ code: 'auth/required' });
  const pending = await world.signUp();
  expect((await pending.client.post('/me/reset', asking.request)).body).toEqual({ code: 'account/pending' });
  expect((await amel.client.get('/me/reset')).status).toBe(404);
  await ask();
  expect((await amel.client.get('/me/reset')).body).toEqual({ device: asking.request.device, refused: false });
  // Nobody else is shown hers, and only administrators see the list.
  const stranger = await world.colleague();
  expect((await stranger.client.get('/me/reset')).status).toBe(404);
  expect((await stranger.client.get('/admin/resets')).body).toEqual({ code: 'auth/forbidden' });
  expect((await stranger.client.post(`/admin/resets/${amel.user}/refuse`)).body).toEqual({ code: 'auth/forbidden' });
  expect((await stranger.client.post(`/admin/resets/${amel.user}/offer`, {})).body).toEqual({ code: 'auth/forbidden' });

  await world.direct(amel, stranger);
  const listed = (await world.admin.client.get('/admin/resets')).body.requests;
  expect(listed).toHaveLength(1);
  expect(listed[0]).toMatchObject({
    user: amel.user,
    name: amel.request.name,
    request: asking.request,
    conversations: 1,
    groups: 0,
    devices: 1,
    isOffered: false,
  });
  // A newer one replaces it.
  const again = makeRequest();
  await ask(again);
  expect((await world.admin.client.get('/admin/resets')).body.requests).toMatchObject([{ request: again.request }]);
  expect((await amel.client.post('/me/reset/cancel')).status).toBe(200);
  expect((await world.admin.client.get('/admin/resets')).body.requests).toEqual([]);
});

it('RESET-1: keys of another device, of one that is known, or out of bounds are refused', async () => {
  const { request } = asking;
  const known = { ...request, device: amel.device, sig: amel.keys.sig, kem: amel.keys.kem };
  expect((await amel.client.post('/me/reset', known)).body).toEqual({ code: 'chain/invalid' });
  expect((await amel.client.post('/me/reset', { ...request, device: makeRequest().request.device })).body).toEqual({
    code: 'chain/invalid',
  });
  for (const wrong of [{ label: '' }, { label: 'x'.repeat(61) }, { userKey: random(64) }, { sig: random(31) }, { more: 1 }])
    expect((await amel.client.post('/me/reset', { ...request, ...wrong })).body).toEqual({ code: 'request/malformed' });
});

it('RESET-1: after a week nobody sees it, and nobody answers it', async () => {
  await ask();
  await database.query("update reset_request set created_at = now() - interval '8 days' where user_id = $1", [amel.user]);
  expect((await amel.client.get('/me/reset')).status).toBe(404);
  expect((await world.admin.client.get('/admin/resets')).body.requests).toEqual([]);
  const link = resetLink(amel, payloadOf(asking.request), world.admin);
  expect((await offer(world.admin, offerOf(asking, link))).status).toBe(404);
  expect((await world.admin.client.post(`/admin/resets/${amel.user}/refuse`)).status).toBe(404);
  const next = await world.colleague();
  await next.client.post('/me/reset', makeRequest().request);
  expect((await database.query('select 1 from reset_request where user_id = $1', [amel.user])).rowCount).toBe(0);
  await next.client.post('/me/reset/cancel');
});

it('RESET-2: an answer is kept only if it makes what she asked for, and its administrator signed it herself', async () => {
  await ask();
  const { admin } = world;
  const right = payloadOf(asking.request);
  const others = payloadOf(makeRequest().request);
  for (const wrong of [
    { ...right, device: others.device },
    { ...right, device: { ...right.device, label: 'Autre' } },
    { ...right, recovery: others.recovery },
    { ...right, userKey: others.userKey },
  ])
    expect((await offer(admin, offerOf(asking, resetLink(amel, wrong, admin)))).body).toEqual({ code: 'chain/invalid' });
  expect((await offer(admin, offerOf(asking, resetLink(amel, payloadOf(asking.request, 2), admin)))).body.code).toBe(
    'chain/invalid',
  );
  // Signed by somebody else than who brings it; by a colleague; with a key that is not hers; of a place that is over.
  const link = resetLink(amel, right, admin);
  expect((await offer(other, offerOf(asking, link))).body).toEqual({ code: 'auth/forbidden' });
  const mixed = resetLink(amel, right, { ...admin, keys: makeKeys() });
  expect((await offer(admin, offerOf(asking, mixed))).body).toEqual({ code: 'chain/signature' });
  const foreign = resetLink(amel, right, { ...admin, device: other.device, keys: other.keys });
  expect((await offer(admin, offerOf(asking, foreign))).body).toEqual({ code: 'chain/signature' });
  const late = makeStatement(
    'userLink',
    {
      v: 1,
      user: amel.user,
      n: 2,
      prev: amel.chain.head,
      atMs: 1,
      signer: { by: 'administrator', user: admin.user, device: admin.device, chainN: 0 },
      type: 'reset',
      payload: right,
    },
    admin.keys,
  );
  expect((await offer(admin, offerOf(asking, late))).body).toEqual({ code: 'chain/conflict', n: 0 });
  expect((await amel.client.get('/me/reset')).body).toEqual({ device: asking.request.device, refused: false });

  expect((await offer(admin, offerOf(asking, link))).status).toBe(200);
  expect((await amel.client.get('/me/reset')).body.offer).toEqual(offerOf(asking, link));
  expect((await admin.client.get('/admin/resets')).body.requests).toMatchObject([{ isOffered: true }]);
  // Asked for anew it is withdrawn; refused it is over.
  await ask();
  expect((await amel.client.get('/me/reset')).body.offer).toBeUndefined();
  expect((await admin.client.post(`/admin/resets/${amel.user}/refuse`)).status).toBe(200);
  expect((await amel.client.get('/me/reset')).body).toEqual({ device: asking.request.device, refused: true });
  expect((await offer(admin, offerOf(asking, link))).status).toBe(404);
  expect((await admin.client.get('/admin/resets')).body.requests).toEqual([]);
});

it('RESET-2: an administrator neither sees nor answers a request of her own', async () => {
  const own = makeRequest();
  expect((await other.client.post('/me/reset', own.request)).status).toBe(200);
  expect((await other.client.get('/admin/resets')).body.requests).toEqual([]);
  const link = resetLink(other, payloadOf(own.request), other);
  expect((await other.client.post(`/admin/resets/${other.user}/offer`, offerOf(own, link))).body).toEqual({
    code: 'auth/forbidden',
  });
  expect((await other.client.post(`/admin/resets/${other.user}/refuse`)).status).toBe(404);
  expect((await world.admin.client.get('/admin/resets')).body.requests).toHaveLength(1);
  await other.client.post('/me/reset/cancel');
});

it('RESET-3, CHAIN-7: nothing is made without both signatures, in her own session, with the grants of the new key', async () => {
  await ask();
  const { admin } = world;
  const payload = payloadOf(asking.request);
  const grants = [userKeyGrant(1, asking.request.device), userKeyGrant(1, 'recovery')];
  const alone = resetLink(amel, payload, admin);
  // The administrator alone, in either session; a co-signature of another device; a member as administrator.
  for (const client of [admin.client, amel.client])
    expect((await client.post('/me/chain', { link: alone, userKeyGrants: grants })).status).toBe(400);
  const wrongly = resetLink(amel, payload, admin, makeKeys());
  expect((await amel.client.post('/me/chain', { link: wrongly, userKeyGrants: grants })).body).toEqual({
    code: 'chain/signature',
  });
  const member = await world.colleague();
  const byMember = resetLink(amel, payload, member, asking.keys);
  expect((await amel.client.post('/me/chain', { link: byMember, userKeyGrants: grants })).body).toEqual({
    code: 'chain/signature',
  });
  // Signed by both, but no answer to her request: never given, or taken back.
  const beside = resetLink(amel, payload, admin, asking.keys);
  expect((await amel.client.post('/me/chain', { link: beside, userKeyGrants: grants })).body).toEqual({ code: 'chain/invalid' });
  const refused = await confirmed();
  expect((await admin.client.post(`/admin/resets/${amel.user}/refuse`)).status).toBe(200);
  expect((await amel.client.post('/me/chain', refused)).body).toEqual({ code: 'chain/invalid' });
  await ask();
  const { link } = await confirmed();
  expect((await admin.client.post('/me/chain', { link, userKeyGrants: grants })).body).toEqual({ code: 'chain/invalid' });
  for (const wrong of [[], grants.slice(0, 1), [userKeyGrant(0, asking.request.device), userKeyGrant(0, 'recovery')]])
    expect((await amel.client.post('/me/chain', { link, userKeyGrants: wrong })).body).toEqual({ code: 'chain/invalid' });
  expect((await amel.client.post('/me/chain', { link, userKeyGrants: grants })).body).toEqual({ n: 1 });
  expect((await amel.client.get('/me/reset')).status).toBe(404);
});

it('RESET-4, AUTH-11: the devices of before are cut off, and the private space of before is gone', async () => {
  const space = privateSpace(amel.user);
  const made = makeRecord(amel, space, 'private', [asMember(amel)]);
  expect((await amel.client.post(`/spaces/${space}/epochs`, made.request)).status).toBe(200);
  const socket = await joinSocket(server, amel);
  const log = randomLog();
  const chunk = makeChunk(amel, log, { n: 1, prev: new Uint8Array(32) });
  expect((await socket.append(space, log, chunk.bytes)).type).toBe('appended');
  const second = createClient(server);
  const { email, password } = amel.request;
  expect((await second.post('/sign-in', { login: email, password })).status).toBe(200);
  expect((await second.post('/me/reset', asking.request)).status).toBe(200);
  expect((await second.post('/me/chain', await confirmed())).status).toBe(200);
  expect(await socket.closed).toBe(4403);
  expect((await amel.client.get('/me')).body).toEqual({ code: 'device/revoked' });
  expect((await second.get('/spaces')).body.spaces).toEqual([]);
  const { rows } = await database.query(
    `select (select count(*)::int from log where id = $1) + (select count(*)::int from chunk) as kept`,
    [hexToBytes(log)],
  );
  expect(rows).toEqual([{ kept: 0 }]);
});

it('RESET-5: what a reset made writes neither records nor messages before a member granted it the key', async () => {
  const salma = await world.colleague();
  const { space, position } = await world.direct(salma, amel);
  await ask();
  const taken = await confirmed();
  expect((await amel.client.post('/me/chain', taken)).status).toBe(200);
  const renewed: SignedInPerson = {
    ...amel,
    device: asking.request.device,
    keys: asking.keys,
    chain: { n: 1, head: statementHash('userLink', taken.link), ukGen: 1 },
  };
  const socket = await joinSocket(server, renewed);
  const log = randomLog();
  const chunk = makeChunk(renewed, log, { n: 1, prev: new Uint8Array(32) });
  expect(await socket.append(space, log, chunk.bytes)).toMatchObject({ type: 'refused', code: 'space/not-member' });
  // She grants herself: with the key that is there, or with one of her own.
  const members = [asMember(salma), asMember(renewed)];
  for (const options of [{}, { add: [asMember(renewed)] }]) {
    const made = makeRecord(renewed, space, 'direct', members, position, options);
    expect((await renewed.client.post(`/spaces/${space}/epochs`, made.request)).body.code).toBe('auth/forbidden');
  }
  const bySalma = makeRecord(salma, space, 'direct', members, position);
  expect((await salma.client.post(`/spaces/${space}/epochs`, bySalma.request)).status).toBe(200);
  const later = makeChunk(renewed, log, { n: 1, prev: new Uint8Array(32), epoch: 1 });
  expect((await socket.append(space, log, later.bytes)).type).toBe('appended');
  const granted = await database.query<{ gen: number }>(
    'select uk_gen as gen from epoch_grant where user_id = $1 and space_id = $2 order by epoch',
    [amel.user, hexToBytes(space)],
  );
  expect(granted.rows.map(({ gen }) => gen)).toEqual([0, 1]);
  socket.close();
});

it('AUTH-11: a device that a reset ended reads what verifies the reset, and nothing else', async () => {
  const socket = await joinSocket(server, amel);
  const stranger = await world.colleague();
  const second = createClient(server);
  const { email, password } = amel.request;
  expect((await second.post('/sign-in', { login: email, password })).status).toBe(200);
  expect((await second.post('/me/reset', asking.request)).status).toBe(200);
  expect((await second.post('/me/chain', await confirmed())).status).toBe(200);
  await socket.closed;
  expect((await amel.client.get(`/users/${amel.user}/chain`)).body.links).toHaveLength(2);
  expect((await amel.client.get('/organisation/chain?from=0')).status).toBe(200);
  expect((await amel.client.get(`/users/${world.admin.user}/chain`)).status).toBe(200);
  for (const path of [`/users/${other.user}/chain`, `/users/${stranger.user}/chain`, '/directory', '/spaces', '/me/reset'])
    expect((await amel.client.get(path)).body).toEqual({ code: 'device/revoked' });
});
