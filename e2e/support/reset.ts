/** A reset of somebody's identity by the administration, from a program of its own: no screen of these browsers takes part. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Enrolled } from './people.ts';
import type { TestServer } from './server.ts';

const root = resolve(import.meta.dirname, '../..');
const headless = join(root, 'packages/headless');
const program = join(headless, 'node_modules/.cache/reset-program.js');

function run(command: string, args: readonly string[]): void {
  const ended = spawnSync(command, args, { cwd: headless, encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(ended.stderr);
}

export function resetIdentity(server: TestServer, administrator: Enrolled, person: Enrolled): void {
  mkdirSync(join(headless, 'node_modules/.cache'), { recursive: true });
  const build = ['test/support/reset-program.ts', '--file', program, '--platform', 'node', '--format', 'esm'];
  run(join(root, 'node_modules/.bin/rolldown'), build);
  const { staffNumber, password, recoveryCode } = administrator;
  const code = recoveryCode.join('');
  run(process.execPath, [program, server.url, staffNumber, password, code, person.staffNumber, person.password]);
}
