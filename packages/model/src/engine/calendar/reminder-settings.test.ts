import { expect, test } from 'vitest';
import { spaceIdFromBytes } from '../../ids.ts';
import type { Session } from '../session.ts';
import { makeReminderCommands, mutedReminders, mutesReminders, reminderSettings } from './reminder-settings.ts';

const [ward, own] = [1, 2].map((n) => spaceIdFromBytes(new Uint8Array(16).fill(n)));

/** What she said last under each key, as her devices keep it. */
function words(said: Readonly<Record<string, string>>) {
  const store = { all: () => Object.keys(said).map((name) => ({ key: ['own', name], value: undefined })) };
  return [store as never, (key: string) => said[key] ?? ''] as const;
}

test('CAL-46 a calendar begins with its own reminders, with none, or as usual; what cannot be read says nothing', () => {
  const settings = reminderSettings(
    ...words({ [`reminders/${ward}`]: '60,5', [`reminders/${own}`]: 'none', 'reminders/x': '5', 'mute/y': '1' }),
  );
  expect(settings).toEqual({ usual: [15], of: { [ward ?? '']: [60, 5], [own ?? '']: [] }, muted: [] });
  for (const word of ['', '1,2,3,4,5,6', '-1', '1.5', 'x', '86401'])
    expect(reminderSettings(...words({ [`reminders/${ward}`]: word })).of).toEqual({});
});
test('CAL-48 calendars that do not remind her are those of which she said so last', () => {
  const said = {
    [`reminders-muted/${ward}`]: 'on',
    [`reminders-muted/${own}`]: '',
    'reminders-muted/x': 'on',
    [`reminders/${own}`]: '5',
  };
  expect(mutedReminders(...words(said))).toEqual([ward]);
  expect(Object.keys(said).map((name) => mutesReminders(['own', name]))).toEqual([true, true, true, false]);
  expect(reminderSettings(...words(said))).toMatchObject({ of: { [own ?? '']: [5] }, muted: [ward] });
});
test('CAL-46 more reminders than an event has, and none that is a time, are refused before they are said', async () => {
  const commands = makeReminderCommands(() => undefined as Session | undefined);
  for (const minutes of [[1, 2, 3, 4, 5, 6], [-1], [0.5], [86_401]])
    expect(await commands.setDefaultReminders(ward ?? own ?? ('' as never), minutes)).toMatchObject({
      error: { type: 'not-allowed' },
    });
});
