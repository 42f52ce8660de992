/** The command line: the built one as processes of their own, which is what a script sees of it, and its program in this process. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runProgram } from '../../src/run-program.ts';

const root = resolve(import.meta.dirname, '../../../..');
const headless = join(root, 'packages/headless');
const program = join(headless, 'dist/cli.js');

const newest = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && !file.name.includes('.test.'))
    .reduce((latest, file) => Math.max(latest, statSync(join(file.parentPath, file.name)).mtimeMs), 0);

/** The bundle that `npm run device` runs, built when its sources are newer. */
export function buildCommandLine(): void {
  const sources = Math.max(newest(join(headless, 'src')), newest(join(root, 'packages/model/src')));
  if (existsSync(program) && statSync(program).mtimeMs > sources) return;
  const built = spawnSync(join(root, 'node_modules/.bin/rolldown'), ['-c', 'rolldown.config.mjs'], {
    cwd: headless,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`the command line does not build: ${built.stderr}`);
}

interface PrintedMessage {
  readonly text: string;
  readonly priority: string;
  readonly delivery: string;
}
/** Fields of all documents and events together: each command prints its own, the others are absent. */
export interface Printed {
  readonly ok: boolean;
  readonly code: string;
  readonly status: string;
  readonly recoveryCode: string;
  readonly breakGlassCode: string;
  readonly comparisonCode: string;
  readonly conversation: string;
  readonly conversations: readonly object[];
  readonly messages: readonly PrintedMessage[];
  readonly delivery: string;
  readonly pending: number;
  readonly unread: number;
  readonly synced: boolean;
  readonly logs: readonly { readonly space: string }[];
  /** Events of `listen`. */
  readonly type: string;
  readonly connectivity: string;
  readonly message: PrintedMessage;
}
export interface Ran {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The one document on standard output, or on standard error when there is none. */
  readonly json: Printed;
}
export interface RunOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** No file of the process may grow beyond this: what a full disk looks like. */
  readonly maxFileBlocks?: number;
}

export function startCommand(
  args: readonly string[],
  { input = '', environment = {}, maxFileBlocks }: RunOptions = {},
): {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<Ran>;
} {
  const env = { PATH: process.env['PATH'], ...environment };
  const limited = ['-c', `ulimit -f ${maxFileBlocks}; exec "$0" "$@"`, process.execPath];
  const [command, before] = maxFileBlocks === undefined ? [process.execPath, []] : ['/bin/sh', limited];
  const child = spawn(command, [...before, program, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const decoder = new TextDecoder();
  const lines: string[] = [];
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Uint8Array) => {
    stdout += decoder.decode(part, { stream: true });
    lines.splice(0, lines.length, ...stdout.split('\n').filter((line) => line !== ''));
  });
  child.stderr.on('data', (part: Uint8Array) => {
    stderr += new TextDecoder().decode(part);
  });
  child.stdin.end(input);
  const ended = new Promise<Ran>((done) => {
    child.once('close', (exit) => done({ exit, stdout, stderr, json: parseJson(stdout === '' ? stderr : stdout) as Printed }));
  });
  return { child, lines, ended };
}

export const runProcess = (args: readonly string[], options?: RunOptions): Promise<Ran> => startCommand(args, options).ended;

/** The same program without the second that a process takes to begin. */
export async function runHere(args: readonly string[], { input = '', environment = {} }: RunOptions = {}): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const exit = await runProgram(args, {
    environment,
    readInput: async () => input,
    say: (text) => {
      stdout += text;
    },
    complain: (text) => {
      stderr += text;
    },
    untilEnded: () => Promise.resolve(),
  });
  return { exit, stdout, stderr, json: parseJson(stdout === '' ? stderr : stdout) as Printed };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Lines for people: the test looks at the text itself.
    return undefined;
  }
}
