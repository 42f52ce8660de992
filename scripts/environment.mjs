/** What every command shares: where things stand, a clean environment, running a program. Node's own modules only. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
export const at = (...parts) => join(root, ...parts);
export const bin = (name) => at('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** npm hands its own settings down as npm_*; pnpm, vite and Playwright would take some of them for theirs. */
export const cleanEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle|execpath|node_execpath|command)/i.test(name)),
);

export const packageManager = () => JSON.parse(readFileSync(at('package.json'), 'utf8')).packageManager;

export function assertNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`SANAD needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

/** A folder of ours that survives builds: markers, locks, compressed files. */
export function cacheFolder(...parts) {
  const folder = at('node_modules', '.cache', 'sanad', ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export const modifiedMs = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * Runs a program to its end and returns `{code, output}`; never throws. `quiet` collects what it prints, otherwise the person sees
 * it. `toStderr` keeps our own standard output clean for machines.
 */
export function run(command, args, { cwd = root, env = {}, quiet = false, toStderr = false } = {}) {
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', toStderr ? 2 : 'inherit', 'inherit'];
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env: { ...cleanEnv, ...env }, stdio, shell: process.platform === 'win32' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => done({ code: 127, output: `${output}${error.message}` }));
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

export const freePort = () =>
  new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/**
 * npm gives a signal to the shell between us, and the shell dies without handing it on. Started by npm, we end when that shell is
 * gone; started by hand, we may outlive whoever started us.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
  // Ctrl-C reaches us and the shell alike: the program is ending already, and a second signal would cut that short.
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.once(signal, () => {
      clearInterval(watch);
      if (process.listenerCount(signal) === 0) process.exit(code);
    });
  }
}
