/**
 * Moving an event, and making it longer or shorter, from any view: of a series it is asked for which dates (CAL-6), what is refused is said in words,
 * and what was done can be undone. Only the fields that change are written, so that what somebody else changed meanwhile stays (CAL-5).
 */
import type { CommandError, OccurrenceRow, Scope } from '@sanad/model/engine/api';
import type { Result } from '@sanad/model/result';
import { type Accessor, createMemo, createSignal } from 'solid-js';
import { deviceZone } from '../../../app/device-zone.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { useToaster } from '../../../ui/toaster.ts';
import { createCalendars } from '../event/calendar-list.ts';
import { spanWords } from '../event/time-words.ts';
import { hereOf, type Moved, movedTimes } from './moved.ts';

export interface Mover {
  /** It is on, and I may write in its calendar; the engine has the last word. */
  readonly mayMove: (row: OccurrenceRow) => boolean;
  /** False: it stays where it was. */
  readonly move: (row: OccurrenceRow, moved: Moved) => Promise<boolean>;
  /** Whether it is asked for which dates, and the answer: undefined gives up. */
  readonly isAsking: Accessor<boolean>;
  readonly answer: (scope: Scope | undefined) => void;
}

export function useMove(): Mover {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const toaster = useToaster();
  const here = hereOf(deviceZone());
  const calendars = createCalendars();
  const open = createMemo(() => new Set(calendars().flatMap(({ id, mayWrite }) => (mayWrite ? [id] : []))));
  const [asking, setAsking] = createSignal<(scope: Scope | undefined) => void>();

  const ask = (): Promise<Scope | undefined> =>
    new Promise((resolve) => {
      asking()?.(undefined);
      setAsking(() => resolve);
    });
  const answer = (scope: Scope | undefined) => {
    const resolve = asking();
    setAsking(undefined);
    resolve?.(scope);
  };
  const told = <Value>(result: Result<Value, CommandError>): Result<Value, CommandError> => {
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
    return result;
  };
  async function move(row: OccurrenceRow, moved: Moved): Promise<boolean> {
    if (Object.keys(moved).length === 0) return false;
    const scope = row.at === undefined ? 'all' : await ask();
    if (scope === undefined) return false;
    const { calendar, event } = row;
    const changed = told(await api.changeEvent(calendar, event, { fields: moved }, scope, row.at));
    if (!changed.ok) return false;
    const when = spanWords(i18n, movedTimes(row, moved, here), Date.now());
    const undo = async () => {
      if (told(await api.undoChange(calendar, event, changed.value)).ok) toaster.show({ text: t('move.undone') });
    };
    toaster.show({
      text: t(sync().connectivity === 'online' ? 'move.done' : 'move.done-offline', { when }),
      action: { label: t('choice.undo'), run: () => void undo() },
    });
    return true;
  }
  return {
    mayMove: (row) => row.state === 'on' && open().has(row.calendar),
    move,
    isAsking: () => asking() !== undefined,
    answer,
  };
}
