/** With which reminders new events begin (CAL-46), and which calendars do not remind her (CAL-48); undefined until the first answer. */
import type { ReminderSettings } from '@sanad/model/engine/api';
import { proxy } from 'comlink';
import { type Accessor, createSignal } from 'solid-js';
import { openView, useEngine } from './engine-client.ts';

export function createReminderSettings(): Accessor<ReminderSettings | undefined> {
  const { api } = useEngine();
  const [settings, setSettings] = createSignal<ReminderSettings>();
  openView(() => api.onReminderSettings(proxy((next: ReminderSettings) => setSettings(() => next))));
  return settings;
}
