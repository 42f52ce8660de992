/** The built server as a process of its own: a free port that it keeps, a data folder that survives stop and kill. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test as base } from '@playwright/test';

const program = resolve(import.meta.dirname, '../../sync-server/dist/main.js');

export interface TestServer {
  readonly url: string;
  /** What it has printed since the first start. */
  readonly output: () => string;
  readonly start: () => Promise<void>;
  /** Drains and ends. */
  readonly stop: () => Promise<void>;
  /** Power cut. */
  readonly kill: () => Promise<void>;
}

/**
 * `server` lives as long as the worker. Playwright gives a worker of its own to files that differ in a worker option: a file says
 * `test.use({ hospital: 'its name' })` and finds an empty server, whatever ran before.
 */
export const test = base.extend<object, { readonly hospital: string; readonly server: TestServer }>({
  hospital: ['', { scope: 'worker', option: true }],
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const data = mkdtempSync(join(realpathSync(tmpdir()), 'sanad-e2e-'));
      chmodSync(data, 0o755); // as root, Postgres runs as somebody else below this folder
      const server = makeServer(data, await freePort());
      await server.start();
      await use(server);
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

function makeServer(data: string, port: number): TestServer {
  const url = `http://localhost:${port}`;
  let child: ChildProcess | undefined;
  let output = '';
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null) return;
    const gone = new Promise((done) => ending.once('exit', done));
    ending.kill(signal);
    await gone;
  };
  return {
    url,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    start: async () => {
      const { DATABASE_URL: _own, ...inherited } = process.env;
      const env = {
        ...inherited,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: data,
        SIGN_UP_LIMIT: '1000/60',
        SIGN_IN_LIMIT: '1000/60',
      };
      const started = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      for (const stream of [started.stdout, started.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      for (let i = 0; i < 300 && !(await isReady(url)); i++) {
        if (started.exitCode !== null) throw new Error(`the server ended with ${started.exitCode}:\n${output}`);
        await sleep(100);
      }
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  );

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? done(address.port) : fail(new Error('no port'))));
    });
  });
