/** Which urgent messages stand above the list: what is open, and for a while what was handled, so that everybody sees by whom. */
import type { UrgentItem } from '@sanad/model/engine/api';

const handledMs = 30 * 60_000;
const maxHandled = 3;

/** In the order of the engine: what still needs me first. */
export function laneOf(items: readonly UrgentItem[], nowMs: number): readonly UrgentItem[] {
  const isOver = ({ message: { urgent, mine } }: UrgentItem): boolean =>
    urgent !== undefined &&
    (urgent.phase === 'answered' || urgent.phase === 'withdrawn' || (urgent.phase === 'unanswered' && !mine));
  const isRecent = ({ message }: UrgentItem): boolean => (message.urgent?.endedAtMs ?? 0) > nowMs - handledMs;
  const open = items.filter((item) => !isOver(item));
  return [...open, ...items.filter((item) => isOver(item) && isRecent(item)).slice(0, maxHandled)];
}
