/** Swaps among the alerts (CAL-31): whoever was asked by name, and the holder when somebody takes it. From what is stored of calendars; it is open until it is settled. */

import { readAlertsAtMs } from '../alerts.ts';
import type { AlertRow } from '../api-urgent.ts';
import { serverNowMs } from '../context.ts';
import type { Session } from '../session.ts';
import { isDuty, shiftRows } from './calendar-rows.ts';
import { deviceZone } from './device-zone.ts';
import { saidAtMs } from './event-alerts.ts';

const dayMs = 86_400_000;
/** Shifts further ahead are asked for on the page of duty. */
const aheadMs = 90 * dayMs;

type SwapAlert = Extract<AlertRow, { readonly kind: 'swap' }>;

export async function swapAlerts({ calendars, thread, identity }: Session): Promise<readonly SwapAlert[]> {
  const nowMs = serverNowMs(thread.context);
  const range = { fromMs: nowMs - dayMs, toMs: nowMs + aheadMs, here: deviceZone() };
  const stored = await calendars.store.within(range.fromMs, range.toMs);
  const asked = stored.filter(({ event }) => event.swaps.length > 0 && isDuty(event));
  const sentAtMs = new Map(asked.flatMap(({ event }) => event.swaps.map(({ id, sentAtMs: atMs }) => [id, atMs] as const)));
  const takenAtMs = new Map<string, number>(
    asked.flatMap(({ event }) =>
      event.swaps.flatMap(({ word, author, request, sentAtMs: atMs }) =>
        word === 'take' ? [[`${request} ${author}`, atMs] as const] : [],
      ),
    ),
  );
  const readAtMs = readAlertsAtMs(thread.context.store);
  return shiftRows(asked, range, nowMs, identity.user).flatMap((shift): readonly SwapAlert[] => {
    const { swap } = shift;
    const isAsked = swap?.phase === 'asked' && swap.to === identity.user;
    const isTaken = swap?.phase === 'taken' && swap.by === identity.user;
    if (swap === undefined || !(isAsked || isTaken)) return [];
    const atMs = saidAtMs(
      (isTaken ? takenAtMs.get(`${swap.request} ${swap.taker ?? ''}`) : undefined) ?? sentAtMs.get(swap.request) ?? nowMs,
      nowMs,
    );
    return [
      {
        ...{ id: `swap-${swap.request}-${swap.phase}`, kind: 'swap', atMs, unread: atMs > readAtMs, needsMe: true },
        ...{ role: shift.role, startMs: shift.startMs, endMs: shift.endMs },
        ...{ what: isTaken ? 'taken' : 'asked', user: (isTaken ? swap.taker : undefined) ?? swap.by, comment: swap.comment },
      },
    ];
  });
}

/** With the other alerts: what needs her first, then the newest. */
export const withSwaps = (alerts: readonly AlertRow[], swaps: readonly AlertRow[]): readonly AlertRow[] =>
  swaps.length === 0
    ? alerts
    : [...alerts, ...swaps].sort((a, b) => Number(b.needsMe) - Number(a.needsMe) || b.atMs - a.atMs || (a.id < b.id ? -1 : 1));
