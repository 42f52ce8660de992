/** What processes cost, from /proc: processor time of the server, of its Postgres (all its processes), of ourselves; memory. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

export interface CpuReading {
  /** Of the program under load: the server or a floor. */
  readonly programMs: number;
  readonly postgresMs: number;
  readonly ownMs: number;
  readonly atMs: number;
}

/** `serverPid`: whose child Postgres is. */
export function readCpu(programPid: number, serverPid: number): CpuReading {
  const own = process.cpuUsage();
  return {
    programMs: threadsMs(programPid),
    postgresMs: descendantsOf(serverPid).reduce((sum, pid) => sum + threadsMs(pid), 0),
    ownMs: (own.user + own.system) / 1000,
    atMs: performance.now(),
  };
}

export const cpuBetween = (before: CpuReading, after: CpuReading): CpuReading => ({
  programMs: after.programMs - before.programMs,
  postgresMs: after.postgresMs - before.postgresMs,
  ownMs: after.ownMs - before.ownMs,
  atMs: after.atMs - before.atMs,
});

export const addCpu = (a: CpuReading, b: CpuReading): CpuReading => ({
  programMs: a.programMs + b.programMs,
  postgresMs: a.postgresMs + b.postgresMs,
  ownMs: a.ownMs + b.ownMs,
  atMs: a.atMs + b.atMs,
});
export const noCpu: CpuReading = { programMs: 0, postgresMs: 0, ownMs: 0, atMs: 0 };

/** Time on a processor of all threads: first field of schedstat, nanoseconds. */
function threadsMs(pid: number): number {
  let nanoseconds = 0;
  for (const thread of list(`/proc/${pid}/task`))
    nanoseconds += Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0] ?? 0);
  return nanoseconds / 1e6;
}

export function residentBytes(pid: number): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`));
  return Number(found?.[1] ?? 0) * 1024;
}

/** Children, their children, and so on. */
function descendantsOf(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of list('/proc')) if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(name));
  const isBelow = (child: number): boolean => {
    const parent = parents.get(child) ?? 0;
    return parent === pid || (parent > 1 && isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

/** The name in parentheses may hold spaces: the parent is the second field after it. */
const parentOf = (pid: string): number => Number(read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1] ?? 0);

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // ended meanwhile
  }
}

function list(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
