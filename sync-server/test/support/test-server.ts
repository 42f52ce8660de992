/** A whole server on a free port with its own embedded Postgres; fsync off, everything else as in production. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, parseConfig } from '../../src/config.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server.ts';

export const unsafeFastSettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

export function temporaryDir(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'sanad-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function testConfig(changes: Partial<Config> = {}): Config {
  const parsed = parseConfig({ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent' });
  if (!parsed.ok) throw new Error('the test configuration does not parse');
  const wide = { max: 100_000, windowMs: 60_000 };
  return { ...parsed.value, signInLimit: wide, signUpLimit: wide, ...changes };
}

export interface TestServer extends RunningServer {
  readonly stop: () => Promise<void>;
}

export async function startTestServer(changes: Partial<Config> = {}, options: ServerOptions = {}): Promise<TestServer> {
  const dir = temporaryDir();
  const config = testConfig({ dataDir: dir.path, ...changes });
  const started = await startServer(config, { postgresSettings: unsafeFastSettings, ...options });
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
