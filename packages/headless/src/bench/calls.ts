/** Calls in the app (scripts/bench-calls.mjs): two browsers, one calls, the other answers. */
import { makeConversations } from './conversations.ts';
import { type Measured, measureInPage } from './page-script.ts';
import { callsScript } from './places.ts';
import { atMost, type Row } from './report.ts';
import type { Ground } from './stage.ts';

const maxRingingMs = 500;
const maxMediaMs = 1000;
const calls = 9;

export async function measureCalls(ground: Ground): Promise<readonly Row[]> {
  const { server, population, owner, options } = ground;
  // Neighbours have conversations of the load.
  const pair = [owner + 1, owner + 1 + Math.floor(population.people.length / 2)] as const;
  const people = pair.flatMap((place) => population.people[place] ?? []);
  const [conversation] = options.browser === 'no' ? [] : await makeConversations(population, [pair]);
  if (conversation === undefined || people.length !== pair.length) return [];
  const settings = {
    ...{ url: server.url, conversation: conversation.space, runs: options.quick ? 3 : calls },
    people: people.map(({ email, password, identity }) => ({ login: email, password, code: identity.recoveryCode.join('') })),
  };
  return measureInPage(ground, 'calls in Chromium', callsScript, settings, rowsOf);
}

function rowsOf(measured: Measured): readonly Row[] {
  const of = (name: string): number => measured[name] ?? Number.NaN;
  const worst = (name: string): string => `median; the slowest took ${Math.round(of(name))} ms`;
  return [
    {
      what: 'app: a call, from the press until it rings on the other side',
      unit: 'ms',
      value: of('ringingMs'),
      target: atMost(of('ringingMs'), maxRingingMs),
      note: worst('ringingWorstMs'),
    },
    {
      what: 'app: a call, from the answer until both hear the first of the other',
      unit: 'ms',
      value: of('mediaMs'),
      target: atMost(of('mediaMs'), maxMediaMs),
      note: worst('mediaWorstMs'),
    },
  ];
}
