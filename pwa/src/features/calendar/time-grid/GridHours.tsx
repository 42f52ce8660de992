// biome-ignore-all lint/a11y/useSemanticElements: a table cannot hold events that reach over its cells
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells have the focus
/** The hours of the days. What begins in an hour stands in its cell, and reaches as far down as it lasts. */
import { For, Index } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Keyed } from '../../../ui/Keyed.tsx';
import type { Column } from './create-columns.ts';
import { EventBlock } from './EventBlock.tsx';
import type { GridPartProps } from './GridHead.tsx';

const HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);
const hourWords = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

export const GridHours = (props: GridPartProps) => (
  <For each={HOURS}>
    {(hour) => (
      <div class="tg-row" role="row">
        <span class="tg-hour" role="rowheader">
          {hourWords(hour)}
        </span>
        <Index each={props.columns.all()}>
          {(column, at) => <HourCell hour={hour} at={at} column={column()} part={props} />}
        </Index>
      </div>
    )}
  </For>
);

interface HourCellProps {
  readonly hour: number;
  readonly at: number;
  readonly column: Column;
  readonly part: GridPartProps;
}

const HourCell = (props: HourCellProps) => {
  const { t, n } = useI18n();
  const laid = () => props.column.byHour()[props.hour] ?? [];
  const label = () => {
    const words = t('grid.cell', { day: props.column.words(), time: hourWords(props.hour) });
    return laid().length === 0 ? words : `${words}, ${n('calendar.day.count', laid().length)}`;
  };
  return (
    <div
      class="tg-cell"
      role="gridcell"
      data-cell={`${props.at}:${props.hour}`}
      data-today={props.column.date() === props.part.today ? '' : undefined}
      tabindex={props.part.isStop(`${props.at}:${props.hour}`) ? 0 : -1}
      aria-label={label()}
    >
      <Keyed each={laid()} by={({ segment }) => segment.row.id}>
        {(one) => (
          <EventBlock
            laid={one()}
            rows={props.part.rows}
            isMovable={props.part.mayMove(one().segment.row)}
            isHeld={props.part.isHeld(one().segment.row.id)}
          />
        )}
      </Keyed>
    </div>
  );
};
