/**
 * Calendars: series that are expanded (expansion.ts), and the app in Chromium (scripts/bench-calendar.mjs) with thousands of events of one month in
 * twelve calendars, written by a device of the same person and fetched by the browser.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpaceId } from '@sanad/model/ids';
import { type Device, startDevice } from '../device.ts';
import { makeNodePlatform } from '../node-platform.ts';
import { openProfile } from '../profile.ts';
import { measureExpansion } from './expansion.ts';
import { longestTask } from './longest-task.ts';
import { type Measured, measureInPage } from './page-script.ts';
import { calendarScript } from './places.ts';
import { atMost, type Row } from './report.ts';
import type { Ground } from './stage.ts';
import { must } from './waiting.ts';

const calendars = 12;
const zone = 'Africa/Tunis';
/** Whatever day it is: the script goes there by the address. */
const month = '2027-03';
const maxPaintMs = 100;
const patienceMs = 180_000;

export async function measureCalendar(ground: Ground): Promise<readonly Row[]> {
  const { server, population, owner, options, say } = ground;
  const { events, rounds } = options.sizes.calendar;
  const expansion = measureExpansion(rounds);
  const me = population.people[owner];
  if (options.browser === 'no' || me === undefined) return expansion;
  await fillCalendars(ground, events);
  say(`  ${events.toLocaleString('en')} events in ${calendars} calendars`);
  const settings = {
    ...{ url: server.url, login: me.email, password: me.password, code: me.identity.recoveryCode.join('') },
    ...{ month, zone, events, runs: options.quick ? 5 : 15 },
  };
  return [
    ...expansion,
    ...(await measureInPage(ground, 'calendar in Chromium', calendarScript, settings, (measured) => rowsOf(measured, events))),
  ];
}

const group = { description: '', kind: 'department', picture: undefined, members: [] } as const;

async function fillCalendars({ server, population, owner }: Ground, events: number): Promise<void> {
  const me = population.people[owner];
  if (me === undefined) throw new Error('somebody whose calendars they are');
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-calendar-'));
  const profile = must('profile', await openProfile(folder));
  const device = await startDevice(makeNodePlatform({ url: server.url, profile }));
  try {
    await until(device, () => device.state().phase === 'signed-out');
    must('sign-in', await device.engine.signIn(me.email, me.password));
    must('recovery', await device.engine.recover(me.identity.recoveryCode.join('-'), 'bench'));
    await device.engine.settled();
    const spaces: SpaceId[] = [must('own', await device.engine.ownCalendar())];
    while (spaces.length < calendars)
      spaces.push(must('group', await device.engine.createGroup({ ...group, name: `Agenda ${spaces.length}` })));
    for (const [place, space] of spaces.entries()) {
      const share = Math.floor(events / calendars) + (place < events % calendars ? 1 : 0);
      must('import', await device.engine.importCalendar(space, fileOf(place, share), zone));
    }
    await device.engine.settled();
    await until(device, () => device.sync()?.waiting === 0 && device.sync()?.connectivity === 'online');
  } finally {
    await device.close();
    await profile.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function until(device: Device, look: () => boolean): Promise<void> {
  const found = await device.waitFor(() => (look() ? true : undefined), patienceMs);
  if (found === undefined) throw new Error(`the device is ${device.state().phase}, ${device.sync()?.waiting} wait`);
}

/** All over the month and the hours of the day, some over several days. */
function fileOf(place: number, count: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const lines = Array.from({ length: count }, (_, i) => {
    const day = 1 + ((i * 7 + place) % 31);
    const stamp = (hour: number, minute: number) => `${month.replace('-', '')}${two(day)}T${two(hour)}${two(minute)}00`;
    const hour = 6 + ((i * 5 + place * 3) % 15);
    const isLong = i % 40 === 0 && day < 28;
    const times = isLong
      ? [`DTSTART;VALUE=DATE:${month.replace('-', '')}${two(day)}`, `DTEND;VALUE=DATE:${month.replace('-', '')}${two(day + 3)}`]
      : [`DTSTART;TZID=${zone}:${stamp(hour, (i % 4) * 15)}`, `DTEND;TZID=${zone}:${stamp(hour + 1, (i % 4) * 15)}`];
    return [
      'BEGIN:VEVENT',
      `UID:${place}-${i}@bench`,
      ...times,
      `SUMMARY:Consultation ${i} de l’agenda ${place}`,
      `LOCATION:Salle ${i % 30}`,
      'END:VEVENT',
    ];
  });
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines.flat(), 'END:VCALENDAR', ''].join('\r\n');
}

function rowsOf(measured: Measured, events: number): readonly Row[] {
  const of = (name: string): number => measured[name] ?? Number.NaN;
  const row = (what: string, name: string, most: number, note: string): Row => ({
    ...{ what: `app: ${what}`, unit: 'ms', value: of(name), note },
    target: atMost(of(name), most),
  });
  const count = events.toLocaleString('en');
  return [
    {
      what: 'app: the same cells and chips as a page that stands still, from their text until they are painted',
      unit: 'ms',
      value: of('floorMs'),
    },
    row(
      `a month with ${count} events in ${calendars} calendars, from the press until it is painted`,
      'paintMs',
      maxPaintMs,
      `median; the slowest took ${Math.round(of('paintWorstMs'))} ms; ${(of('paintMs') / of('floorMs')).toFixed(1)} times the page that stands still; ${Math.round(of('chips'))} chips; from another page of the app ${Math.round(of('openMs'))} ms`,
    ),
    longestTask(measured, 'going through months', 'months'),
    longestTask(measured, 'going through weeks and scrolling them', 'weeks'),
    longestTask(measured, 'scrolling the list', 'list'),
  ];
}
