/**
 * The embedded Postgres (DB-1): owns the process, its data directory and its socket. Unix socket only: no TCP port, no password.
 * Started again when it dies; an orphan of a killed run is stopped first; a data directory appears whole or not at all.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { clearOrphan } from './embedded-orphan.ts';
import { claimDirectory } from './embedded-owner.ts';
import { findUnprivileged, postgresBinaries, type RunAs, socketDirectory } from './embedded-platform.ts';

export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: () => number | undefined;
  /** Waits for a clean end. */
  readonly stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  readonly dir: string;
  /** Extra `-c name=value` settings. */
  readonly settings?: readonly string[];
  readonly onEvent?: (event: 'orphan-stopped' | 'died' | 'restarted') => void;
}

// Durable by default (fsync on); sized for a machine with 2 cores that also runs the server.
const SETTINGS = [
  'shared_buffers=96MB',
  'max_connections=60',
  'wal_compression=on',
  'max_wal_size=512MB',
  'checkpoint_completion_target=0.9',
  'timezone=UTC',
];

export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dir = resolve(options.dir);
  mkdirSync(dir, { recursive: true });
  const release = claimDirectory(dir);
  try {
    return await startIn(dir, options, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function startIn(dir: string, options: EmbeddedOptions, release: () => void): Promise<EmbeddedPostgres> {
  const bin = postgresBinaries();
  const runAs = findUnprivileged(bin, dir);
  const sockets = socketDirectory(dir, runAs);
  const data = resolve(dir, 'data');
  if (!existsSync(data)) await initialise(bin, dir, data, runAs);

  const settings = [...SETTINGS, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting]);
  const boot = async (): Promise<ChildProcess> => {
    if (await clearOrphan(data, sockets)) options.onEvent?.('orphan-stopped');
    const child = run(bin, 'postgres', ['-D', data, '-k', sockets, '-c', 'listen_addresses=', ...settings], dir, runAs);
    await untilReady(child);
    return child;
  };

  let stopping = false;
  let child = await boot();
  let restarting: Promise<void> = Promise.resolve();
  const watch = (): void => {
    child.once('exit', () => {
      if (stopping) return;
      options.onEvent?.('died');
      restarting = restart();
    });
  };
  const restart = async (): Promise<void> => {
    for (let waitMs = 100; !stopping; waitMs = Math.min(waitMs * 2, 5000)) {
      try {
        child = await boot();
        watch();
        options.onEvent?.('restarted');
        return;
      } catch {
        // The disk may be full or the crash still clearing up: try until told to stop, ever more slowly.
        await new Promise((done) => setTimeout(done, waitMs));
      }
    }
  };
  watch();
  return {
    url: `postgresql://sanad@localhost/postgres?host=${encodeURIComponent(sockets)}`,
    pid: () => child.pid,
    stop: async () => {
      stopping = true;
      await restarting;
      await end(child);
      release();
    },
  };
}

function run(bin: string, name: string, args: readonly string[], cwd: string, runAs: RunAs): ChildProcess {
  const [command = '', ...rest] = [...runAs.prefix, `${bin}/${name}`, ...args];
  const env = { PATH: process.env['PATH'], HOME: cwd, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  // Own process group: Ctrl-C reaches only us, and we stop Postgres after the last connection was served.
  return spawn(command, rest, { ...runAs.ids, env, cwd, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
}

async function initialise(bin: string, dir: string, data: string, runAs: RunAs): Promise<void> {
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true }); // an initdb that was cut short
  const args = ['-D', fresh, '-U', 'sanad', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-instructions'];
  const child = run(bin, 'initdb', args, dir, runAs);
  const tail = readTail(child);
  const code = await new Promise((done, fail) => {
    child.once('exit', done);
    child.once('error', fail);
  });
  if (code !== 0) throw new Error(`initdb failed (${String(code)}): ${tail()}`);
  renameSync(fresh, data);
}

function readTail(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.on('data', (part: Uint8Array) => {
    tail = (tail + new TextDecoder().decode(part)).slice(-4000);
  });
  return () => tail;
}

function untilReady(child: ChildProcess): Promise<void> {
  const tail = readTail(child);
  return new Promise((done, fail) => {
    child.stderr?.on('data', () => {
      if (tail().includes('ready to accept connections')) done();
    });
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`postgres ended (${String(code)}): ${tail()}`)));
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill('SIGINT'); // fast shutdown
  });
}
