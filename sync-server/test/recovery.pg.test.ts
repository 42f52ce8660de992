import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { findUnprivileged, postgresBinaries } from '../src/db/embedded-platform.ts';
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.ts';
import { startServer } from '../src/server.ts';
import { temporaryDir } from './support/temporary-dir.ts';
import { createWorld, joinSocket, type Loose, openSocket } from './support/test-client.ts';
import { makeChunk, randomLog } from './support/test-device.ts';
import { startTestServer, testConfig, unsafeFastSettings, until } from './support/test-server.ts';

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const run of cleanUp.splice(0).reverse()) await run();
});

/** The processes that answer the server; the one that answers this is not among them. */
async function backendsOf(databaseUrl: string): Promise<readonly number[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  );
  await client.end();
  return rows.map(({ pid }) => pid);
}

describe('Postgres dies', () => {
  it('HTTP-8: kill -9: writes answer 503, nothing acknowledged is lost, and all goes on by itself', async () => {
    // fsync off is safe here: the machine does not die, only the process.
    const server = await startTestServer({}, { postgresSettings: ['fsync=off'] });
    cleanUp.push(() => server.stop());
    const world = await createWorld(server);
    const [alice, bob] = [await world.colleague(), await world.colleague()];
    const { space } = await world.direct(alice, bob);
    const socket = await joinSocket(server, alice);
    const log = randomLog();
    let [n, prev] = [0, new Uint8Array(32)];
    const codes = new Set<string>();
    const appendOne = async (): Promise<void> => {
      const chunk = makeChunk(alice, log, { n: n + 1, prev });
      for (;;) {
        const answer: Loose = await socket.append(space, log, chunk.bytes);
        if (answer.type === 'appended') {
          expect(answer.seq).toBe(n + 1);
          break;
        }
        codes.add(answer.code);
        await new Promise((done) => setTimeout(done, 20));
      }
      n += 1;
      prev = new Uint8Array(chunk.hash);
    };
    const appendTwenty = async (): Promise<void> => {
      for (let i = 0; i < 20; i++) await appendOne();
    };
    await appendTwenty();
    const pid = server.databasePid();
    if (pid === undefined) throw new Error('no Postgres');
    // With the processes that it made: one that had not noticed yet would still answer.
    for (const each of [pid, ...(await backendsOf(server.databaseUrl))]) process.kill(each, 'SIGKILL');
    // At once: on a busy machine it is back before a second look.
    const [refused] = await Promise.all([bob.client.get('/spaces'), appendTwenty()]);
    expect([refused.status, refused.body.code]).toEqual([503, 'server/unavailable']);
    expect([...codes]).toEqual(['server/unavailable']);
    expect(server.databasePid()).not.toBe(pid);
    const pulled = (await bob.client.get(`/logs/${log}`)).body;
    expect(pulled.chunks.map((chunk: Loose) => chunk.seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    socket.close();
  }, 40_000);
});

describe('the server ends', () => {
  it('HTTP-10: a socket whose session was still being looked up does not hold it up', async () => {
    const server = await startTestServer();
    let isEnded = false;
    cleanUp.push(() => (isEnded ? undefined : server.stop()));
    const world = await createWorld(server);
    const alice = await world.colleague();
    const reader = new pg.Client(server.databaseUrl);
    await reader.connect();
    await reader.query('begin');
    await reader.query('lock table session in access exclusive mode');
    const knocking = openSocket(server, alice.client.cookie, alice);
    const observer = new pg.Client(server.databaseUrl);
    await observer.connect();
    await until(async () => {
      const waiting = await observer.query("select 1 from pg_locks where not granted and relation = 'session'::regclass");
      return waiting.rows.length > 0;
    });
    await observer.end();
    const ending = server.stop();
    await until(() =>
      fetch(server.url).then(
        () => false,
        () => true,
      ),
    );
    await reader.query('rollback');
    await reader.end();
    await ending;
    isEnded = true;
    expect(await knocking.closed).toBe(1006);
  });
});

describe('the embedded Postgres', () => {
  it('DB-1: an orphan of a killed run is stopped at the next start', async () => {
    const dir = temporaryDir();
    cleanUp.push(dir.remove);
    await (await startEmbeddedPostgres({ dir: dir.path, settings: unsafeFastSettings })).stop();
    const bin = postgresBinaries();
    const runAs = findUnprivileged(bin, dir.path);
    const [command = '', ...args] = [
      ...runAs.prefix,
      `${bin}/postgres`,
      '-D',
      `${dir.path}/data`,
      '-k',
      `${dir.path}/sock`,
      '-c',
      'listen_addresses=',
    ];
    const orphan = spawn(command, args, { ...runAs.ids, cwd: dir.path, detached: true, stdio: 'ignore' });
    const ended = new Promise((done) => orphan.once('exit', done));
    await until(
      () =>
        existsSync(`${dir.path}/data/postmaster.pid`) &&
        readFileSync(`${dir.path}/data/postmaster.pid`, 'utf8').includes('ready'),
    );
    const events: string[] = [];
    const next = await startEmbeddedPostgres({
      dir: dir.path,
      settings: unsafeFastSettings,
      onEvent: (event) => events.push(event),
    });
    cleanUp.push(() => next.stop());
    await ended;
    expect(events).toEqual(['orphan-stopped']);
    expect(next.pid()).not.toBe(orphan.pid);
  });

  it('DB-1: a second server on the same directory is refused while the first lives', async () => {
    const dir = temporaryDir();
    cleanUp.push(dir.remove);
    const first = await startEmbeddedPostgres({ dir: dir.path, settings: unsafeFastSettings });
    await expect(startEmbeddedPostgres({ dir: dir.path, settings: unsafeFastSettings })).rejects.toThrow('Another SANAD');
    await first.stop();
    writeFileSync(`${dir.path}/server.pid`, `${process.pid} 12345`); // a killed server whose pid was given away
    const second = await startEmbeddedPostgres({ dir: dir.path, settings: unsafeFastSettings });
    await second.stop();
  });

  it('DB-1: an initdb that was cut short is done again', async () => {
    const dir = temporaryDir();
    cleanUp.push(dir.remove);
    const half = spawn('mkdir', ['-p', `${dir.path}/data.new/base`]);
    await new Promise((done) => half.once('exit', done));
    const running = await startEmbeddedPostgres({ dir: dir.path, settings: unsafeFastSettings });
    await running.stop();
    const again = await startEmbeddedPostgres({ dir: dir.path, settings: unsafeFastSettings });
    await again.stop();
  });
});

describe('starting', () => {
  it('HTTP-10: a port that is taken and a database that is away are one clear line', async () => {
    const server = await startTestServer();
    cleanUp.push(() => server.stop());
    const second = await startServer(testConfig({ port: server.port, databaseUrl: server.databaseUrl }));
    expect(second.ok ? '' : second.error.line).toContain(`Port ${server.port}`);
    const away = await startServer(testConfig({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' }));
    expect(away.ok ? '' : away.error.line).toContain('DATABASE_URL');
    const tls = await startServer(
      testConfig({ databaseUrl: server.databaseUrl, tls: { certPath: '/nowhere', keyPath: '/nowhere' } }),
    );
    expect(tls.ok ? '' : tls.error.line).toContain('TLS_CERT');
  });

  it('AUTH-3: a restart keeps sessions and renews the first-administrator link until it is used', async () => {
    const dir = temporaryDir();
    cleanUp.push(dir.remove);
    const start = async () => {
      const started = await startServer(testConfig({ dataDir: dir.path }), { postgresSettings: ['fsync=off'] });
      if (!started.ok) throw new Error(started.error.line);
      return started.value;
    };
    const first = await start();
    await first.close();
    const second = await start();
    expect(second.firstAdminUrl).not.toBe(first.firstAdminUrl);
    const world = await createWorld(second);
    await second.close();
    const third = await start();
    cleanUp.push(() => third.close());
    expect(third.firstAdminUrl).toBeUndefined();
    const request = new Request(`${third.url}/api/v1/me`, { headers: { cookie: world.admin.client.cookie ?? '' } });
    expect((await third.fetch(request)).status).toBe(200);
  });
});
