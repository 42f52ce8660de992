/** A whole server on a free port with its own embedded Postgres; fsync off, everything else as in production. */
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PasswordHashing } from '../../src/auth/auth.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server.ts';
import { copyDataTemplate } from './data-template.ts';
import { temporaryDir } from './temporary-dir.ts';

/** Salted, and quick to guess: scrypt takes 0.13 s each time. accounts.pg.test.ts and all who start the built server have scrypt. */
const unsafeFastHashing: PasswordHashing = {
  hash: async (password) => {
    const salt = randomBytes(16).toString('hex');
    return `${salt}:${createHash('sha256').update(salt).update(password).digest('hex')}`;
  },
  verify: async ({ hash, password }) => {
    const [salt = '', digest] = hash.split(':');
    return createHash('sha256').update(salt).update(password).digest('hex') === digest;
  },
};

export const unsafeFastSettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Of servers that have a database of somebody else, and so no folder of their own. */
export const testFiles = { FILES_DIR: join(tmpdir(), 'sanad-test-files') };

export function testConfig(changes: Partial<Config> = {}): Config {
  const parsed = parseConfig({ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent', ...testFiles });
  if (!parsed.ok) throw new Error('the test configuration does not parse');
  const wide = { max: 100_000, windowMs: 60_000 };
  return { ...parsed.value, signInLimit: wide, signUpLimit: wide, ...changes };
}

export interface TestServer extends RunningServer {
  readonly stop: () => Promise<void>;
}

/** Pushes are sent when the test says so. */
export async function startTestServer(changes: Partial<Config> = {}, options: ServerOptions = {}): Promise<TestServer> {
  const dir = temporaryDir();
  copyDataTemplate(dir.path);
  const config = testConfig({ dataDir: dir.path, filesDir: join(dir.path, 'files'), ...changes });
  const started = await startServer(config, {
    postgresSettings: unsafeFastSettings,
    passwordHashing: unsafeFastHashing,
    pushPollMs: 0,
    ...options,
  });
  if (!started.ok) throw new Error(started.error.line);
  const stop = async () => {
    await started.value.close();
    dir.remove();
  };
  return { ...started.value, stop };
}

/** Postgres alone. */
export async function startTestPostgres(): Promise<{
  readonly url: string;
  readonly pid: () => number | undefined;
  readonly stop: () => Promise<void>;
}> {
  const dir = temporaryDir();
  const postgres = await startEmbeddedPostgres({ dir: dir.path, settings: unsafeFastSettings });
  const stop = async () => {
    await postgres.stop();
    dir.remove();
  };
  return { url: postgres.url, pid: postgres.pid, stop };
}

export async function until(condition: () => boolean | Promise<boolean>, patienceMs = 10_000): Promise<void> {
  const startedMs = performance.now();
  while (!(await condition())) {
    if (performance.now() - startedMs > patienceMs) throw new Error('waited too long');
    await new Promise((done) => setTimeout(done, 10));
  }
}
