/** The built server on a free port with a data folder of its own, for tests that come in through the front door. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at, cleanEnv, freePort } from './environment.mjs';

/** Returns `{url, stop}`; `stop` may be called twice and waits until the process is gone. */
export async function startTestServer(env = {}) {
  const port = await freePort();
  const data = mkdtempSync(join(realpathSync(tmpdir()), 'sanad-server-'));
  chmodSync(data, 0o755); // as root, Postgres runs as somebody else below this folder
  const { DATABASE_URL: _own, ...inherited } = cleanEnv;
  const settings = { PORT: String(port), HOST: '127.0.0.1', DATA_DIR: data, ...env };
  const child = spawn(process.execPath, [at('sync-server', 'dist', 'main.js')], {
    env: { ...inherited, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
    rmSync(data, { recursive: true, force: true });
  };
  const url = `http://localhost:${port}`;
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    if (await answers(`${url}/readyz`)) return { url, stop };
    await sleep(100);
  }
  await stop();
  throw new Error('the server does not answer');
}

const answers = (url) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );
