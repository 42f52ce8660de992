import type { LookedEvent } from '@sanad/model/engine/wake-request';
import { userIdFromBytes } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { eventNotificationOf } from './event-notification.ts';
import { device, message, space } from './test/woken.ts';
import { wordsOf } from './words.ts';

const minuteMs = 60_000;
/** In the zone of whoever runs this. */
const nowMs = new Date(2026, 9, 13, 14, 0).getTime();
const looked = (changes: Partial<LookedEvent['event']> = {}, byName = ''): Pick<LookedEvent, 'event' | 'byName'> => ({
  event: {
    ...{ news: 'reminder', calendar: space, event: message, at: undefined, title: 'Staff de réanimation', place: 'Salle B2' },
    ...{ start: { local: '2026-10-13T14:30:00', zone: 'Africa/Tunis' }, call: false, by: userIdFromBytes(new Uint8Array(16)) },
    ...{ startMs: nowMs + 30 * minuteMs, endMs: nowMs + 75 * minuteMs },
    ...changes,
  },
  byName,
});
const show = (k: 'event' | 'reminder', of: ReturnType<typeof looked> | undefined, language = 'fr', atMs = nowMs) =>
  eventNotificationOf({ v: 1, d: device, k, e: 'A'.repeat(22) }, of, wordsOf(language), { direction: 'ltr', nowMs: atMs });
const said = (...args: Parameters<typeof show>) => {
  const { title, options } = show(...args);
  return [title, options.body];
};
const nbsp = '\u00a0';

test('CAL-45 a reminder says what, when and where; of another day also the day', () => {
  expect(said('reminder', looked({}, 'Amel Nour'))).toEqual(['Staff de réanimation', '14:30 – 15:15 · Salle B2']);
  const tomorrow = looked({ startMs: nowMs + 1470 * minuteMs, endMs: nowMs + 1515 * minuteMs, place: '' });
  expect(said('reminder', tomorrow)[1]).toBe('mercredi 14 octobre, 14:30 – 15:15');
  expect(said('reminder', looked({ endMs: nowMs + 30 * minuteMs }))[1]).toBe('14:30 · Salle B2');
  const day = looked({ start: { date: '2026-10-13' }, title: '' });
  expect(said('reminder', day)).toEqual(['Sans titre', 'mardi 13 octobre, toute la journée · Salle B2']);
});

test('CAL-45 what is no longer so is not told as if it were: moved, cancelled, not hers any more', () => {
  const titles = (['moved', 'cancelled', 'gone', 'invited', 'changed'] as const).map((news) =>
    said('event', looked({ news }, 'Amel Nour')),
  );
  expect(titles.map(([title]) => title)).toEqual([
    `Déplacé${nbsp}: Staff de réanimation`,
    `Annulé${nbsp}: Staff de réanimation`,
    `N’est plus dans votre agenda${nbsp}: Staff de réanimation`,
    `Invitation${nbsp}: Staff de réanimation`,
    `Modifié${nbsp}: Staff de réanimation`,
  ]);
  expect(titles[0]?.[1]).toBe('14:30 – 15:15 · Salle B2 · Amel Nour');
});

test('CAL-7, CAL-45 a meeting with a call says in how many minutes, and offers to join; before and after it does not', () => {
  const meeting = looked({ call: true });
  const at = (minutes: number) => show('reminder', meeting, 'fr', nowMs + minutes * minuteMs);
  expect(at(25).title).toBe(`Commence dans 5 minutes${nbsp}: Staff de réanimation`);
  expect(at(31).title).toBe(`A commencé${nbsp}: Staff de réanimation`);
  expect(at(80).title).toBe('Staff de réanimation');
  expect([10, 25, 80].map((minutes) => at(minutes).options.actions?.map(({ action }) => action))).toEqual([
    ['open'],
    ['join', 'open'],
    ['open'],
  ]);
  const arabic = [1, 2, 5, 12].map((left) => show('reminder', meeting, 'ar', nowMs + (30 - left) * minuteMs).title.split(':')[0]);
  expect(arabic).toEqual(['يبدأ بعد دقيقة', 'يبدأ بعد دقيقتين', 'يبدأ بعد 5 دقائق', 'يبدأ بعد 12 دقيقة']);
});

test('CAL-45, NOTIFY-2 what could not be read says that it is time, in every language, and leads to the calendar', () => {
  for (const language of ['fr', 'ar', 'en'])
    for (const kind of ['event', 'reminder'] as const)
      for (const of of [undefined, looked({ place: '' })]) {
        const { title, options } = show(kind, of, language);
        expect([title.trim() === '', (options.body ?? '').trim() === '']).toEqual([false, false]);
      }
  expect(show('reminder', undefined).options.data.path).toBe('/calendar');
  // NOTIFY-8: what shows words is found, and taken away when the profile is locked.
  expect([show('reminder', undefined), show('event', looked())].map(({ options }) => options.data.message)).toEqual([
    undefined,
    message,
  ]);
  expect(show('reminder', looked({ at: '2026-10-13' })).options.data.path).toBe(`/calendar/e/${space}/${message}?at=2026-10-13`);
});

test('CAL-45, NOTIFY-3 words of others are one line, cut; one notification for each event, one for all that cannot be read', () => {
  const wild = said('reminder', looked({ title: `Staff\n\u202eévil${'x'.repeat(400)}`, place: 'a\u2028b' }));
  expect(wild[0]?.startsWith('Staff évil')).toBe(true);
  expect([...(wild[0] ?? '')].length).toBe(240);
  expect(wild[1]).toContain('a b');
  expect(show('event', looked()).options.tag).toBe(show('reminder', looked()).options.tag);
  const tagOf = (of: ReturnType<typeof looked> | undefined, e: string) =>
    eventNotificationOf({ v: 1, d: device, k: 'event', e }, of, wordsOf('fr'), { direction: 'ltr', nowMs }).options.tag;
  expect(tagOf(undefined, 'A'.repeat(22))).toBe(tagOf(undefined, 'B'.repeat(22)));
  expect(tagOf(looked(), 'A'.repeat(22))).not.toBe(tagOf(looked(), 'B'.repeat(22)));
});
