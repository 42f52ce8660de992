/** The app in Chromium: scripts/bench-browser.mjs measures, because Playwright is a tool of the house and no dependency of devices. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { browserScript, builtApp } from './places.ts';
import { atMost, type Row } from './report.ts';
import type { Ground } from './stage.ts';

/** A long conversation that stands on the server, seen by one of its members. */
export interface LongConversation {
  readonly space: string;
  readonly messages: number;
  /** Place of the member who opens it, and how many messages are not hers. */
  readonly reader: number;
  readonly unread: number;
}

const maxFirstScriptBytes = 90 * 1000;
const noBrowserCode = 3;

export async function measureBrowser(ground: Ground, long: LongConversation): Promise<readonly Row[]> {
  const { options, say } = ground;
  if (options.browser === 'no') return [];
  const isWanted = options.browser === 'yes';
  if (!existsSync(join(builtApp, 'index.html'))) return [leftOut('the app is not built', isWanted)];
  const answer = await runScript(ground, long);
  if ('failure' in answer) {
    say(`  ${answer.failure}`);
    return [leftOut(answer.failure.split('\n')[0] ?? '', isWanted || answer.isDefect)];
  }
  return rowsOf(answer.measured, long);
}

/** Not measured though it could be: missed. The table never hides it. */
const leftOut = (why: string, isMissed: boolean): Row => ({
  what: 'app in Chromium',
  unit: '',
  value: undefined,
  ...(isMissed ? { target: { text: '', isMet: false } } : {}),
  note: `not measured: ${why}`,
});

type Answer = { readonly measured: Measured } | { readonly failure: string; readonly isDefect: boolean };

async function runScript({ server, population, options }: Ground, long: LongConversation): Promise<Answer> {
  const person = population.people[long.reader];
  if (person === undefined) throw new Error('somebody reads it');
  const child = spawn(process.execPath, [browserScript], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(
    JSON.stringify({
      url: server.url,
      login: person.email,
      password: person.password,
      code: person.identity.recoveryCode.join(''),
      conversation: long.space,
      unread: long.unread,
      runs: options.quick ? 1 : 3,
    }),
  );
  const ended = new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === noBrowserCode) return { failure: 'there is no Chromium', isDefect: false };
  return code === 0 ? { measured: parseMeasured(output) } : { failure: `the script failed: ${errors.trim()}`, isDefect: true };
}

type Measured = Readonly<Record<string, number>>;

function parseMeasured(output: string): Measured {
  const parsed: unknown = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  const entries = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

function rowsOf(measured: Measured, { messages }: LongConversation): readonly Row[] {
  const row = (what: string, unit: string, name: string, scale = 1): Row => ({
    what,
    unit,
    value: (measured[name] ?? Number.NaN) / scale,
  });
  const scripts = (measured['pageScriptBytes'] ?? Number.NaN) / 1000;
  const count = messages.toLocaleString('en');
  const none = (name: string) => ({ text: '0', isMet: measured[name] === 0 });
  return [
    {
      ...row('app: scripts of the page before its first paint, gzip', 'kB', 'pageScriptBytes', 1000),
      target: atMost(scripts, maxFirstScriptBytes / 1000),
      note: 'without the engine worker, which the paint does not wait for',
    },
    row("app: the engine worker's script, if it came before the paint, gzip", 'kB', 'workerScriptBytes', 1000),
    row('app: first paint, first visit', 'ms', 'coldPaintMs'),
    row('app: first paint, from the service worker', 'ms', 'warmPaintMs'),
    row('app: warm start to the list of conversations', 'ms', 'inboxMs'),
    row(`app: open a conversation of ${count} messages`, 'ms', 'openMs'),
    row(`app: fresh device, until all ${count} messages are there`, 's', 'syncMs', 1000),
    {
      ...row('app: tasks > 50 ms while typing, 4 × slower', 'tasks', 'typingLongTasks'),
      target: none('typingLongTasks'),
      note: `longest ${Math.round(measured['typingLongestMs'] ?? 0)} ms`,
    },
    {
      ...row('app: tasks > 50 ms while scrolling, 4 × slower', 'tasks', 'scrollingLongTasks'),
      target: none('scrollingLongTasks'),
      note: `longest ${Math.round(measured['scrollingLongestMs'] ?? 0)} ms`,
    },
  ];
}
