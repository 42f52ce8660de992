/** Files of events against the real server: attached without a network, opened by a member, by nobody else, and gone when they are taken off. */
import { concat, equalBytes } from '@sanad/model/bytes';
import type { EventDetails, EventId } from '@sanad/model/engine/api';
import type { FileId, SpaceId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { details } from './support/calendar-watch.ts';
import { arrives, form, must } from './support/group-watch.ts';
import { type TestPerson, waitMs } from './support/people.ts';
import { useWard } from './support/ward.ts';

const { server, person } = useWard('Amel', 'Youssef', 'Karim');
const [amel, youssef, karim] = [() => person(1), () => person(2), () => person(3)] as const;
const engineOf = (who: TestPerson) => who.device.engine;
const content = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 31) & 0xff);
const plan = { source: new Blob([content]), name: 'plan.pdf', type: 'application/pdf' };

const shows = (who: TestPerson, group: SpaceId, event: EventId, is: (one: EventDetails) => boolean) =>
  details(who.device, group, event, undefined, is);
async function contentFor(who: TestPerson, group: SpaceId, event: EventId, file: FileId): Promise<Uint8Array> {
  for (let attempt = 0; ; attempt++) {
    const opened = await engineOf(who).openFile(group, event, file);
    if (opened.ok) return concat(...opened.value);
    if (attempt > 100 || (opened.error.type !== 'unsent' && opened.error.type !== 'offline')) throw new Error(opened.error.type);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('CAL-20 a file that was attached without a network leaves with its change, opens for a member, and is gone when it was taken off', async () => {
  const group = await must(engineOf(amel()).createGroup(form('Réanimation', youssef())));
  await arrives(youssef(), 'Réanimation');
  const fields = { title: 'Staff', start: { local: '2026-10-13T14:30:00', zone: 'Africa/Tunis' } };
  const event = await must(engineOf(amel()).saveEvent(group, { fields }));
  await shows(youssef(), group, event, ({ title }) => title === 'Staff');

  await server().stop();
  await amel().device.waitFor(() => (amel().device.sync()?.connectivity === 'offline' ? true : undefined), waitMs);
  const attachment = await must(engineOf(amel()).attachFile(group, plan));
  await must(engineOf(amel()).attachToEvent(group, event, [attachment]));
  // What has no file does not wait for it.
  await must(engineOf(amel()).changeEvent(group, event, { fields: { place: 'Salle B2' } }, 'all'));
  const here = await shows(amel(), group, event, ({ attachments, waiting }) => attachments.length === 1 && waiting);
  expect(here?.attachments[0]).toMatchObject({ name: 'plan.pdf', place: 'local', transfer: { state: 'waiting' } });
  await server().start();

  const there = await shows(
    youssef(),
    group,
    event,
    ({ attachments, place }) => attachments.length === 1 && place === 'Salle B2',
  );
  const [row] = there?.attachments ?? [];
  expect(row).toMatchObject({ name: 'plan.pdf', bytes: content.length, image: undefined });
  expect(row && 'key' in row).toBe(false);
  expect(equalBytes(await contentFor(youssef(), group, event, attachment.file), content)).toBe(true);
  await shows(amel(), group, event, ({ attachments }) => attachments[0]?.transfer === undefined);
  // Who does not read the calendar has nothing to open it with.
  expect(await engineOf(karim()).openFile(group, event, attachment.file)).toMatchObject({
    ok: false,
    error: { type: 'unknown' },
  });

  await must(engineOf(amel()).detachFromEvent(group, event, attachment.file));
  await shows(youssef(), group, event, ({ attachments }) => attachments.length === 0);
  expect(await engineOf(youssef()).openFile(group, event, attachment.file)).toMatchObject({
    ok: false,
    error: { type: 'unknown' },
  });
}, 60_000);
