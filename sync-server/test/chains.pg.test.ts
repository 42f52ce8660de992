import { concat } from '@sanad/model/bytes';
import type { Member } from '@sanad/model/wire/epoch-record';
import type { Statement } from '@sanad/model/wire/statement';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceIdOf, statementHash } from '../src/devices/signature.ts';
import { createClient, createWorld, joinSocket, type Loose, type SignedInPerson, type World } from './support/test-client.ts';
import {
  asMember,
  directSpace,
  grantFor,
  makeChunk,
  makeKeys,
  makeOrganisationLink,
  makeRecord,
  makeStatement,
  makeUserLink,
  newGroup,
  privateSpace,
  random,
  randomLog,
  randomSpace,
  type SigningKey,
  type SpacePosition,
  userKeyGrant,
} from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
});
afterAll(() => server.stop());

const moveOn = (person: SignedInPerson, link: Statement, changes: Partial<SignedInPerson['chain']> = {}): void => {
  Object.assign(person.chain, { n: person.chain.n + 1, head: statementHash('userLink', link), ...changes });
};
const ownDevice = (person: SignedInPerson) => ({ keys: person.keys, signer: { by: 'device', device: person.device } as const });
const newDevice = (keys: SigningKey = makeKeys()) => ({
  keys,
  device: { id: deviceIdOf(keys), sig: keys.sig, kem: keys.kem, label: 'Second' },
});
const pub = () => concat(Uint8Array.of(4), random(64));

describe('device chains', () => {
  it('CHAIN-4, CHAIN-8: links are appended by compare-and-swap; of two at once one wins; a repeat succeeds', async () => {
    const person = await world.colleague();
    const attempts = [newDevice(), newDevice()].map(({ keys, device }) => ({
      link: makeUserLink(person, { type: 'add_device', payload: { device } }, { ...ownDevice(person), coSigner: keys }),
      userKeyGrants: [userKeyGrant(0, device.id)],
    }));
    const answers = await Promise.all(attempts.map((attempt) => person.client.post('/me/chain', attempt)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body).toEqual({ code: 'chain/conflict', n: 1 });
    const won = attempts[answers.findIndex((answer) => answer.status === 200)];
    expect((await person.client.post('/me/chain', won)).body).toEqual({ n: 1 });
    const { links, more } = (await world.admin.client.get(`/users/${person.user}/chain`)).body;
    expect([links.length, more]).toEqual([2, false]);
    expect((await world.admin.client.get(`/users/${person.user}/chain?from=1`)).body.links).toHaveLength(1);
  });

  it('CHAIN-1: a link needs exactly the signatures that the chain so far requires', async () => {
    const person = await world.colleague();
    const { keys, device } = newDevice();
    const grants = { userKeyGrants: [userKeyGrant(0, device.id)] };
    const act = { type: 'add_device', payload: { device } } as const;
    const code = async (link: Statement, rest: object = grants) =>
      (await person.client.post('/me/chain', { link, ...rest })).body.code;
    expect(await code(makeUserLink(person, act, ownDevice(person)))).toBe('chain/signature');
    expect(await code(makeUserLink(person, act, { ...ownDevice(person), coSigner: makeKeys() }))).toBe('chain/signature');
    expect(await code(makeUserLink(person, act, { ...ownDevice(person), keys: makeKeys(), coSigner: keys }))).toBe(
      'chain/signature',
    );
    const unbound = { ...act, payload: { device: { ...device, kem: pub() } } };
    expect(await code(makeUserLink(person, unbound, { ...ownDevice(person), coSigner: keys }))).toBe('chain/invalid');
    const revoke = { type: 'revoke_device', payload: { device: person.device } } as const;
    expect(await code(makeUserLink(person, revoke, { ...ownDevice(person), coSigner: keys }), {})).toBe('chain/signature');
    const stranger = await world.colleague();
    const theirs = makeUserLink(stranger, revoke, ownDevice(stranger));
    expect(await code(theirs, {})).toBe('chain/invalid');
  });

  it('CHAIN-6: a new device comes with its grant, a new user key with a grant for everyone and a back link', async () => {
    const person = await world.colleague();
    const { keys, device } = newDevice();
    const add = makeUserLink(
      person,
      { type: 'add_device', payload: { device } },
      { keys: person.recovery, signer: { by: 'recovery' }, coSigner: keys },
    );
    const post = (body: object) => person.client.post('/me/chain', body);
    expect((await post({ link: add })).body.code).toBe('chain/invalid');
    expect((await post({ link: add, userKeyGrants: [userKeyGrant(1, device.id)] })).body.code).toBe('chain/invalid');
    expect((await post({ link: add, userKeyGrants: [userKeyGrant(0, device.id), userKeyGrant(0, 'recovery')] })).body.code).toBe(
      'chain/invalid',
    );
    expect((await post({ link: add, userKeyGrants: [userKeyGrant(0, device.id)] })).body).toEqual({ n: 1 });
    moveOn(person, add);

    const rotate = makeUserLink(person, { type: 'rotate_uk', payload: { userKey: { gen: 1, pub: pub() } } }, ownDevice(person));
    const everyone = [person.device, device.id, 'recovery' as const].map((recipient) => userKeyGrant(1, recipient));
    const userKeyBackLink = { gen: 1, iv: random(12), sealed: random(48) };
    expect((await post({ link: rotate, userKeyGrants: everyone })).body.code).toBe('chain/invalid');
    expect((await post({ link: rotate, userKeyGrants: everyone.slice(1), userKeyBackLink })).body.code).toBe('chain/invalid');
    expect((await post({ link: rotate, userKeyGrants: everyone, userKeyBackLink })).body).toEqual({ n: 2 });
    moveOn(person, rotate, { ukGen: 1 });
    const keysOf = (await person.client.get(`/me/user-keys?recipient=${device.id}`)).body;
    expect(keysOf.grants.map((grant: Loose) => grant.gen)).toEqual([0, 1]);
    expect(keysOf.backLinks).toEqual([userKeyBackLink]);

    const recovery = makeKeys();
    const set = makeUserLink(
      person,
      { type: 'set_recovery', payload: { recovery: { sig: recovery.sig, kem: recovery.kem } } },
      ownDevice(person),
    );
    expect((await post({ link: set })).body.code).toBe('chain/invalid');
    const fresh = userKeyGrant(1, 'recovery');
    expect((await post({ link: set, userKeyGrants: [fresh] })).body).toEqual({ n: 3 });
    const forRecovery = (await person.client.get('/me/user-keys?recipient=recovery')).body.grants;
    // CODE-1: what the code of before opened is not there any more; the new one reaches it through the back links.
    expect(forRecovery).toEqual([fresh]);
  });

  it('CHAIN-5: a revoked device loses its socket at once and may not append any more', async () => {
    const person = await world.colleague();
    const { space } = await world.direct(person, world.admin);
    const { keys, device } = newDevice();
    const add = makeUserLink(person, { type: 'add_device', payload: { device } }, { ...ownDevice(person), coSigner: keys });
    await person.client.post('/me/chain', { link: add, userKeyGrants: [userKeyGrant(0, device.id)] });
    moveOn(person, add);
    const second = { ...person, device: device.id, keys };
    const socket = await joinSocket(server, second);
    const log = randomLog();
    expect((await socket.append(space, log, makeChunk(second, log).bytes)).type).toBe('appended');
    const revoke = makeUserLink(person, { type: 'revoke_device', payload: { device: device.id } }, ownDevice(person));
    expect((await person.client.post('/me/chain', { link: revoke })).body).toEqual({ n: 2 });
    expect(await socket.closed).toBe(4403);
    await expect(joinSocket(server, second)).rejects.toThrow();
  });

  it('CHAIN-7: a reset is signed by another person who is an administrator, and replaces every device', async () => {
    const person = await world.colleague();
    const { keys, device } = newDevice();
    const recovery = makeKeys();
    const payload = { device, recovery: { sig: recovery.sig, kem: recovery.kem }, userKey: { gen: 1, pub: pub() } };
    const grants = { userKeyGrants: [userKeyGrant(1, device.id), userKeyGrant(1, 'recovery')] };
    const by = (who: SignedInPerson) => ({
      keys: who.keys,
      coSigner: keys,
      signer: { by: 'administrator', user: who.user, device: who.device, chainN: 0 } as const,
    });
    const colleague = await world.colleague();
    const forged = makeUserLink(person, { type: 'reset', payload }, by(colleague));
    expect((await person.client.post('/me/chain', { link: forged, ...grants })).body.code).toBe('chain/signature');
    const reset = makeUserLink(person, { type: 'reset', payload }, by(world.admin));
    const { id, ...publicKeys } = device;
    const asked = { device: id, ...publicKeys, recovery: payload.recovery, userKey: payload.userKey.pub };
    expect((await person.client.post('/me/reset', asked)).status).toBe(200);
    const offer = { device: id, body: reset.body, sig: reset.sig };
    expect((await world.admin.client.post(`/admin/resets/${person.user}/offer`, offer)).status).toBe(200);
    expect((await person.client.post('/me/chain', { link: reset, ...grants })).body).toEqual({ n: 1 });
    // CODE-1: the code of before opens nothing of what was.
    const asks = createClient(server);
    const { email, password } = person.request;
    await asks.post('/sign-in', { login: email, password });
    expect((await asks.get('/me/user-keys?recipient=recovery')).body.grants).toEqual([grants.userKeyGrants[1]]);
    const old = { ...person };
    await expect(joinSocket(server, old)).rejects.toThrow();
    const socket = await joinSocket(server, { ...person, device: device.id, keys });
    socket.close();
  });
});

describe('the organisation', () => {
  it('ORG-6: a suspension closes the sockets at once; others hear of the chain', async () => {
    const [person, witness] = [await world.colleague(), await world.colleague()];
    const [socket, other] = [await joinSocket(server, person), await joinSocket(server, witness)];
    const { n, head } = world.organisationChain;
    await world.actAsAdmin(makeOrganisationLink(world.admin, n + 1, head, { type: 'suspend', payload: { user: person.user } }));
    expect(await socket.closed).toBe(4403);
    await other.waitFor((frame) => frame.type === 'organisation' && frame.n === n + 1);
    const reinstate = makeOrganisationLink(world.admin, n + 2, world.organisationChain.head, {
      type: 'reinstate',
      payload: { user: person.user },
    });
    expect((await world.actAsAdmin(reinstate)).status).toBe(200);
    const back = createClient(server);
    expect((await back.post('/sign-in', { login: person.request.email, password: person.request.password })).status).toBe(200);
    other.close();
  });
});

describe('epoch records', () => {
  const post = (person: SignedInPerson, space: string, request: object) => person.client.post(`/spaces/${space}/epochs`, request);

  it('EPOCH-2: the id of a direct conversation and of a private space follows from its members', async () => {
    const [a, b] = [await world.colleague(), await world.colleague()];
    const members = [asMember(a), asMember(b)];
    const wrong = randomSpace();
    expect((await post(a, wrong, makeRecord(a, wrong, 'direct', members).request)).body.code).toBe('epoch/invalid');
    const space = directSpace(world.organisation, [b.user, a.user]);
    expect((await post(a, space, makeRecord(a, space, 'direct', [asMember(a)]).request)).body.code).toBe('epoch/invalid');
    expect((await post(a, space, makeRecord(a, space, 'direct', members).request)).body).toEqual({ epoch: 0, rev: 0 });
    const own = privateSpace(a.user);
    expect((await post(b, own, makeRecord(b, own, 'private', [asMember(b)]).request)).body.code).toBe('epoch/invalid');
    expect((await post(a, own, makeRecord(a, own, 'private', [asMember(a)]).request)).body).toEqual({ epoch: 0, rev: 0 });
    expect((await a.client.get('/spaces')).body.spaces).toHaveLength(2);
    const { records, grants, more } = (await b.client.get(`/spaces/${space}/epochs`)).body;
    expect([records.length, more, grants[0].grant.user]).toEqual([1, false, b.user]);
    expect((await world.admin.client.get(`/spaces/${space}/epochs`)).body.code).toBe('space/not-member');
  });

  it('EPOCH-1: of two first records at once one wins and the other is told where the space stands; a repeat succeeds', async () => {
    const [a, b] = [await world.colleague(), await world.colleague()];
    const space = directSpace(world.organisation, [a.user, b.user]);
    const members = [asMember(a), asMember(b)];
    const requests = [makeRecord(a, space, 'direct', members).request, makeRecord(b, space, 'direct', members).request] as const;
    const answers = await Promise.all([post(a, space, requests[0]), post(b, space, requests[1])]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body).toEqual({ code: 'epoch/conflict', epoch: 0, rev: 0 });
    const winner = answers[0]?.status === 200 ? 0 : 1;
    expect((await post(winner === 0 ? a : b, space, requests[winner])).body).toEqual({ epoch: 0, rev: 0 });
  });

  it('EPOCH-5: every listed member has a grant, and nobody else', async () => {
    const [a, b] = [await world.colleague(), await world.colleague()];
    const { space, changes } = newGroup();
    const members = [asMember(a), asMember(b, false)];
    const grants = members.map(grantFor);
    const code = async (options: object) =>
      (await post(a, space, makeRecord(a, space, 'group', members, undefined, { changes, ...options }).request)).body.code;
    expect(await code({ grants: grants.slice(1) })).toBe('epoch/member-without-grant');
    expect(await code({ grants: [...grants, grantFor(asMember(world.admin))] })).toBe('epoch/member-without-grant');
    expect(await code({ grants })).toBeUndefined();
  });

  it('EPOCH-11: a leave is kept for the others when its member signed it, and goes with the record that removes her', async () => {
    const [a, b, c] = [await world.colleague(), await world.colleague(), await world.colleague()];
    const { space, changes } = newGroup();
    const [ma, mb, mc] = [asMember(a), asMember(b, false), asMember(c, false)];
    const made = makeRecord(a, space, 'group', [ma, mb, mc], undefined, { changes });
    expect((await post(a, space, made.request)).status).toBe(200);
    const leave = (by: SignedInPerson, more: object = {}, keys = by.keys) => ({
      leave: makeStatement(
        'leave',
        { v: 1, space, user: by.user, device: by.device, chainN: 0, epoch: 0, rev: 0, ...more },
        keys,
      ),
    });
    const code = async (by: SignedInPerson, body: object, at = space) =>
      (await by.client.post(`/spaces/${at}/leave`, body)).body.code;
    expect(await code(b, leave(c))).toBe('epoch/invalid');
    expect(await code(b, leave(b, {}, c.keys))).toBe('epoch/signature');
    expect(await code(b, leave(b, { device: c.device }, c.keys))).toBe('chunk/device');
    expect(await code(b, leave(b, { epoch: 1 }))).toBe('epoch/invalid');
    // A position that her chain has not reached: readers would refuse the record for ever.
    expect(await code(b, leave(b, { chainN: 999 }))).toBe('epoch/invalid');
    const [wild] = [leave(b, { chainN: 999 }).leave].map(({ body, sig }) => ({ body, sig }));
    const hers = makeRecord(b, space, 'group', [ma, mc], made.position, {
      changes: { leaves: wild === undefined ? [] : [wild] },
    });
    expect((await post(b, space, hers.request)).body.code).toBe('epoch/invalid');
    expect(await code(b, { leave: { body: random(600), sig: random(64) } })).toBe('epoch/invalid');
    expect(await code(world.admin, leave(world.admin))).toBe('space/not-member');
    const { space: between } = await world.direct(b, c);
    expect(await code(b, leave(b, { space: between }), between)).toBe('epoch/invalid');
    const listening = await joinSocket(server, c);
    expect(await code(b, leave(b))).toBeUndefined();
    await listening.waitFor((frame) => frame.type === 'epoch' && frame.space === space);
    const { leaves } = (await c.client.get(`/spaces/${space}/epochs?from=1`)).body;
    expect(leaves.length).toBe(1);
    expect((await c.client.get('/spaces')).body.spaces.find((row: Loose) => row.space === space).leaving).toBe(1);
    // Any member writes her out with it; without it nobody but an administrator.
    expect((await post(c, space, makeRecord(c, space, 'group', [ma, mc], made.position).request)).body.code).toBe(
      'auth/forbidden',
    );
    const [{ body, sig }] = leaves;
    const out = makeRecord(c, space, 'group', [ma, mc], made.position, { changes: { leaves: [{ body, sig }] } });
    expect((await post(c, space, out.request)).body).toEqual({ epoch: 1, rev: 0 });
    expect((await c.client.get(`/spaces/${space}/epochs?from=2`)).body.leaves).toEqual([]);
    expect((await b.client.get(`/spaces/${space}/epochs`)).body.code).toBe('space/not-member');
    listening.close();
  });

  it('EPOCH-10: a record needs its author’s own active device, its signature, real positions and active people', async () => {
    const [a, b] = [await world.colleague(), await world.colleague()];
    const { space, changes } = newGroup();
    const members = [asMember(a), asMember(b, false)];
    const { request } = makeRecord(a, space, 'group', members, undefined, { changes });
    expect((await post(a, space, { ...request, record: { ...request.record, sig: random(64) } })).body.code).toBe(
      'epoch/signature',
    );
    expect((await post(b, space, request)).body.code).toBe('epoch/invalid');
    const foreign = makeRecord({ ...a, device: b.device }, space, 'group', members);
    expect((await post(a, space, foreign.request)).body.code).toBe('chunk/device');
    const ahead = { ...asMember(b, false), ukGen: 4 };
    const code = async (...all: Member[]) =>
      (await post(a, space, makeRecord(a, space, 'group', all, undefined, { changes }).request)).body.code;
    expect(await code(asMember(a), ahead)).toBe('epoch/invalid');
    expect(await code(asMember(a), asMember(await world.signUp(), false))).toBe('epoch/invalid');
    expect((await post(a, space, makeRecord(a, space, 'organisation', members).request)).body.code).toBe('auth/forbidden');
    expect((await post(a, randomSpace(), request)).body.code).toBe('epoch/invalid');
  });

  it('EPOCH-2: a colleague cannot take the id of two others’ conversation for a group of her own', async () => {
    const [a, b, thief] = [await world.colleague(), await world.colleague(), await world.colleague()];
    const space = directSpace(world.organisation, [a.user, b.user]);
    const taken = makeRecord(
      thief,
      space,
      'group',
      [thief, a, b].map((one) => asMember(one)),
    );
    expect((await post(thief, space, taken.request)).body.code).toBe('epoch/invalid');
    const made = makeRecord(a, space, 'direct', [asMember(a), asMember(b)]);
    expect((await post(a, space, made.request)).status).toBe(200);
  });

  it('EPOCH-4: only an administrator of the space changes it; a member may re-key; appends under the old epoch conflict', async () => {
    const [a, b, c] = [await world.colleague(), await world.colleague(), await world.colleague()];
    const { space, changes } = newGroup();
    const [ma, mb, mc] = [asMember(a), asMember(b, false), asMember(c, false)];
    const made = makeRecord(a, space, 'group', [ma, mb], undefined, { changes });
    expect((await post(a, space, made.request)).status).toBe(200);
    let at: SpacePosition = made.position;
    const socket = await joinSocket(server, b);
    const byMember = makeRecord(b, space, 'group', [ma, mb, mc], at, { add: [mc] });
    expect((await post(b, space, byMember.request)).body.code).toBe('auth/forbidden');
    const added = makeRecord(a, space, 'group', [ma, mb, mc], at, { add: [mc] });
    expect((await post(a, space, added.request)).body).toEqual({ epoch: 0, rev: 1 });
    at = added.position;
    await socket.waitFor((frame) => frame.type === 'epoch' && frame.space === space && frame.rev === 1);
    expect((await post(a, space, makeRecord(a, space, 'group', [ma, mb], made.position).request)).body).toEqual({
      code: 'epoch/conflict',
      epoch: 0,
      rev: 1,
    });
    const rotated = makeRecord(b, space, 'group', [ma, mb, mc], at);
    expect((await post(b, space, rotated.request)).body).toEqual({ epoch: 1, rev: 0 });
    const log = randomLog();
    expect(await socket.append(space, log, makeChunk(b, log).bytes)).toMatchObject({ type: 'conflict', epoch: 1 });
    expect(await socket.append(space, log, makeChunk(b, log, { epoch: 1 }).bytes)).toMatchObject({ type: 'appended' });
    const removed = makeRecord(a, space, 'group', [ma, mc], rotated.position);
    expect((await post(a, space, removed.request)).body).toEqual({ epoch: 2, rev: 0 });
    await socket.waitFor((frame) => frame.type === 'epoch' && frame.epoch === 2);
    expect((await b.client.get(`/spaces/${space}/epochs`)).body.code).toBe('space/not-member');
    expect((await b.client.get(`/logs/${log}`)).body.code).toBe('space/not-member');
    expect((await c.client.get(`/spaces/${space}/epochs?from=1`)).body.grants.map((row: Loose) => [row.epoch, row.rev])).toEqual([
      [0, 1],
      [1, 0],
      [2, 0],
    ]);
    socket.close();
  });

  it('LOG-4: an epoch change races with appends: each is under the epoch it was sealed with, or conflicts', async () => {
    const [a, b] = [await world.colleague(), await world.colleague()];
    const { space, position } = await world.direct(a, b);
    const socket = await joinSocket(server, b);
    const members = [asMember(a), asMember(b)];
    let at = position;
    const appending = (async () => {
      let [appended, conflicts] = [0, 0];
      for (let i = 0; i < 60; i++) {
        const log = randomLog();
        const answer = await socket.append(space, log, makeChunk(b, log, { epoch: at.epoch }).bytes);
        if (answer.type === 'appended') appended += 1;
        else conflicts += answer.type === 'conflict' ? 1 : 1000;
      }
      return [appended, conflicts] as const;
    })();
    for (let i = 0; i < 8; i++) {
      const next = makeRecord(a, space, 'direct', members, at);
      expect((await post(a, space, next.request)).status).toBe(200);
      at = next.position;
    }
    const [appended, conflicts] = await appending;
    expect(appended + conflicts).toBe(60);
    expect(appended).toBeGreaterThan(0);
    socket.close();
  });
});
