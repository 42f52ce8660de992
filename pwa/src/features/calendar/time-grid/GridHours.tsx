// biome-ignore-all lint/a11y/useSemanticElements: a table cannot hold events that reach over its cells
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells have the focus
/** The hours of the days. What begins in an hour stands in its cell, and reaches as far down as it lasts. */
import { type Accessor, createMemo, createSignal, For, Index, Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { createPace } from '../../../ui/create-pace.ts';
import { Keyed } from '../../../ui/Keyed.tsx';
import { type Column, empty, HOUR_ORDER, type HourItem } from './create-columns.ts';
import { blockStyle, EventBlock } from './EventBlock.tsx';
import type { GridPartProps } from './GridHead.tsx';
import type { More } from './layout-day.ts';

const dayHours = 24;
const hourWords = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

export interface GridHoursProps extends GridPartProps {
  readonly hours: Accessor<readonly number[]>;
  /** Blocks that take less of the width of their day have no room for a second word. */
  readonly narrow: Accessor<number>;
  /** And those that take less than this none for a word: where they are tall they are written from top to bottom. */
  readonly slim: Accessor<number>;
  /** All of a day is wanted. */
  readonly onMore: (date: string) => void;
}

/** Of a week 168 cells: a press that comes while it opens does not wait for all of them. Made before what fills them is, they are drawn before it. */
export function createHours(): Accessor<readonly number[]> {
  const [drawn, setDrawn] = createSignal(1);
  createPace('hours').run(() => setDrawn((count) => count + 1) < dayHours);
  return createMemo(() => HOUR_ORDER.slice(0, drawn()).sort((a, b) => a - b));
}

export const GridHours = (props: GridHoursProps) => {
  return (
    <For each={props.hours()}>
      {(hour) => (
        <div class="tg-row" role="row" data-hour={hour} style={{ 'grid-row': hour + 1 }}>
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
};

const isAbove = ({ laid, more }: HourItem): boolean => (laid?.place ?? more)?.isAbove === true;

interface HourCellProps {
  readonly hour: number;
  readonly at: number;
  readonly column: Column;
  readonly part: GridHoursProps;
}

const HourCell = (props: HourCellProps) => {
  const { t, n } = useI18n();
  const rows = createMemo(() => props.column.hours()[props.hour] ?? empty);
  const drawn = createMemo(() => (props.column.isDrawn(props.hour) ? rows() : empty));
  const isStop = createMemo(() => props.part.isStop(`${props.at}:${props.hour}`));
  const label = () => {
    // Where the focus is, the name is right at once.
    const day = isStop() ? props.column.words() : props.column.cellWords();
    const words = t('grid.cell', { day, time: hourWords(props.hour) });
    const { count } = rows();
    return count === 0 ? words : `${words}, ${n('calendar.day.count', count)}`;
  };
  return (
    <div
      class="tg-cell"
      role="gridcell"
      data-cell={`${props.at}:${props.hour}`}
      data-today={props.column.date() === props.part.today ? '' : undefined}
      tabindex={isStop() ? 0 : -1}
      aria-label={label()}
    >
      <Show when={drawn().items.length > 0}>
        <div class="tg-in" data-above={drawn().items.some(isAbove) ? '' : undefined}>
          <Keyed each={drawn().items} by={({ key }) => key}>
            {(item) => {
              const { laid, more } = item();
              if (laid !== undefined) return <EventBlock laid={item().laid ?? laid} part={props.part} />;
              return <MoreBlock more={item().more ?? more} date={props.column.date()} onMore={props.part.onMore} />;
            }}
          </Keyed>
        </div>
      </Show>
    </div>
  );
};

interface MoreBlockProps {
  readonly more: More;
  readonly date: string;
  readonly onMore: (date: string) => void;
}
/** So many more: all of the day is a press away. */
const MoreBlock = (props: MoreBlockProps) => {
  const { n } = useI18n();
  return (
    <button
      type="button"
      class="tg-rest"
      tabindex={-1}
      data-more=""
      data-above={props.more.isAbove ? '' : undefined}
      aria-label={n('calendar.more', props.more.count)}
      style={blockStyle(props.more, props.more)}
      onClick={() => props.onMore(props.date)}
    >
      <bdi dir="ltr">+{props.more.count}</bdi>
    </button>
  );
};
