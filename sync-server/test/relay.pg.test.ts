import { equalBytes, hexToBytes } from '@sanad/model/bytes';
import { idToBytes } from '@sanad/model/ids';
import { maxLogsPerSpace } from '@sanad/model/wire/limits';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../src/devices/signature.ts';
import { createWorld, joinSocket, type Loose, type SignedInPerson, type TestSocket, type World } from './support/test-client.ts';
import { makeChunk, makeChunks, random, randomLog, randomSpace } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

let server: TestServer;
let world: World;
let alice: SignedInPerson;
let bob: SignedInPerson;
let aliceSocket: TestSocket;
let bobSocket: TestSocket;

beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  alice = await world.colleague();
  bob = await world.colleague();
  aliceSocket = await joinSocket(server, alice);
  bobSocket = await joinSocket(server, bob);
});
afterAll(async () => {
  aliceSocket.close();
  bobSocket.close();
  await server.stop();
});

const pull = async (person: SignedInPerson, log: string, query = '') => (await person.client.get(`/logs/${log}${query}`)).body;

describe('appending', () => {
  it('LOG-1: a chunk is stored as it came, acknowledged with its place and the rolling hash, and delivered to the other member', async () => {
    const { space } = await world.direct(alice, bob);
    const log = randomLog();
    const [first, second] = makeChunks(alice, log, 2);
    if (first === undefined || second === undefined) throw new Error('no chunks');
    const one = await aliceSocket.append(space, log, first.bytes);
    const h1 = sha256(new Uint8Array(32), first.hash);
    expect(one).toMatchObject({ type: 'appended', log, seq: 1, head: h1 });
    const two = await aliceSocket.append(space, log, second.bytes);
    expect(two).toMatchObject({ type: 'appended', seq: 2, head: sha256(h1, second.hash) });
    const live = await bobSocket.waitFor((frame) => frame.type === 'chunk' && frame.log === log && frame.seq === 2);
    expect(equalBytes(live.body, second.bytes)).toBe(true);
    const pulled = await pull(bob, log);
    expect(pulled).toMatchObject({ seq: 2, first: 1, hash: two.head });
    expect(pulled.chunks.map((chunk: Loose) => [chunk.seq, sha256(chunk.body)])).toEqual([
      [1, first.hash],
      [2, second.hash],
    ]);
    expect((await pull(bob, log, '?after=1')).chunks).toHaveLength(1);
    expect(aliceSocket.frames.some((frame) => frame.type === 'chunk' && frame.log === log)).toBe(false);
  });

  it('LOG-4: the same chunk again is a success with its place; another one with its number is a conflict', async () => {
    const { space } = await world.direct(alice, world.admin);
    const log = randomLog();
    const chunks = makeChunks(alice, log, 5);
    const answers: Loose[] = [];
    for (const { bytes } of chunks) answers.push(await aliceSocket.append(space, log, bytes));
    for (const index of [4, 1, 0]) {
      const again = await aliceSocket.append(space, log, chunks[index]?.bytes ?? random(1));
      expect(again).toMatchObject({ type: 'appended', seq: index + 1, head: answers[index].head });
    }
    const other = makeChunk(alice, log, { n: 2, prev: chunks[0]?.hash ?? random(32) });
    expect(await aliceSocket.append(space, log, other.bytes)).toMatchObject({ type: 'conflict', n: 5 });
    const ahead = makeChunk(alice, log, { n: 7, prev: random(32) });
    expect(await aliceSocket.append(space, log, ahead.bytes)).toMatchObject({ type: 'conflict', n: 5 });
    const fork = makeChunk(alice, log, { n: 6, prev: random(32) });
    expect(await aliceSocket.append(space, log, fork.bytes)).toMatchObject({ type: 'conflict', n: 5 });
    const future = makeChunk(alice, log, { n: 6, prev: chunks[4]?.hash ?? random(32), seenSeq: 9 });
    expect(await aliceSocket.append(space, log, future.bytes)).toMatchObject({ type: 'refused', code: 'chunk/malformed' });
    expect((await pull(alice, log)).seq).toBe(5);
  });

  it('LOG-2, LOG-3: what may not be written is refused with its code and nothing is stored', async () => {
    const { space } = await world.direct(bob, world.admin);
    const log = randomLog();
    const good = makeChunk(bob, log);
    const refused = async (socket: TestSocket, at: string, bytes: Uint8Array, inLog: string = log) =>
      (await socket.ask({ type: 'append', space: at, log: inLog, chunk: bytes })).code;
    expect(await refused(bobSocket, randomSpace(), good.bytes)).toBe('space/not-member');
    expect(await refused(aliceSocket, space, makeChunk(alice, log).bytes)).toBe('space/not-member');
    expect(await refused(aliceSocket, space, good.bytes)).toBe('chunk/device');
    expect(await refused(bobSocket, space, makeChunk({ device: bob.device, keys: alice.keys }, log).bytes)).toBe(
      'chunk/signature',
    );
    expect(await refused(bobSocket, space, good.bytes, randomLog())).toBe('chunk/malformed');
    expect(await refused(bobSocket, space, good.bytes.subarray(0, 150))).toBe('chunk/malformed');
    expect(await refused(bobSocket, space, makeChunk(bob, log, { kind: 'snapshot' }).bytes)).toBe('chunk/malformed');
    const version = new Uint8Array(good.bytes);
    version[0] = 2;
    expect(await refused(bobSocket, space, version)).toBe('request/version');
    expect(await bobSocket.append(space, log, makeChunk(bob, log, { epoch: 3 }).bytes)).toMatchObject({
      type: 'conflict',
      epoch: 0,
    });
    expect((await world.admin.client.get(`/logs/${log}`)).body).toMatchObject({ seq: 0, chunks: [] });
    expect((await alice.client.get(`/logs/${log}`)).body.code).toBe('space/not-member');
    expect((await alice.client.get(`/logs/${randomLog()}`)).body.code).toBe('log/unknown');
    // A log belongs to one space for ever.
    expect(await bobSocket.append(space, log, good.bytes)).toMatchObject({ type: 'appended', seq: 1 });
    const other = await world.direct(alice, bob).catch(() => undefined);
    const shared = other?.space ?? (await bob.client.get('/spaces')).body.spaces.find((row: Loose) => row.space !== space)?.space;
    expect(await refused(bobSocket, shared, makeChunk(bob, log, { n: 2, prev: good.hash }).bytes)).toBe('log/unknown');
  });

  it('LOG-17: a space takes no more logs than anybody needs; those that exist go on', async () => {
    const [a, b] = [await world.colleague(), await world.colleague()];
    const { space } = await world.direct(a, b);
    const socket = await joinSocket(server, a);
    const [first, one] = [randomLog(), randomLog()];
    const chunk = makeChunk(a, first);
    expect(await socket.append(space, first, chunk.bytes)).toMatchObject({ type: 'appended' });
    const client = new pg.Client(server.databaseUrl);
    await client.connect();
    const made =
      'insert into log (id, space_id) select substring(sha256(n::text::bytea) for 16), $1 from generate_series(1, $2) n';
    await client.query(made, [idToBytes(space), maxLogsPerSpace - 1]);
    await client.end();
    expect(await socket.append(space, one, makeChunk(a, one).bytes)).toMatchObject({ type: 'refused', code: 'log/unknown' });
    const next = makeChunk(a, first, { n: 2, prev: chunk.hash });
    expect(await socket.append(space, first, next.bytes)).toMatchObject({ type: 'appended', seq: 2 });
    socket.close();
  });

  it('LOG-1: under concurrency there is no gap, no double, and every acknowledgement is true', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => world.colleague()));
    const sockets = await Promise.all(people.map((person) => joinSocket(server, person)));
    const pairs = [
      [0, 1],
      [2, 3],
      [4, 5],
      [0, 3],
      [1, 4],
    ] as const;
    const spaces = await Promise.all(
      pairs.map(async ([a, b]) => {
        const [left, right] = [people[a], people[b]];
        if (left === undefined || right === undefined) throw new Error('no people');
        return { ...(await world.direct(left, right)), members: [a, b], logs: [randomLog(), randomLog()] };
      }),
    );
    const acknowledged = new Map<string, Map<number, Uint8Array>>();
    const work = spaces.flatMap(({ space, members, logs }) =>
      logs.flatMap((log) =>
        members.map(async (member) => {
          const [person, socket] = [people[member], sockets[member]];
          if (person === undefined || socket === undefined) throw new Error('no person');
          const chunks = makeChunks(person, log, 40);
          const answers = await Promise.all(
            chunks.flatMap(({ bytes }, index) =>
              // every fifth is sent twice at once
              index % 5 === 0
                ? [socket.append(space, log, bytes), socket.append(space, log, bytes)]
                : [socket.append(space, log, bytes)],
            ),
          );
          for (const answer of answers) {
            expect(answer.type).toBe('appended');
            const heads = acknowledged.get(log) ?? new Map<number, Uint8Array>();
            const known = heads.get(answer.seq);
            if (known !== undefined) expect(equalBytes(known, answer.head)).toBe(true);
            acknowledged.set(log, heads.set(answer.seq, answer.head));
          }
        }),
      ),
    );
    await Promise.all(work);
    for (const { logs, members } of spaces) {
      for (const log of logs) {
        const person = people[members[0] ?? 0];
        if (person === undefined) throw new Error('no person');
        const { seq, hash, chunks } = await pull(person, log);
        expect(seq).toBe(80);
        expect(chunks.map((chunk: Loose) => chunk.seq)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
        let head = new Uint8Array(32);
        for (const chunk of chunks) {
          head = new Uint8Array(sha256(head, sha256(chunk.body)));
          expect(equalBytes(acknowledged.get(log)?.get(chunk.seq) ?? new Uint8Array(), head)).toBe(true);
        }
        expect(equalBytes(head, hash)).toBe(true);
      }
    }
    for (const socket of sockets) socket.close();
  }, 60_000);

  it('LOG-14: a space that an epoch writer holds does not hold up the others, and its appends follow in order', async () => {
    const [carol, dan] = [await world.colleague(), await world.colleague()];
    const { space } = await world.direct(carol, dan);
    const { space: free } = await world.direct(carol, alice);
    const socket = await joinSocket(server, carol);
    const [log, freeLog] = [randomLog(), randomLog()];
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    await client.query('begin');
    await client.query('select 1 from space where id = $1 for no key update', [hexToBytes(space)]);
    const blocked = makeChunks(carol, log, 10).map(({ bytes }) => socket.append(space, log, bytes));
    for (const { bytes } of makeChunks(carol, freeLog, 3)) {
      expect((await socket.append(free, freeLog, bytes)).type).toBe('appended');
    }
    await client.query('commit');
    await client.end();
    expect((await Promise.all(blocked)).map((answer) => answer.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    socket.close();
  });

  it('LOG-6: a chunk above the inline limit is delivered as a poke', async () => {
    const [carol, dan] = [await world.colleague(), await world.colleague()];
    const { space } = await world.direct(carol, dan);
    const [from, to] = [await joinSocket(server, carol), await joinSocket(server, dan)];
    const log = randomLog();
    const big = makeChunk(carol, log, {}, 200_000);
    expect((await from.append(space, log, big.bytes)).type).toBe('appended');
    const poke = await to.waitFor((frame) => frame.type === 'chunk');
    expect([poke.seq, poke.body]).toEqual([1, undefined]);
    const second = makeChunk(carol, log, { n: 2, prev: big.hash }, 200_000);
    await from.append(space, log, second.bytes);
    const page = await pull(dan, log, '?limit=1');
    expect(page.chunks).toHaveLength(1);
    expect(equalBytes(page.chunks[0].body, big.bytes)).toBe(true);
    from.close();
    to.close();
  });

  it('SYNC-14: heads name the logs that changed since', async () => {
    const person = await world.colleague();
    const { space } = await world.direct(person, alice);
    const socket = await joinSocket(server, person);
    const log = randomLog();
    await socket.append(space, log, makeChunk(person, log).bytes);
    const { body } = await person.client.get('/heads?sinceMs=0');
    expect(body.logs).toMatchObject([{ space, log, seq: 1 }]);
    expect((await person.client.get(`/heads?sinceMs=${body.serverTimeMs + 60_000}`)).body.logs).toEqual([]);
    expect((await person.client.get(`/spaces/${space}/logs`)).body.logs).toMatchObject([{ log, seq: 1 }]);
    socket.close();
  });
});

describe('pulling', () => {
  it('LOG-5: while others append, every pull is whole: no hole, and H is that of its chunks', async () => {
    const [carol, dan] = [await world.colleague(), await world.colleague()];
    const { space } = await world.direct(carol, dan);
    const [from, to] = [await joinSocket(server, carol), await joinSocket(server, dan)];
    const log = randomLog();
    await from.append(space, log, makeChunk(carol, log).bytes);
    const writing = Promise.all(makeChunks(dan, log, 300).map(({ bytes }) => to.append(space, log, bytes)));
    let [cursor, head] = [0, new Uint8Array(32)];
    while (cursor < 301) {
      const page = await pull(carol, log, `?after=${cursor}`);
      for (const chunk of page.chunks) {
        expect(chunk.seq).toBe(cursor + 1);
        cursor = chunk.seq;
        head = new Uint8Array(sha256(head, sha256(chunk.body)));
      }
      expect([page.seq, equalBytes(page.hash, head)]).toEqual([cursor, true]);
    }
    await writing;
    from.close();
    to.close();
  });
});

describe('marks and ephemerals', () => {
  it('MARK-1: the last mark of a device is kept, answered and passed on', async () => {
    const person = await world.colleague();
    const { space } = await world.direct(person, bob);
    const socket = await joinSocket(server, person);
    const marks = [random(40), random(41), random(42)];
    const answers = await Promise.all(marks.map((mark) => socket.ask({ type: 'mark', space, mark })));
    expect(answers.map((answer) => answer.type)).toEqual(['mark-set', 'mark-set', 'mark-set']);
    const live = await bobSocket.waitFor((frame) => frame.type === 'mark' && frame.space === space && frame.mark.length === 42);
    expect([live.user, live.device]).toEqual([person.user, person.device]);
    const stored = await bob.client.get(`/spaces/${space}/marks`);
    expect(stored.body.marks).toEqual([{ user: person.user, device: person.device, mark: marks[2] }]);
    expect((await aliceSocket.ask({ type: 'mark', space, mark: random(8) })).code).toBe('space/not-member');
    socket.close();
  });

  it('WIRE-6: an ephemeral reaches the other members and is not stored; strangers are not heard', async () => {
    const person = await world.colleague();
    const { space } = await world.direct(person, bob);
    const socket = await joinSocket(server, person);
    const data = random(500);
    aliceSocket.send({ type: 'ephemeral', space, data: random(501) });
    socket.send({ type: 'ephemeral', space, data: random(502), to: [alice.device] });
    socket.send({ type: 'ephemeral', space, data });
    const heard = await bobSocket.waitFor((frame) => frame.type === 'ephemeral' && frame.space === space);
    expect([heard.device, equalBytes(heard.data, data)]).toEqual([person.device, true]);
    socket.close();
  });
});

describe('snapshots', () => {
  it('SNAP-3: accepted iff it covers more than the stored one and no more than the head; two are kept', async () => {
    const person = await world.colleague();
    const { space } = await world.direct(person, bob);
    const socket = await joinSocket(server, person);
    const log = randomLog();
    const heads: Loose[] = [];
    for (const { bytes } of makeChunks(person, log, 4)) heads.push(await socket.append(space, log, bytes));
    const put = async (covers: number, changes: object = {}) => {
      const prev = heads[covers - 1]?.head ?? random(32);
      const { bytes } = makeChunk(
        person,
        log,
        { kind: 'snapshot', n: covers, prev, seenSeq: covers, seenHash: prev, ...changes },
        3000,
      );
      const answer = await person.client.post(`/logs/${log}/snapshot`, { body: bytes });
      return { answer: answer.status === 200 ? 'ok' : answer.body, bytes };
    };
    expect((await put(2)).answer).toBe('ok');
    expect((await put(2)).answer).toEqual({ code: 'snapshot/conflict', covers: 2 });
    expect((await put(1)).answer).toEqual({ code: 'snapshot/conflict', covers: 2 });
    expect((await put(9)).answer.code).toBe('snapshot/invalid');
    expect((await put(4, { prev: random(32) })).answer.code).toBe('snapshot/invalid');
    expect((await put(4, { epoch: 2 })).answer).toEqual({ code: 'epoch/conflict', epoch: 0 });
    expect((await put(3)).answer).toBe('ok');
    const newest = await put(4);
    expect(newest.answer).toBe('ok');
    const read = async (query = '') => (await bob.client.get(`/logs/${log}/snapshot${query}`)).body;
    expect(await read()).toEqual({ covers: 4, body: newest.bytes });
    expect((await read('?before=4')).covers).toBe(3);
    expect((await read('?before=3')).code).toBe('request/not-found');
    expect((await alice.client.get(`/logs/${log}/snapshot`)).body.code).toBe('space/not-member');
    socket.close();
  });
});
