/**
 * A profile folder: everything one headless device keeps.
 *
 *   local.key      32 bytes that seal the rest; mode 0600. Node has no key store, so here the file system's rights are the lock.
 *   rows.log       the journal (sealed)
 *   files          sealed files, one each
 *   cookies.json   the session
 *   lock           process id of the one process that uses the profile
 */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importAesKey } from '@sanad/model/crypto/primitives';
import type { LocalKeyDep } from '@sanad/model/engine/deps';
import { err, ok, type Result } from '@sanad/model/result';
import { type CookieJar, openCookieJar } from './cookie-jar.ts';
import { type FileStore, openFileStore } from './file-store.ts';
import { openSealedFiles, type SealedFiles } from './sealed-files.ts';

export interface Profile {
  readonly rows: FileStore;
  readonly cookies: CookieJar;
  readonly localKey: LocalKeyDep;
  readonly files: SealedFiles;
  close(): Promise<void>;
}

export interface ProfileInUseError {
  readonly type: 'profile-in-use';
  readonly pid: number;
}

export async function openProfile(folder: string): Promise<Result<Profile, ProfileInUseError>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = join(folder, 'lock');
  const holder = await takeLock(lock);
  if (holder !== undefined) return err({ type: 'profile-in-use', pid: holder });
  const rows = await openFileStore(join(folder, 'rows.log')).catch(async (cause: unknown) => {
    await rm(lock, { force: true });
    throw cause;
  });
  const files = await openSealedFiles(join(folder, 'files'));
  const keyFile = join(folder, 'local.key');
  return ok({
    rows,
    cookies: await openCookieJar(join(folder, 'cookies.json')),
    localKey: {
      async load() {
        const stored = await readFile(keyFile).catch(() => undefined);
        if (stored?.length === 32) return importAesKey(new Uint8Array(stored));
        const fresh = new Uint8Array(randomBytes(32));
        await writeFile(keyFile, fresh, { mode: 0o600 });
        return importAesKey(fresh);
      },
      forget: () => rm(keyFile, { force: true }),
    },
    files,
    async close() {
      await files.close();
      await rows.close();
      await rm(lock, { force: true });
    },
  });
}

/**
 * Undefined: the lock is ours. A lock whose process is gone is taken over. It appears with its content (a link is atomic): nobody
 * sees an empty one and takes it for a dead one's.
 */
async function takeLock(path: string): Promise<number | undefined> {
  const mine = `${path}.${process.pid}`;
  await writeFile(mine, String(process.pid), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (await isLinked(mine, path)) return undefined;
      const pid = Number(await readFile(path, 'utf8').catch(() => ''));
      if (pid > 0 && pid !== process.pid && isAlive(pid)) return pid;
      await rm(path, { force: true });
    }
    return process.pid;
  } finally {
    await rm(mine, { force: true });
  }
}

async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // Another user's process is alive although we may not signal it.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
