/** The built server as a process of its own on fresh data: what `npm start` runs, with limits that load does not meet. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './places.ts';

export interface BenchServer {
  readonly url: string;
  readonly dataFolder: string;
  pid(): number;
  firstAdminToken(): string;
  /** Where its inspector listens, when it was started with `inspect`. */
  inspectorUrl(): string | undefined;
  /** Ends it and starts it again on the same data. */
  restart(options: StartOptions): Promise<void>;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}
export interface StartOptions {
  /** Opens the inspector, to ask for a garbage collection before memory is read. */
  readonly inspect: boolean;
}

const limits = { SIGN_IN_LIMIT: '100000/60', SIGN_UP_LIMIT: '100000/60', APPEND_RATE: '1000000', LOG_LEVEL: 'warn' };

export async function startBenchServer(): Promise<BenchServer> {
  const program = join(root, 'sync-server', 'dist', 'main.js');
  if (!existsSync(program)) throw new Error('sync-server/dist is missing: npm run bench builds it');
  const dataFolder = mkdtempSync(join(realpathSync(tmpdir()), 'sanad-bench-'));
  chmodSync(dataFolder, 0o755); // as root, Postgres runs as somebody else below this folder
  const port = await freePort();
  const { DATABASE_URL: _own, ...inherited } = process.env;
  const env = { ...inherited, ...limits, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataFolder };
  let output = '';
  // The link follows in a line of its own, and may come later.
  let child = await launch({ inspect: false }, /first-admin#\S+\s/);

  async function launch({ inspect }: StartOptions, isUp: RegExp): Promise<ChildProcess> {
    output = '';
    const args = inspect ? ['--inspect=127.0.0.1:0', program] : [program];
    const started = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    await new Promise<void>((done, fail) => {
      const take = (text: string): void => {
        output += text;
        if (isUp.test(output)) done();
      };
      for (const stream of [started.stdout, started.stderr]) stream.setEncoding('utf8').on('data', take);
      started.once('exit', () => fail(new Error(`the server ended: ${output}`)));
    });
    return started;
  }

  return {
    url: `http://localhost:${port}`,
    dataFolder,
    pid: () => child.pid ?? 0,
    firstAdminToken: () => /first-admin#(\S+)/.exec(output)?.[1] ?? '',
    inspectorUrl: () => /Debugger listening on (ws:\S+)/.exec(output)?.[1],
    async restart(options) {
      await end(child);
      child = await launch(options, /SANAD is at \S+\s/);
    },
    async dispose() {
      await end(child);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}

export const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? done(address.port) : fail(new Error('no port'))));
    });
  });
