/** What the notification centre holds, for its page and for the bells that count it (URGENT-9). */
import type { AlertRow, NotificationSettings } from '@sanad/model/engine/api';
import { proxy } from 'comlink';
import { type Accessor, createSignal } from 'solid-js';
import { openView, useEngine } from './engine-client.ts';

/** What needs me first; undefined until the first answer. */
export function createAlerts(): Accessor<readonly AlertRow[] | undefined> {
  const { api } = useEngine();
  const [alerts, setAlerts] = createSignal<readonly AlertRow[]>();
  openView(() => api.onAlerts(proxy((next: readonly AlertRow[]) => setAlerts(() => next))));
  return alerts;
}

/** How she wants to be told; undefined until the first answer. */
export function createNotificationSettings(): Accessor<NotificationSettings | undefined> {
  const { api } = useEngine();
  const [settings, setSettings] = createSignal<NotificationSettings>();
  openView(() => api.onNotificationSettings(proxy((next: NotificationSettings) => setSettings(() => next))));
  return settings;
}

/** What was not looked at yet, and what still needs her. */
export function countAlerts(alerts: readonly AlertRow[]): number {
  return alerts.filter(({ unread, needsMe }) => unread || needsMe).length;
}
