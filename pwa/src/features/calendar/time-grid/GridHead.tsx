// biome-ignore-all lint/a11y/useSemanticElements: a table cannot hold events that reach over its cells
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells have the focus
/** What stays above the hours: the days, and what lasts whole days. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Keyed } from '../../../ui/Keyed.tsx';
import { msOf } from '../days.ts';
import { dayFormat } from '../period-words.ts';
import type { RowsLookup } from '../rows-context.ts';
import type { Column, Columns } from './create-columns.ts';
import { DayBar } from './DayBar.tsx';

export interface GridPartProps {
  readonly columns: Columns;
  readonly today: string;
  readonly rows: RowsLookup;
  readonly isStop: (cell: string) => boolean;
  readonly isEdged: (id: string) => boolean;
  readonly isHeld: (id: string) => boolean;
  readonly mayMove: (row: OccurrenceRow) => boolean;
}
interface GridHeadProps extends GridPartProps {
  /** Undefined: it is the only day. */
  readonly onDay: ((date: string) => void) | undefined;
}

/** More of them are shown on demand. */
const fewLanes = 3;

export const GridHead = (props: GridHeadProps) => {
  const { t, n } = useI18n();
  const [isOpen, setOpen] = createSignal(false);
  const lanes = () => props.columns.placed().lanes;
  const shown = createMemo(() => (isOpen() || lanes() <= fewLanes ? lanes() : fewLanes));
  return (
    <>
      <div class="tg-row tg-days" role="row">
        <span role="columnheader" class="tg-corner">
          <span class="sr">{t('grid.hour')}</span>
        </span>
        <For each={props.columns.all()}>{(column) => <DayHead column={column} {...pick(props)} onDay={props.onDay} />}</For>
      </div>
      <div class="tg-row tg-lane" role="row" style={{ '--lanes': Math.max(1, shown()) }}>
        <span role="rowheader" class="tg-side">
          <Show when={lanes() > fewLanes} fallback={<span class="tg-side-words">{t('grid.all-day')}</span>}>
            <button
              type="button"
              class="tg-more"
              aria-expanded={isOpen()}
              aria-label={isOpen() ? t('grid.less') : n('grid.more', lanes() - fewLanes)}
              onClick={() => setOpen(!isOpen())}
            >
              <Show when={!isOpen()}>+{lanes() - fewLanes}</Show>
              <ChevronDown class="i" />
            </button>
          </Show>
        </span>
        <For each={props.columns.all()}>
          {(column, at) => (
            <div
              class="tg-cell tg-day-cell"
              role="gridcell"
              data-cell={`${at()}:day`}
              data-today={column.date() === props.today ? '' : undefined}
              tabindex={props.isStop(`${at()}:day`) ? 0 : -1}
              aria-label={t('grid.cell.day', { day: column.words() })}
            >
              <Keyed each={column.bars().filter(({ lane }) => lane < shown())} by={({ row }) => row.id}>
                {(bar) => (
                  <DayBar
                    bar={bar()}
                    rows={props.rows}
                    isMovable={props.mayMove(bar().row)}
                    isEdged={props.isEdged(bar().row.id)}
                    isHeld={props.isHeld(bar().row.id)}
                  />
                )}
              </Keyed>
            </div>
          )}
        </For>
      </div>
    </>
  );
};
const pick = ({ today }: GridHeadProps) => ({ today });

interface DayHeadProps {
  readonly column: Column;
  readonly today: string;
  readonly onDay: ((date: string) => void) | undefined;
}

const DayHead = (props: DayHeadProps) => {
  const i18n = useI18n();
  const weekday = createMemo(() => dayFormat(i18n, { weekday: 'short' }).format(msOf(props.column.date())));
  const number = () => Number(props.column.date().slice(8));
  return (
    <span class="tg-day" role="columnheader" aria-current={props.column.date() === props.today ? 'date' : undefined}>
      <Show
        when={props.onDay}
        fallback={
          <span class="tg-day-name">
            <span aria-hidden="true">{weekday()}</span>
            <b aria-hidden="true">{number()}</b>
            <span class="sr">{props.column.words()}</span>
          </span>
        }
      >
        {(open) => (
          <button
            type="button"
            class="tg-day-name"
            aria-label={i18n.t('grid.open-day', { day: props.column.words() })}
            onClick={() => open()(props.column.date())}
          >
            {weekday()}
            <b>{number()}</b>
          </button>
        )}
      </Show>
    </span>
  );
};
