/** Calendars against the real server: two edit one event without a network, a series, answers, duty, files, her own on all her devices. */
import type { SpaceId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { details, events, october, roster } from './support/calendar-watch.ts';
import { arrives, form, must } from './support/group-watch.ts';
import { makeWard, openNewBrowser, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let ward: readonly TestPerson[];
let group: SpaceId;
const person = (i: number): TestPerson => {
  const found = ward[i];
  if (found === undefined) throw new Error('nobody');
  return found;
};
const amel = () => person(1);
const youssef = () => person(2);
const engineOf = (who: TestPerson) => who.device.engine;
const isOffline = (who: TestPerson) =>
  who.device.waitFor(() => (who.device.sync()?.connectivity === 'offline' ? true : undefined), waitMs);
const titled = (title: string) => (rows: readonly { readonly title: string }[]) => rows.some((row) => row.title === title);
const staff = {
  title: 'Staff',
  place: 'Salle B2',
  start: { local: '2026-10-13T14:30:00', zone: 'Africa/Tunis' },
  lengthS: 45 * 60,
  rule: 'FREQ=WEEKLY;BYDAY=TU',
};

beforeAll(async () => {
  server = await makeServerProcess();
  ward = await makeWard(server, 'Amel', 'Youssef');
  group = await must(engineOf(amel()).createGroup(form('Réanimation', youssef())));
  await arrives(youssef(), 'Réanimation');
});
afterAll(async () => {
  for (const one of ward ?? []) await one.dispose();
  await server?.dispose();
});

test('CAL-5, CAL-11 two people change one event without a network: what each changed is there, and what both changed is told', async () => {
  const event = await must(engineOf(amel()).saveEvent(group, { fields: staff, invited: [youssef().user()] }));
  const [first] = await events(youssef().device, (rows) => rows.length === 5);
  expect(first).toMatchObject({
    event,
    calendar: group,
    at: '2026-10-13',
    answer: 'none',
    organiser: amel().user(),
    waiting: false,
  });

  await server.stop();
  await Promise.all([isOffline(amel()), isOffline(youssef())]);
  const later = { local: '2026-10-13T16:00:00', zone: 'Africa/Tunis' };
  await must(
    engineOf(amel()).changeEvent(
      group,
      event,
      { fields: { start: later, notes: 'Bilans', title: 'Staff réa' } },
      'all',
      '2026-10-13',
    ),
  );
  await must(
    engineOf(youssef()).changeEvent(
      group,
      event,
      { fields: { place: 'Amphithéâtre', title: 'Staff de réanimation' } },
      'all',
      '2026-10-13',
    ),
  );
  await must(engineOf(youssef()).changeEvent(group, event, { fields: { state: 'removed' } }, 'this', '2026-10-20'));
  // Durable and shown at once, before there is a network.
  expect((await events(youssef().device, (rows) => rows.length === 4))[0]).toMatchObject({
    place: 'Amphithéâtre',
    waiting: true,
  });

  await server.start();
  for (const who of [amel(), youssef()]) await engineOf(who).retryNow();
  const seen = await Promise.all(
    [amel(), youssef()].map((who) =>
      details(
        who.device,
        group,
        event,
        '2026-10-13',
        (one) => one.notes === 'Bilans' && one.place === 'Amphithéâtre' && !one.waiting,
      ),
    ),
  );
  for (const one of seen) {
    expect(one).toMatchObject({ start: later, contested: true, conflicts: [{ field: 'title', rivals: [{}] }] });
    expect(new Date(one?.startMs ?? 0).toISOString()).toBe('2026-10-13T15:00:00.000Z');
  }
  expect(seen[0]?.title).toBe(seen[1]?.title);
  const rows = await events(amel().device, (list) => list.length === 4);
  expect(rows.map(({ at }) => at)).toEqual(['2026-10-13', '2026-10-27', '2026-11-03', '2026-11-10']);

  // Whoever looks at both ends it.
  await must(engineOf(amel()).changeEvent(group, event, { fields: { title: 'Staff' } }, 'all'));
  await details(youssef().device, group, event, '2026-10-13', (one) => one.title === 'Staff' && !one.contested);
});

test('CAL-12 only members are invited; they answer for all and for one, and it is known after a restart', async () => {
  const fields = { title: 'Relève', start: { local: '2026-10-15T17:00:00', zone: 'Africa/Tunis' }, lengthS: 1800 };
  const outsider = person(0).user();
  expect(await engineOf(amel()).saveEvent(group, { fields, invited: [outsider] })).toEqual({
    ok: false,
    error: { type: 'unknown-person' },
  });
  const event = await must(engineOf(amel()).saveEvent(group, { fields, invited: [youssef().user()] }));
  await events(youssef().device, titled('Relève'));
  await must(engineOf(youssef()).answerInvitation(group, event, 'maybe', 'si le bloc finit'));
  const seen = await details(amel().device, group, event, undefined, (one) => one.people[0]?.word === 'maybe');
  expect(seen?.people).toMatchObject([{ user: youssef().user(), invited: true, comment: 'si le bloc finit' }]);
  await amel().stop();
  await amel().start();
  expect(await details(amel().device, group, event, undefined, () => true)).toMatchObject({
    people: [{ word: 'maybe' }],
    at: undefined,
  });

  await must(engineOf(amel()).changeGroup(group, { posting: 'administrators' }));
  await youssef().device.waitFor(() => undefined, 1);
  const refused = async () => (await engineOf(youssef()).changeEvent(group, event, { fields: { title: 'x' } }, 'all')).ok;
  for (let tries = 0; (await refused()) && tries < 50; tries++) await engineOf(youssef()).settled();
  expect(await engineOf(youssef()).changeEvent(group, event, { fields: { title: 'x' } }, 'all')).toEqual({
    ok: false,
    error: { type: 'not-allowed' },
  });
  await must(engineOf(youssef()).answerInvitation(group, event, 'yes'));
  await details(amel().device, group, event, undefined, (one) => one.people[0]?.word === 'yes' && one.title === 'Relève');
  await must(engineOf(amel()).changeGroup(group, { posting: 'all' }));
});

test('CAL-8, CAL-9 duty: who has it, what nobody has, and a shift that changes hands', async () => {
  const shift = (date: string, holder: TestPerson) => ({
    title: 'Garde',
    duty: 'Réanimation',
    holder: holder.user(),
    start: { local: `${date}T08:00:00`, zone: 'Africa/Tunis' },
    lengthS: 12 * 3600,
  });
  const one = await must(engineOf(amel()).saveEvent(group, { fields: shift('2026-10-17', amel()) }));
  await must(engineOf(amel()).saveEvent(group, { fields: shift('2026-10-18', youssef()) }));
  const seen = await roster(youssef().device, ({ shifts }) => shifts.length === 2);
  expect(
    seen.faults.map(({ type, fromMs, toMs }) => [type, new Date(fromMs).toISOString(), new Date(toMs).toISOString()]),
  ).toEqual([['gap', '2026-10-17T19:00:00.000Z', '2026-10-18T07:00:00.000Z']]);
  await must(engineOf(amel()).swapShift(group, one, undefined, { word: 'ask', to: youssef().user() }));
  const asked = await details(youssef().device, group, one, undefined, ({ swaps }) => swaps[0]?.phase === 'asked');
  const request = asked?.swaps[0]?.request ?? '';
  await must(engineOf(youssef()).swapShift(group, one, undefined, { word: 'take', request }));
  await details(amel().device, group, one, undefined, ({ swaps }) => swaps[0]?.phase === 'taken');
  await must(engineOf(amel()).swapShift(group, one, undefined, { word: 'give', request }));
  const given = await details(youssef().device, group, one, undefined, ({ holder }) => holder === youssef().user());
  expect(given?.swaps).toMatchObject([{ phase: 'given', taker: youssef().user() }]);
});

test('CAL-10 a calendar goes out as a file and comes in again, once', async () => {
  const own = await must(engineOf(amel()).ownCalendar());
  const file = await must(engineOf(amel()).exportCalendar(group));
  expect(await must(engineOf(amel()).importCalendar(own, file, 'Africa/Tunis'))).toMatchObject({
    made: 4,
    changed: 0,
    skippedCount: 0,
  });
  // Where it came from it is known, by the names that we gave.
  expect(await must(engineOf(amel()).importCalendar(group, file, 'Africa/Tunis'))).toMatchObject({
    made: 0,
    changed: 0,
    known: 4,
  });
  const mine = await events(amel().device, (rows) => rows.length > 0, { ...october, calendars: [own] });
  const theirs = await events(amel().device, (rows) => rows.length > 0, { ...october, calendars: [group] });
  expect(mine.map(({ title, startMs, endMs }) => ({ title, startMs, endMs }))).toEqual(
    theirs.map(({ title, startMs, endMs }) => ({ title, startMs, endMs })),
  );
  expect(await must(engineOf(amel()).importCalendar(own, file.replaceAll('Garde', 'Garde jour'), 'UTC'))).toMatchObject({
    made: 0,
    changed: 2,
  });
  expect(await engineOf(amel()).importCalendar(own, '<html>', 'UTC')).toMatchObject({
    ok: false,
    error: { type: 'file-refused' },
  });
});

test('CAL-2, CAL-11 her own calendar is on a new device of hers, with all that was said of it', async () => {
  const other = await openNewBrowser(server, amel());
  await must(other.device.engine.recover(amel().recoveryCode, 'Téléphone'));
  const rows = await events(other.device, (list) => titled('Garde jour')(list) && titled('Staff')(list) && list.length > 9);
  expect(new Set(rows.map(({ calendar }) => calendar)).size).toBe(2);
  await other.dispose();
});
