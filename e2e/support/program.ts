/** A program of another room's tests, built and run to its end: for what no screen of a browser does. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** `source` is below the room's `test/support`; its packages are the room's. */
export function runProgram(room: 'packages/headless' | 'sync-server', source: string, args: readonly string[]): void {
  const cwd = join(root, room);
  const program = join(cwd, 'node_modules/.cache', `${basename(source, '.ts')}.js`);
  const run = (command: string, given: readonly string[]): void => {
    const ended = spawnSync(command, given, { cwd, encoding: 'utf8' });
    if (ended.status !== 0) throw new Error(ended.stderr);
  };
  mkdirSync(join(cwd, 'node_modules/.cache'), { recursive: true });
  const build = [`test/support/${source}`, '--file', program, '--platform', 'node', '--format', 'esm'];
  run(join(root, 'node_modules/.bin/rolldown'), build);
  run(process.execPath, [program, ...args]);
}
