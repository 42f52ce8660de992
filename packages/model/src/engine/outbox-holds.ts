/** What waits although it could leave, and what waits with it (FILE-4, TRUST-4, URGENT-5, URGENT-6). */
import { decodeDetails } from '../schema/message.ts';
import type { Files } from './files/files.ts';
import { carried, isExpired } from './pending-row.ts';
import type { PendingRow } from './records.ts';
import type { SpaceView } from './spaces.ts';

export interface Holds {
  /**
   * It waits for its files (FILE-4), for somebody whose identity changed since (TRUST-4), or for a word of its sender: too old to ring by itself
   * (URGENT-6).
   */
  isHeld(row: PendingRow, space: SpaceView): boolean;
  /** URGENT-5: copies of one that has not left. */
  copiesOf(row: PendingRow): readonly PendingRow[];
}
export interface HoldsParts {
  readonly pending: () => readonly PendingRow[];
  readonly nowMs: () => number;
  readonly files: Pick<Files, 'isReserved'>;
  readonly isUnaccepted: (space: SpaceView) => boolean;
}

export function makeHolds({ pending, nowMs, files, isUnaccepted }: HoldsParts): Holds {
  /** Of a copy, when it waits as well: the two leave together, and none without the other. */
  function original(copy: PendingRow): readonly PendingRow[] {
    const plan = planIn(copy);
    if (plan?.standBy !== true) return [];
    return pending().filter((row) => {
      const its = planIn(row);
      return its?.alarm === plan.alarm && !its.standBy;
    });
  }

  return {
    isHeld(row, space) {
      if (row.entered !== undefined) return false;
      if (carried(row).length > 0 && (isUnaccepted(space) || !files.isReserved(row))) return true;
      if (row.act !== undefined || row.priority !== 'urgent') return false;
      const now = nowMs();
      return isExpired(row, now) || isUnaccepted(space) || original(row).some((one) => isExpired(one, now));
    },
    copiesOf: (row) => pending().filter((one) => one.entered === undefined && original(one).some(({ id }) => id === row.id)),
  };
}

const planIn = ({ act, priority, details, text }: PendingRow) =>
  act === undefined && priority === 'urgent' ? decodeDetails(details, text).urgent : undefined;
