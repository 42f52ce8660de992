/** What of the notification centre is shown, in two lists: what still needs her, and what happened. */
import type { AlertRow } from '@sanad/model/engine/api';

export const ALERT_FILTERS = ['all', 'urgent', 'calendar', 'security'] as const;
export type AlertFilter = (typeof ALERT_FILTERS)[number];

const KINDS: Readonly<Record<Exclude<AlertFilter, 'all'>, readonly AlertRow['kind'][]>> = {
  urgent: ['urgent'],
  calendar: ['event', 'swap'],
  security: ['identity', 'own-device'],
};

const passes = ({ kind }: AlertRow, filter: AlertFilter): boolean => filter === 'all' || KINDS[filter].includes(kind);

export interface SortedAlerts {
  readonly todo: readonly AlertRow[];
  readonly earlier: readonly AlertRow[];
}

/** The engine's order stands. */
export function sortAlerts(alerts: readonly AlertRow[], filter: AlertFilter): SortedAlerts {
  const shown = alerts.filter((alert) => passes(alert, filter));
  return { todo: shown.filter(({ needsMe }) => needsMe), earlier: shown.filter(({ needsMe }) => !needsMe) };
}
