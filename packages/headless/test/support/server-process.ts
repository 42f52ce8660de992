/** The real server as a process of its own, on its own data: can be killed with -9 and started again on the same port. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { decodeCbor } from '@sanad/model/cbor';

const root = resolve(import.meta.dirname, '../../../..');
const serverRoot = join(root, 'sync-server');
const entry = join(serverRoot, 'dist/main.js');

const newest = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .reduce((latest, file) => Math.max(latest, statSync(join(file.parentPath, file.name)).mtimeMs), 0);

/** The bundle that `npm start` runs, built when its sources are newer. */
export function buildServer(): void {
  const sources = Math.max(newest(join(serverRoot, 'src')), newest(join(root, 'packages/model/src/wire')));
  if (existsSync(entry) && statSync(entry).mtimeMs > sources) return;
  const built = spawnSync(join(root, 'node_modules/.bin/rolldown'), ['-c', 'rolldown.config.mjs'], {
    cwd: serverRoot,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`the server does not build: ${built.stderr}`);
}

export interface ServerProcess {
  readonly url: string;
  firstAdminToken(): string;
  start(): Promise<void>;
  /** SIGTERM, and waits. */
  stop(): Promise<void>;
  /** -9: what was not committed is gone, Postgres is left an orphan. */
  kill(): Promise<void>;
  readonly dataFolder: string;
  /** Everything the process wrote to its outputs. */
  output(): string;
  /** Stops and removes the data. */
  dispose(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });

export async function makeServerProcess(environment: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  buildServer();
  const port = await freePort();
  const dataFolder = mkdtempSync(join(tmpdir(), 'sanad-headless-'));
  // The server's tests make it, once per run (data-template.ts); without it the server makes its folder itself.
  const template = process.env['SANAD_DATA_TEMPLATE'];
  if (template !== undefined) spawnSync('cp', ['-a', `${template}/.`, dataFolder]);
  let child: ChildProcess | undefined;
  let output = '';
  let token = '';

  const exited = (running: ChildProcess): Promise<void> =>
    running.exitCode !== null || running.signalCode !== null
      ? Promise.resolve()
      : new Promise((done) => running.once('exit', () => done()));

  async function hasOrganisation(): Promise<boolean> {
    const answer = await fetch(`http://localhost:${port}/api/v1/service`);
    const decoded = decodeCbor(new Uint8Array(await answer.arrayBuffer()), 64 * 1024);
    const service = decoded.ok ? decoded.value : undefined;
    return typeof service === 'object' && service !== null && 'organisation' in service && service.organisation !== undefined;
  }

  async function start(): Promise<void> {
    const running = spawn(process.execPath, [entry], {
      cwd: serverRoot,
      env: {
        ...process.env,
        PORT: String(port),
        DATA_DIR: dataFolder,
        LOG_LEVEL: 'warn',
        SIGN_IN_LIMIT: '10000/60',
        SIGN_UP_LIMIT: '10000/60',
        APPEND_RATE: '100000',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = running;
    await new Promise<void>((done, fail) => {
      let lines = '';
      const take = (data: Uint8Array): void => {
        const text = new TextDecoder().decode(data);
        output += text;
        lines += text;
        const printed = /first-admin#(\S+)\n/.exec(lines)?.[1];
        token = printed ?? token;
        if (!/SANAD is at .*\n/.test(lines)) return;
        if (printed !== undefined) done();
        // The link is a line of its own, and may come a moment later: only a server that has an organisation prints none.
        else void hasOrganisation().then((has) => has && done(), fail);
      };
      running.stdout.on('data', take);
      running.stderr.on('data', take);
      running.once('exit', () => fail(new Error(`the server ended: ${lines}`)));
    });
    running.removeAllListeners('exit');
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined) return;
    running.kill(signal);
    await exited(running);
  };
  const server: ServerProcess = {
    url: `http://localhost:${port}`,
    firstAdminToken: () => token,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    dataFolder,
    output: () => output,
    async dispose() {
      // After a kill an orphaned Postgres may still run on the folder: a start adopts it, a stop ends it.
      if (child === undefined) await start();
      await end('SIGTERM');
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  await start();
  return server;
}
