/**
 * How soon another connection to one person may be opened again because she says so (GROUPCALL-4), pure: she comes anew, or begins another attempt.
 * Nobody makes this device open one connection after the other. What this device tries again by itself has its own times.
 */
import type { UserId } from '../ids.ts';
import { backOffMs, type GroupLink, maxBackOffMs, maxOpened, type Opened, steadyMs } from './group-state.ts';

/** Two minutes connected, and all is forgotten. */
export const openingsOf = ({ openings, flowsSinceMs }: GroupLink, nowMs: number): number =>
  flowsSinceMs !== undefined && nowMs >= flowsSinceMs + steadyMs ? 0 : openings;

export const mayOpenAtMs = ({ openings, openedAtMs }: Pick<Opened, 'openings' | 'openedAtMs'>): number =>
  openings === 0 ? openedAtMs : openedAtMs + Math.min(maxBackOffMs, backOffMs * 2 ** Math.min(10, openings - 1));

/** Over her stays: of the connections that are closed now. */
export function remember(opened: readonly Opened[], closed: readonly GroupLink[], nowMs: number): readonly Opened[] {
  if (closed.length === 0) return opened;
  const users = new Set<UserId>(closed.map(({ user }) => user));
  const fresh = closed.map((link) => ({ user: link.user, openings: openingsOf(link, nowMs), openedAtMs: link.openedAtMs }));
  return [...fresh, ...opened.filter(({ user }) => !users.has(user))].slice(0, maxOpened);
}
