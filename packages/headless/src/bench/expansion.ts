/**
 * Expansion of series (CAL-4): 500 of them over a year, as the engine's worker does it, against `rrule` on the same rules in the same run. What is
 * timed begins with events as they were folded, and reads their rules: nothing is remembered from the round before but the law of the zones.
 */
import process from 'node:process';
import { expandEvent, type Range } from '@sanad/model/calendar/expand';
import { type EventStatement, type FoldedEvent, foldEvent } from '@sanad/model/calendar/fold-event';
import { zoneOf } from '@sanad/model/calendar/zones';
import { randomBytes } from '@sanad/model/crypto/primitives';
import { messageIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import type { EventChange, EventFields } from '@sanad/model/schema/event-values';
// biome-ignore lint/style/noRestrictedImports: the peer of a measurement, in no program but this one
import rrule from 'rrule';
import { atMost, median, type Row } from './report.ts';

const series = 500;
const warmUp = 5;
const peerRounds = 3;
const maxMs = 50;
const zones = ['Africa/Tunis', 'Europe/Paris', 'America/New_York'];
const rules = [
  'FREQ=DAILY',
  'FREQ=WEEKLY',
  'FREQ=MONTHLY;BYDAY=2TU',
  'FREQ=MONTHLY',
  'FREQ=YEARLY',
  'FREQ=WEEKLY;BYDAY=MO,WE,FR',
];
const from = Date.UTC(2026, 0, 1);
const to = Date.UTC(2027, 0, 1);
const two = (value: number): string => String(value).padStart(2, '0');

interface Planned {
  readonly local: string;
  readonly zone: string;
  readonly rule: string;
}
/** Series that began in the ten years before. */
const planned: readonly Planned[] = Array.from({ length: series }, (_, i) => ({
  local: `${2016 + (i % 11)}-${two(1 + (i % 12))}-${two(1 + (i % 28))}T${two(7 + (i % 12))}:${i % 2 === 0 ? '00' : '30'}:00`,
  zone: zones[i % zones.length] ?? 'UTC',
  rule: rules[i % rules.length] ?? '',
}));

const author = userIdFromBytes(randomBytes(16));
let wallMs = from;
const change = (fields: Partial<EventFields>, at: string | undefined, builds: readonly string[]): EventChange => ({
  ...{ fields, at, following: false, invited: new Map(), files: new Map() },
  builds: [...builds] as EventChange['builds'], // ids that were drawn above
});

function fold({ local, zone, rule }: Planned, place: number): FoldedEvent {
  const id = messageIdFromBytes(randomBytes(12));
  const statement = (own: string, value: EventChange): EventStatement => ({
    ...{ id: own, author, sentAtMs: ++wallMs, clock: { wallMs, counter: 0 } },
    ...{ kind: 'event', value },
  });
  const fields = { title: `Série ${place}`, start: { local, zone }, lengthS: 2700, rule };
  const made = statement(id, change(fields, undefined, []));
  // One date of every fifth was moved.
  const day = `2026-${local.slice(5, 10)}`;
  const moved = statement(messageIdFromBytes(randomBytes(12)), change({ start: { local: `${day}T18:00:00`, zone } }, day, [id]));
  const folded = foldEvent(id, place % 5 === 0 ? [made, moved] : [made]);
  if (folded === undefined) throw new Error('an event with a start');
  return folded;
}

/** Processor time, that of the collector included: whatever else the machine does is left out. */
function busyMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function measureExpansion(rounds: number): readonly Row[] {
  const here = zoneOf('Africa/Tunis');
  if (here === undefined) throw new Error('the platform knows Tunis');
  const range: Range = { fromMs: here.toInstant(from), toMs: here.toInstant(to), here };
  let count = 0;
  const ours: number[] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    const events = planned.map(fold);
    count = 0;
    const startedMs = busyMs();
    for (const event of events) count += expandEvent(event, range).length;
    ours.push(busyMs() - startedMs);
  }
  // After ours: what it leaves to be collected is not ours to pay.
  const theirs = Array.from({ length: peerRounds }, expandByRrule);
  const [own, peer] = [median(ours.slice(warmUp)), median(theirs)];
  return [
    {
      what: `calendar: ${series} series over a year, by rrule (days alone, without zones): processor time`,
      unit: 'ms',
      value: peer,
    },
    {
      what: `calendar: ${series} series over a year, with zones and changed dates: processor time`,
      unit: 'ms',
      value: own,
      target: atMost(own, maxMs),
      note: `${count.toLocaleString('en')} occurrences; the first round took ${ours[0]?.toFixed(0)} ms; ${(peer / own).toFixed(0)} times as fast as rrule`,
    },
  ];
}

function expandByRrule(): number {
  const startedMs = busyMs();
  for (const { local, rule } of planned) {
    const options = rrule.RRule.parseString(rule);
    new rrule.RRule({ ...options, dtstart: new Date(`${local}Z`) }, true).between(new Date(from), new Date(to));
  }
  return busyMs() - startedMs;
}
