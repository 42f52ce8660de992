/** `npm run bench -- [--quick] [--json FILE] [--no-browser | --browser] [--only groups|open|lost-phone|alarms|files|calls|calendar|directory]`. */
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@sanad/model/result';

const PARTS = ['groups', 'open', 'lost-phone', 'alarms', 'files', 'calls', 'calendar', 'directory'] as const;

export interface BenchOptions {
  readonly quick: boolean;
  readonly jsonFile: string | undefined;
  /** `auto`: when Chromium and the built app are there. */
  readonly browser: 'auto' | 'yes' | 'no';
  /** One part alone: these need nothing of the others. */
  readonly only: (typeof PARTS)[number] | undefined;
  readonly sizes: Sizes;
}
export interface Sizes {
  /** Messages of each saturation round, and how many rounds of each system. */
  readonly roundMessages: number;
  readonly rounds: number;
  /** Of each latency run; two runs per rate and system. */
  readonly latencySeconds: number;
  readonly historyLengths: readonly [number, number, number];
  readonly historyRounds: number;
  readonly historyAppends: number;
  readonly idleSockets: number;
  readonly groupMembers: number;
  /** Messages to the group, and as many to one colleague. */
  readonly groupSends: number;
  /** Messages of the long conversation and of the week that has too many; processes that open each. */
  readonly longMessages: number;
  readonly stormMessages: number;
  readonly openRounds: number;
  readonly alarmRounds: number;
  /** Events of the month that is opened, and rounds of expansion. */
  readonly calendar: { readonly events: number; readonly rounds: number };
  /** Whom the directory lists. */
  readonly directoryPeople: number;
  readonly lostPhone: { readonly spaces: number; readonly members: number };
}

const full: Sizes = {
  roundMessages: 5000,
  rounds: 5,
  latencySeconds: 4,
  historyLengths: [0, 10_000, 50_000],
  historyRounds: 8,
  historyAppends: 400,
  idleSockets: 1000,
  groupMembers: 500,
  groupSends: 40,
  longMessages: 100_000,
  stormMessages: 20_000,
  openRounds: 7,
  alarmRounds: 5,
  calendar: { events: 5000, rounds: 15 },
  directoryPeople: 10_000,
  lostPhone: { spaces: 60, members: 20 },
};
const quick: Sizes = {
  roundMessages: 2000,
  rounds: 2,
  latencySeconds: 2,
  historyLengths: [0, 1000, 5000],
  historyRounds: 4,
  historyAppends: 200,
  idleSockets: 300,
  groupMembers: 100,
  groupSends: 10,
  longMessages: 20_000,
  stormMessages: 10_000,
  openRounds: 3,
  alarmRounds: 2,
  calendar: { events: 1000, rounds: 5 },
  directoryPeople: 1000,
  lostPhone: { spaces: 20, members: 20 },
};

export const usage =
  'usage: npm run bench -- [--quick] [--json FILE] [--browser | --no-browser] [--only groups|open|lost-phone|alarms|files|calls|calendar|directory]';

export function parseOptions(args: readonly string[]): Result<BenchOptions, { readonly type: 'usage' }> {
  try {
    const options = {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      browser: { type: 'boolean' },
      only: { type: 'string' },
    } as const;
    const { values } = parseArgs({ args: [...args], options, allowNegative: true });
    const only = PARTS.find((part) => part === values.only);
    if (only !== values.only) return err({ type: 'usage' });
    const browser = values.browser === undefined ? 'auto' : values.browser ? 'yes' : 'no';
    return ok({
      quick: values.quick,
      jsonFile: values.json,
      browser,
      only,
      sizes: values.quick ? quick : full,
    });
  } catch {
    return err({ type: 'usage' });
  }
}
