/** The built server as a process of its own: a free port that it keeps, a data folder that survives stop and kill. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test as base } from '@playwright/test';
import { type Coturn, startCoturn, turnSecret } from './coturn.ts';
import { freePort } from './free-port.ts';

/** Where the folder of data-template.ts is. */
export const templateVariable = 'SANAD_DATA_TEMPLATE';
const program = resolve(import.meta.dirname, '../../sync-server/dist/main.js');

export type Settings = Readonly<Record<string, string>>;
export interface TestServer {
  readonly url: string;
  readonly dataFolder: string;
  /** Where a push service of the test may listen: the one that the server is allowed beside the real ones. */
  readonly pushPort: number;
  /** Where a line before it may listen: pages that come that way are its own. */
  readonly linePort: number;
  /** What it has printed since the first start. */
  readonly output: () => string;
  /** `settings` are variables beside those of every test, for this run of it. */
  readonly start: (settings?: Settings) => Promise<void>;
  /** Drains and ends. */
  readonly stop: () => Promise<void>;
  /** Power cut. */
  readonly kill: () => Promise<void>;
}

/**
 * `server` lives as long as the worker. Playwright gives a worker of its own to files that differ in a worker option: a file says
 * `test.use({ hospital: 'its name' })` and finds an empty server, whatever ran before.
 */
interface WorkerFixtures {
  readonly hospital: string;
  /** Its calls may go over a TURN server, where there can be one. */
  readonly hasTurn: boolean;
  readonly coturn: Coturn | undefined;
  readonly server: TestServer;
}
export const test = base.extend<object, WorkerFixtures>({
  hospital: ['', { scope: 'worker', option: true }],
  hasTurn: [false, { scope: 'worker', option: true }],
  coturn: [
    async ({ hasTurn }, use) => {
      const coturn = hasTurn ? await startCoturn() : undefined;
      await use(coturn);
      await coturn?.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  server: [
    async ({ coturn }, use) => {
      const data = mkdtempSync(join(realpathSync(tmpdir()), 'sanad-e2e-'));
      // Not by Node: the owner of Postgres' folder is kept.
      const copied = spawnSync('cp', ['-a', `${process.env[templateVariable]}/.`, data], { encoding: 'utf8' });
      if (copied.status !== 0) throw new Error(`no data folder: ${copied.stderr}`);
      const server = makeServer(data, await freePort(), await freePort(), await freePort());
      await server.start(coturn && turnSettings(Object.values(coturn.urls)));
      await use(server);
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

export const turnSettings = (urls: readonly string[]): Settings => ({ TURN_URLS: urls.join(','), TURN_SECRET: turnSecret });

export function makeServer(data: string, port: number, pushPort: number, linePort: number): TestServer {
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
    dataFolder: data,
    pushPort,
    linePort,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    start: async (settings = {}) => {
      const { DATABASE_URL: _own, ...inherited } = process.env;
      const env = {
        ...inherited,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: data,
        ALLOWED_ORIGINS: `http://localhost:${linePort}`,
        PUSH_SERVICES: `http://127.0.0.1:${pushPort}`,
        SIGN_UP_LIMIT: '1000/60',
        SIGN_IN_LIMIT: '1000/60',
        ...settings,
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
