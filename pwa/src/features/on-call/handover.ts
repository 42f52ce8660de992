/** The end of a shift (CAL-33): who hands over to whom, and what is written to her. */
import type { ShiftRow, UrgentItem } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';

const hourMs = 3_600_000;
/** From an hour before the end to two hours after it. */
const beforeMs = hourMs;
const afterMs = 2 * hourMs;
/** Somebody who begins much later is not who takes over. */
const gapMs = 4 * hourMs;

export interface Handover {
  readonly shift: ShiftRow;
  readonly to: UserId;
  readonly next: ShiftRow;
}

/** Where she has several roles, one for each shift that ends; the last to end first. */
export function handoversOf(shifts: readonly ShiftRow[], me: UserId | undefined, nowMs: number): readonly Handover[] {
  const ending = shifts
    .filter(
      ({ holder, startMs, endMs }) => holder === me && startMs <= nowMs && endMs > nowMs - afterMs && endMs < nowMs + beforeMs,
    )
    .sort((a, b) => b.endMs - a.endMs);
  return (me === undefined ? [] : ending).flatMap((shift): readonly Handover[] => {
    const next = shifts
      .filter(
        ({ role, holder, startMs, endMs }) =>
          role === shift.role && holder !== undefined && holder !== me && endMs > shift.endMs && startMs < shift.endMs + gapMs,
      )
      .sort((a, b) => a.startMs - b.startMs)[0];
    // Who goes on herself hands over to nobody.
    const goesOn = shifts.some(
      ({ role, holder, startMs, endMs }) => role === shift.role && holder === me && startMs <= shift.endMs && endMs > shift.endMs,
    );
    return next?.holder !== undefined && !goesOn ? [{ shift, to: next.holder, next }] : [];
  });
}

/** What still asks her, and what she said that she sees to: both may have to be told. */
export const openItems = (items: readonly UrgentItem[], me: UserId | undefined): readonly UrgentItem[] =>
  items.filter(({ message }) => {
    const { urgent } = message;
    if (message.mine || urgent === undefined) return false;
    const mine = urgent.answers.find(({ user }) => user === me);
    return urgent.owed || (urgent.phase === 'answered' && (mine?.word === 'taken' || mine?.word === 'call'));
  });

/** Passed on, and rung for at once: what waits for her answer, but for what whoever takes over wrote herself. All else stays hers and is only told. */
export const isPassedOn = ({ message }: UrgentItem, to: UserId): boolean =>
  message.urgent?.owed === true && message.author !== to;

export interface HandoverWords {
  readonly title: string;
  readonly items: string;
}
/** One line for each, then what she wrote. */
export function handoverText({ title, items }: HandoverWords, lines: readonly string[], note: string): string {
  const listed = lines.length === 0 ? [] : [items, ...lines.map((line) => `– ${line.replace(/\s+/gu, ' ').trim()}`)];
  return [title, ...listed, ...(note.trim() === '' ? [] : ['', note.trim()])].join('\n');
}
