/**
 * A run that was killed leaves its Postgres alive, or dead with lock files (DB-1). Stops the one and removes the other. Its pid may
 * be a zombie's or belong to somebody else by now: what tells is a live process whose working directory is this data directory.
 */
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const pollMs = 25;
const patienceMs = 10_000;

/** True when an orphan was stopped. Throws when the data directory stays in use. */
export async function clearOrphan(data: string, sockets: string): Promise<boolean> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile) || process.platform !== 'linux') return false;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const stopped = livesIn(data).includes(pid);
  if (stopped) process.kill(pid, 'SIGINT');
  // Backends leave by themselves when their postmaster is gone.
  for (let waitedMs = 0; livesIn(data).length > 0; waitedMs += pollMs) {
    if (waitedMs > patienceMs) throw new Error(`${data} is in use by ${livesIn(data).join(', ')}`);
    await new Promise((done) => setTimeout(done, pollMs));
  }
  for (const file of readdirSync(sockets)) rmSync(join(sockets, file), { force: true });
  rmSync(pidFile, { force: true });
  return stopped;
}

function livesIn(data: string): readonly number[] {
  const real = realpathSync(data);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingDirectory(pid) === real);
}

function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // gone, a zombie, or not ours to see
  }
}
