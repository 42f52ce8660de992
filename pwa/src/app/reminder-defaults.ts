/** With which reminders new events begin (CAL-46); undefined until the first answer. */
import type { ReminderDefaults } from '@sanad/model/engine/api';
import { proxy } from 'comlink';
import { type Accessor, createSignal } from 'solid-js';
import { openView, useEngine } from './engine-client.ts';

export function createReminderDefaults(): Accessor<ReminderDefaults | undefined> {
  const { api } = useEngine();
  const [defaults, setDefaults] = createSignal<ReminderDefaults>();
  openView(() => api.onReminderDefaults(proxy((next: ReminderDefaults) => setDefaults(() => next))));
  return defaults;
}
