/** The built server as a process of its own on a database that is somebody else's: it can be killed with -9. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { testFiles } from './test-server.ts';

const serverRoot = resolve(import.meta.dirname, '../..');
const root = resolve(serverRoot, '..');
const entry = join(serverRoot, 'dist/main.js');

const newest = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .reduce((latest, file) => Math.max(latest, statSync(join(file.parentPath, file.name)).mtimeMs), 0);

/** The bundle that `npm start` runs, built when its sources are newer. */
function buildServer(): void {
  const sources = Math.max(newest(join(serverRoot, 'src')), newest(join(root, 'packages/model/src')));
  if (existsSync(entry) && statSync(entry).mtimeMs > sources) return;
  const built = spawnSync(join(root, 'node_modules/.bin/rolldown'), ['-c', 'rolldown.config.mjs'], {
    cwd: serverRoot,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`the server does not build: ${built.stderr}`);
}

export interface ServerProcess {
  readonly url: string;
  readonly fetch: (request: Request) => Promise<Response>;
  /** -9: what was not committed is gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM, and waits. */
  readonly stop: () => Promise<void>;
}

/** `settings`: more of its environment. */
export async function startServerProcess(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  buildServer();
  const limits = { SIGN_IN_LIMIT: '100000/60', SIGN_UP_LIMIT: '100000/60', LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, [entry], {
    cwd: serverRoot,
    env: { ...process.env, ...limits, ...testFiles, PORT: '0', HOST: '127.0.0.1', DATABASE_URL: databaseUrl, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await new Promise<string>((done, fail) => {
    let output = '';
    const take = (data: Uint8Array): void => {
      output += new TextDecoder().decode(data);
      const found = /SANAD is at (\S+)\s/.exec(output)?.[1];
      if (found !== undefined) done(found);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', () => fail(new Error(`the server ended: ${output}`)));
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = exited(child);
    child.kill(signal);
    await ended;
  };
  return { url, fetch: (request) => fetch(request), kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

const exited = (child: ChildProcess): Promise<void> => new Promise((done) => child.once('exit', () => done()));
