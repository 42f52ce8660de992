import { expect, test } from 'vitest';
import { spaceIdFromBytes, userIdFromBytes } from '../ids.ts';
import { defaultPolicy } from '../wire/policy.ts';
import type { Preview } from '../wire/policy-values.ts';
import type { NotificationSettings } from './api-urgent.ts';
import { changeOf, filterOf, previewOf, readNotificationSettings } from './notification-settings.ts';

const nowMs = 1_763_800_000_000;
const quiet = { zone: 'Africa/Tunis', from: 22 * 60, to: 7 * 60, days: 127 };
const deputy = userIdFromBytes(new Uint8Array(16).fill(1));

/** A person whose words all devices know, and one device. */
function person() {
  const words = new Map<string, string>();
  const rows = new Map<string, unknown>();
  const read = (atMs = nowMs): NotificationSettings =>
    readNotificationSettings({ word: (key) => words.get(key) ?? '' }, { get: ([table]) => rows.get(table) }, atMs);
  return {
    words,
    rows,
    read,
    change(change: Partial<NotificationSettings>): void {
      const { acts, writes } = changeOf(read(), change);
      for (const { kind, value } of acts) if (kind === 'own') words.set(value.key, value.value);
      for (const { key, value } of writes) rows.set(key[0], value);
    },
  };
}

test('URGENT-10 quiet hours, what passes them and off duty are words of hers; what is shown and sounds is of the device', () => {
  const her = person();
  expect(her.read()).toMatchObject({
    quiet: undefined,
    urgentPasses: true,
    urgentRepeats: true,
    showContent: true,
    sounds: true,
    urgentAloud: true,
  });
  her.change({ quiet, urgentRepeats: false });
  her.change({ offDuty: { untilMs: nowMs + 1000, deputy } });
  expect([...her.words.keys()].sort()).toEqual(['notify/off-duty', 'notify/quiet', 'notify/urgent']);
  expect(her.rows.size).toBe(0);
  her.change({ showContent: false });
  her.change({ urgentAloud: false });
  expect(her.read()).toMatchObject({ quiet, urgentPasses: true, urgentRepeats: false, showContent: false, offDuty: { deputy } });
  expect([her.words.size, her.read().sounds, her.read().urgentAloud]).toEqual([3, true, false]);
  her.change({ quiet: undefined });
  expect(her.read().quiet).toBeUndefined();
  expect(her.read(nowMs + 1000).offDuty).toBeUndefined();
});

test('URGENT-10 a word that cannot be read is none', () => {
  const her = person();
  her.words.set('notify/quiet', '{"zone":1}').set('notify/off-duty', '{').set('notify/urgent', 'later');
  expect(her.read()).toMatchObject({ quiet: undefined, offDuty: undefined, urgentPasses: true, urgentRepeats: true });
});

test('CAL-34 quiet hours follow her duty where she wants it and has a shift; all her devices know it, and the relay the times', () => {
  const her = person();
  const times = { untilMs: nowMs + 1000, shifts: [[nowMs, nowMs + 500]] };
  her.rows.set('duty-times', { times });
  expect(her.read()).toMatchObject({ followsDuty: false, duty: undefined });
  her.change({ followsDuty: true });
  expect([...her.words.keys()]).toEqual(['notify/duty']);
  expect(her.read()).toMatchObject({ followsDuty: true, duty: times });
  expect(filterOf(her.read(), []).duty).toEqual(times);
  her.rows.delete('duty-times');
  expect(filterOf(her.read(), [])).toEqual({ muted: [], urgentPasses: true, urgentRepeats: true });
});

test('URGENT-10, PUSH-5 the relay learns the filter and not who is off duty', () => {
  const her = person();
  her.change({ quiet, urgentPasses: false, offDuty: { untilMs: nowMs + 1000, deputy } });
  const muted = [{ space: spaceIdFromBytes(new Uint8Array(16)), untilMs: nowMs }];
  expect(filterOf(her.read(), muted)).toEqual({ muted, quiet, urgentPasses: false, urgentRepeats: true });
  // CAL-48: of calendars that do not remind her the relay knows which, in bounds.
  const [calendar = spaceIdFromBytes(new Uint8Array(16))] = muted.map(({ space }) => space);
  expect(filterOf(her.read(), muted, [calendar])).toMatchObject({ noReminders: [calendar] });
  expect(
    filterOf(
      her.read(),
      [],
      Array.from({ length: 1001 }, () => calendar),
    ).noReminders,
  ).toHaveLength(1000);
});

test('POLICY-4 a notification shows what she chose, and never more than the hospital allows', () => {
  const her = person();
  const store = { get: ([table]: readonly [string, ...unknown[]]) => her.rows.get(table) };
  const rule = (preview: Preview) => her.rows.set('organisation', { policy: { ...defaultPolicy, preview } });
  const shown: Preview[] = [previewOf(store)];
  for (const preview of ['who', 'nothing', 'text'] as const) {
    rule(preview);
    shown.push(previewOf(store));
    expect(her.read().previewAtMost).toBe(preview);
  }
  her.change({ showContent: false });
  shown.push(previewOf(store));
  expect(shown).toEqual(['text', 'who', 'nothing', 'text', 'nothing']);
});
