import { encodeCbor } from '@sanad/model/cbor';
import type { SpaceId } from '@sanad/model/ids';
import { ERROR_CODES, isErrorCode } from '@sanad/model/wire/error-code';
import { maxFrameBytes } from '@sanad/model/wire/limits';
import { proveInput } from '@sanad/model/wire/up';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createClient,
  createWorld,
  joinSocket,
  openSocket,
  type SignedInPerson,
  type TestSocket,
  type World,
} from './support/test-client.ts';
import { makeChunk, makeKeys, random, randomLog, signWith } from './support/test-device.ts';
import { startTestServer, type TestServer, until } from './support/test-server.ts';

let server: TestServer;
let world: World;
let alice: SignedInPerson;
let bob: SignedInPerson;
let space: SpaceId;
let bystander: TestSocket;
beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  alice = await world.colleague();
  bob = await world.colleague();
  space = (await world.direct(alice, bob)).space;
  bystander = await joinSocket(server, bob);
});
afterAll(async () => {
  bystander.close();
  await server.stop();
});

const bystanderWorks = async (): Promise<void> => {
  const log = randomLog();
  expect((await bystander.append(space, log, makeChunk(bob, log).bytes)).type).toBe('appended');
};

describe('the handshake', () => {
  it('SYNC-1: nothing but join and prove is heard before the device proved its key', async () => {
    const socket = openSocket(server, alice.client.cookie, alice);
    await socket.waitFor((frame) => frame.type === 'challenge');
    socket.send({ type: 'ping', ref: 1 });
    expect(await socket.closed).toBe(4401);
  });

  it('SYNC-1: a signature of another key, of another nonce or of nobody is refused', async () => {
    for (const sig of [
      signWith(makeKeys(), proveInput(random(32), alice.device)),
      signWith(alice.keys, proveInput(random(32), alice.device)),
      random(64),
    ]) {
      const socket = openSocket(server, alice.client.cookie, alice);
      await socket.waitFor((frame) => frame.type === 'challenge');
      socket.send({ type: 'prove', sig });
      expect(await socket.closed).toBe(4401);
    }
  });

  it('SYNC-1: the device must be the session’s own, and join under the name it proved', async () => {
    const foreign = openSocket(server, alice.client.cookie, bob);
    const challenge = await foreign.waitFor((frame) => frame.type === 'challenge');
    foreign.send({ type: 'prove', sig: signWith(bob.keys, proveInput(challenge.nonce, bob.device)) });
    expect(await foreign.closed).toBe(4403);

    const other = openSocket(server, alice.client.cookie, alice);
    const { nonce } = await other.waitFor((frame) => frame.type === 'challenge');
    other.sendRaw(encodeCbor({ type: 'join', senderId: bob.device, supportedProtocolVersions: ['1'] }));
    other.send({ type: 'prove', sig: signWith(alice.keys, proveInput(nonce, alice.device)) });
    expect(await other.closed).toBe(4403);
  });

  it('SYNC-2: the newest socket of a device wins, the older is closed with 4409', async () => {
    const first = await joinSocket(server, alice);
    const second = await joinSocket(server, alice);
    expect(await first.closed).toBe(4409);
    expect((await second.ask({ type: 'ping' })).type).toBe('pong');
    second.close();
  });

  it('SYNC-1: the upgrade needs a session of an active account and an own Origin', async () => {
    const status = (cookie: string | undefined, headers: Record<string, string> = {}) =>
      new Promise<number>((done) => {
        const { socket } = openSocket(server, cookie, alice, headers);
        socket.on('unexpected-response', (_request, response) => done(response.statusCode ?? 0));
        socket.on('open', () => done(101));
      });
    expect(await status(undefined)).toBe(401);
    expect(await status('sanad.session_token=forged.forged')).toBe(401);
    expect(await status(alice.client.cookie, { origin: 'https://evil.example' })).toBe(403);
    expect(await status((await world.signUp()).client.cookie)).toBe(403);
  });
});

describe('bad frames', () => {
  const violation = async (send: (socket: TestSocket) => void, code: number): Promise<void> => {
    const socket = await joinSocket(server, alice);
    send(socket);
    expect(await socket.closed).toBe(code);
  };

  it('WIRE-2: too large is 4413, above twice the limit the line is cut', async () => {
    await violation((socket) => socket.sendRaw(random(maxFrameBytes + 1)), 4413);
    await violation((socket) => socket.sendRaw(random(2 * maxFrameBytes + 1)), 1009);
  });

  it('WIRE-4: truncated, text, unknown type, surplus field, wrong field: 4400', async () => {
    const good = encodeCbor({ type: 'ping', ref: 1, senderId: alice.device, targetId: 'server' });
    await violation((socket) => socket.sendRaw(good.subarray(0, good.length - 3)), 4400);
    await violation((socket) => socket.sendRaw('{"type":"ping"}'), 4400);
    await violation((socket) => socket.send({ type: 'exec', ref: 1 }), 4400);
    await violation((socket) => socket.send({ type: 'ping', ref: 1, more: 1 }), 4400);
    await violation((socket) => socket.send({ type: 'ping', ref: -1 }), 4400);
    await violation((socket) => socket.send({ type: 'append', ref: 1, space, log: 'x', chunk: random(300) }), 4400);
    await violation((socket) => socket.sendRaw(new Uint8Array()), 4400);
  });

  it('SYNC-1: a frame under another device’s name is 4403', async () => {
    await violation(
      (socket) => socket.sendRaw(encodeCbor({ type: 'ping', ref: 1, senderId: bob.device, targetId: 'server' })),
      4403,
    );
  });

  it('WIRE-4: a million random bytes in frames of every size leave memory flat and others unaffected', async () => {
    const round = async (): Promise<void> => {
      for (let sent = 0; sent < 1_000_000; ) {
        const socket = openSocket(server, alice.client.cookie, alice);
        await socket.waitFor((frame) => frame.type === 'challenge');
        const size = 1 + Math.floor(Math.random() * 200_000);
        socket.sendRaw(random(size));
        sent += size;
        expect([4400, 4401]).toContain(await socket.closed);
      }
    };
    await round();
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    await round();
    await round();
    globalThis.gc?.();
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    await bystanderWorks();
  });

  it('LOG-4: replayed and reordered chunks of a flood change nothing that was stored', async () => {
    const socket = await joinSocket(server, alice);
    const log = randomLog();
    const chunk = makeChunk(alice, log);
    await socket.append(space, log, chunk.bytes);
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        socket.append(space, log, index % 2 === 0 ? chunk.bytes : makeChunk(alice, log, { n: 5, prev: random(32) }).bytes),
      ),
    );
    expect(answers.filter((answer) => answer.type === 'appended' && answer.seq === 1)).toHaveLength(150);
    expect(answers.filter((answer) => answer.type === 'conflict' && answer.n === 1)).toHaveLength(150);
    expect((await alice.client.get(`/logs/${log}`)).body.seq).toBe(1);
    await bystanderWorks();
    socket.close();
  });
});

describe('back-pressure', () => {
  it('SYNC-15: a reader that stops reading gets no bodies without limit and does not hold up the sender', async () => {
    const person = await world.colleague();
    const { space: shared } = await world.direct(person, alice);
    const [slow, sender] = [await joinSocket(server, alice), await joinSocket(server, person)];
    slow.socket.pause();
    const log = randomLog();
    let prev = new Uint8Array(32);
    for (let n = 1; n <= 160; n++) {
      const chunk = makeChunk(person, log, { n, prev }, 60_000);
      prev = new Uint8Array(chunk.hash);
      expect((await sender.append(shared, log, chunk.bytes)).type).toBe('appended');
    }
    slow.socket.resume();
    await until(() => slow.frames.some((frame) => frame.seq === 160));
    const bodies = slow.frames.filter((frame) => frame.type === 'chunk' && frame.body !== undefined).length;
    const pokes = slow.frames.filter((frame) => frame.type === 'chunk' && frame.body === undefined).length;
    expect([bodies + pokes, pokes > 0]).toEqual([160, true]);
    expect((await alice.client.get(`/logs/${log}?after=159`)).body.chunks).toHaveLength(1);
    slow.close();
    sender.close();
  });

  it('SYNC-16: more appends than may be in flight are read later, none is lost', async () => {
    const socket = await joinSocket(server, alice);
    const logs = Array.from({ length: 500 }, randomLog);
    const answers = await Promise.all(logs.map((log) => socket.append(space, log, makeChunk(alice, log).bytes)));
    expect(answers.every((answer) => answer.type === 'appended')).toBe(true);
    socket.close();
  });
});

describe('bad HTTP bodies', () => {
  it('HTTP-2: type, size, CBOR and schema are checked before a route sees a body', async () => {
    const raw = async (body: Uint8Array<ArrayBuffer>, type = 'application/cbor') => {
      const request = new Request(`${server.url}/api/v1/sign-in`, { method: 'POST', body, headers: { 'content-type': type } });
      return (await server.fetch(request)).status;
    };
    expect(await raw(random(2_000_000))).toBe(413);
    expect(await raw(random(200))).toBe(400);
    expect(await raw(new Uint8Array(encodeCbor({ login: 'a', password: 'b', more: 1 })))).toBe(400);
    expect(await raw(new Uint8Array(encodeCbor({ login: 'a', password: 'b' })), 'application/json')).toBe(400);
    const client = createClient(server);
    expect((await client.get('/nothing')).body.code).toBe('request/not-found');
    expect((await alice.client.get('/logs/xyz')).body.code).toBe('request/malformed');
    expect((await alice.client.get(`/logs/${randomLog()}?after=-1`)).body.code).toBe('request/malformed');
    expect((await alice.client.get('/users/not-a-user/chain')).body.code).toBe('request/malformed');
  });

  it('HTTP-1, HTTP-3: answers are CBOR; a failure is its status with a stable code', async () => {
    const client = createClient(server);
    const info = await client.get('/service');
    expect([info.status, info.headers.get('content-type'), info.body.protocol]).toEqual([200, 'application/cbor', 1]);
    const failures = [await client.get('/me'), await client.get('/nothing'), await client.post('/sign-in', { login: 'x' })];
    for (const { status, headers, body } of failures) {
      const code: unknown = body.code;
      if (!isErrorCode(code)) throw new Error('an unknown code');
      expect([status, headers.get('content-type')]).toEqual([ERROR_CODES[code].status, 'application/cbor']);
    }
  });

  it('HTTP-5: every route but the open ones wants a session, before it looks at anything else', async () => {
    const client = createClient(server);
    const id = randomLog();
    const gets = [
      '/me',
      '/me/user-keys',
      `/users/${id}/chain`,
      '/organisation/chain',
      '/directory',
      `/users/${id}/photo`,
      '/admin/pending',
    ];
    const more = [
      '/spaces',
      `/spaces/${id}/epochs`,
      `/spaces/${id}/logs`,
      `/spaces/${id}/marks`,
      '/heads',
      `/logs/${id}`,
      `/logs/${id}/snapshot`,
    ];
    const posts = ['/sign-out', '/me/chain', '/organisation/chain', `/admin/pending/${id}/refuse`, `/spaces/${id}/epochs`];
    const snapshots = [`/logs/${id}/snapshot`, `/logs/${id}/snapshot/attest`];
    for (const path of [...gets, ...more]) expect([path, (await client.get(path)).body.code]).toEqual([path, 'auth/required']);
    for (const path of [...posts, ...snapshots]) {
      expect([path, (await client.post(path)).body.code]).toEqual([path, 'auth/required']);
    }
    expect((await client.patch('/me', {})).body.code).toBe('auth/required');
  });
});

describe('dead sockets', () => {
  it('SYNC-4: who answers no heartbeat is cut off; who answers stays', async () => {
    const impatient = await startTestServer({}, { heartbeatMs: 150 });
    const other = await createWorld(impatient);
    const [deaf, well] = [await other.colleague(), await other.colleague()];
    const [silent, answering] = [await joinSocket(impatient, deaf), await joinSocket(impatient, well)];
    silent.socket.pause(); // as a phone that went out of reach: no close, no answer
    await until(async () => (await metric(impatient)) === 1);
    expect((await answering.ask({ type: 'ping' })).type).toBe('pong');
    silent.socket.terminate();
    answering.close();
    await impatient.stop();
  });
});

describe('sessions', () => {
  it('AUTH-10: a session that ended or ran out takes its socket with it, others stay', async () => {
    const strict = await startTestServer({}, { reviewMs: 100 });
    const other = await createWorld(strict);
    const [gone, stays] = [await other.colleague(), await other.colleague()];
    const [ended, standing] = [await joinSocket(strict, gone), await joinSocket(strict, stays)];
    const client = new pg.Client(strict.databaseUrl);
    await client.connect();
    await client.query(`update session set "expiresAt" = now() - interval '1 second' where "userId" = $1`, [gone.user]);
    await client.end();
    expect(await ended.closed).toBe(4401);
    expect((await standing.ask({ type: 'ping' })).type).toBe('pong');
    standing.close();
    await strict.stop();
  });
});

async function metric(from: TestServer): Promise<number> {
  const text = await (await from.fetch(new Request(`${from.url}/metrics`), '127.0.0.1')).text();
  return Number(/^sanad_sockets (\d+)/m.exec(text)?.[1]);
}
