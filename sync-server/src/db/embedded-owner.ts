/**
 * One server per data directory (DB-1): a file names the process that holds it. A second server must not take a living one's Postgres
 * for an orphan; a killed one's claim is void, also when its pid belongs to somebody else by now.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'server.pid';

/** Returns how to give it back. Throws when a living server holds it. */
export function claimDirectory(dir: string): () => void {
  const file = join(dir, fileName);
  const holder = readHolder(file);
  if (holder !== undefined && birthOf(holder.pid) === holder.birth) {
    throw new Error(`Another SANAD (process ${holder.pid}) runs on ${dir}: stop it, or set DATA_DIR.`);
  }
  writeFileSync(file, `${process.pid} ${birthOf(process.pid) ?? ''}`);
  return () => rmSync(file, { force: true });
}

function readHolder(file: string): { readonly pid: number; readonly birth: string } | undefined {
  try {
    const [pid = '', birth = ''] = readFileSync(file, 'utf8').split(' ');
    return { pid: Number(pid), birth };
  } catch {
    return undefined; // nobody, or written half
  }
}

/** When a process started, in its system's own terms; `undefined` when it is gone. */
function birthOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0) ? 'alive' : undefined;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
