/** Two people at once (CAL-30): what is open again when one of them keeps the hours. */
import type { ShiftRow } from '@sanad/model/engine/api';

/** Whole shifts: those of others that have hours in common with the chosen one. */
export const freedBy = (chosen: ShiftRow, all: readonly ShiftRow[]): readonly ShiftRow[] =>
  all.filter(({ holder, startMs, endMs }) => holder !== chosen.holder && startMs < chosen.endMs && endMs > chosen.startMs);

/** More becomes free than the hours in common: nobody would have the rest. */
export const isMoreThanCommon = (chosen: ShiftRow, freed: readonly ShiftRow[]): boolean =>
  freed.some(({ startMs, endMs }) => startMs < chosen.startMs || endMs > chosen.endMs);
