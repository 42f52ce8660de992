/** The app in Chromium, on a phone's viewport: first paint, start, opening, typing, scrolling (scripts/bench-browser.mjs). */
import { type Measured, measureInPage } from './page-script.ts';
import { browserScript } from './places.ts';
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

export async function measureBrowser(ground: Ground, long: LongConversation): Promise<readonly Row[]> {
  const { server, population, options } = ground;
  const person = population.people[long.reader];
  if (person === undefined) throw new Error('somebody reads it');
  const settings = {
    url: server.url,
    login: person.email,
    password: person.password,
    code: person.identity.recoveryCode.join(''),
    conversation: long.space,
    unread: long.unread,
    runs: options.quick ? 1 : 3,
  };
  return measureInPage(ground, 'app in Chromium', browserScript, settings, (measured) => rowsOf(measured, long));
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
