/** Scripts that drive the app in Chromium: they are in scripts/, because Playwright is a tool of the house and no dependency of devices. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { builtApp } from './places.ts';
import type { Row } from './report.ts';
import type { Ground } from './stage.ts';

const noBrowserCode = 3;

export type Measured = Readonly<Record<string, number>>;

/** The rows of what the script measured; when it could not, one that says why. `what`: its name then. */
export async function measureInPage(
  { options, say }: Pick<Ground, 'options' | 'say'>,
  what: string,
  script: string,
  settings: object,
  rowsOf: (measured: Measured) => readonly Row[],
): Promise<readonly Row[]> {
  if (options.browser === 'no') return [];
  const isWanted = options.browser === 'yes';
  if (!existsSync(join(builtApp, 'index.html'))) return [leftOut(what, 'the app is not built', isWanted)];
  const answer = await runScript(script, settings);
  if ('measured' in answer) return rowsOf(answer.measured);
  say(`  ${answer.failure}`);
  return [leftOut(what, answer.failure.split('\n')[0] ?? '', isWanted || answer.isDefect)];
}

/** Not measured though it could be: missed. The table never hides it. */
const leftOut = (what: string, why: string, isMissed: boolean): Row => ({
  what,
  unit: '',
  value: undefined,
  ...(isMissed ? { target: { text: '', isMet: false } } : {}),
  note: `not measured: ${why}`,
});

type Answer = { readonly measured: Measured } | { readonly failure: string; readonly isDefect: boolean };

async function runScript(script: string, settings: object): Promise<Answer> {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(JSON.stringify(settings));
  const ended = new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === noBrowserCode) return { failure: 'there is no Chromium', isDefect: false };
  return code === 0 ? { measured: parseMeasured(output) } : { failure: `the script failed: ${errors.trim()}`, isDefect: true };
}

function parseMeasured(output: string): Measured {
  const parsed: unknown = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  const entries = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}
