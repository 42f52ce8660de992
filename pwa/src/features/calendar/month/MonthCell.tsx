// biome-ignore-all lint/a11y/useFocusableInteractive: one cell at a time is the tab stop
// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be a month whose bars reach over days
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid listens to the keyboard
/** One day of a month. What begins in it, or goes on from the week before, stands here; a bar reaches over the days beside it. */
import { For, Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Keyed } from '../../../ui/Keyed.tsx';
import { dayWords } from '../period-words.ts';
import { useRows } from '../rows-context.ts';
import type { DrawnDay } from './create-stages.ts';
import { MonthChip } from './MonthChip.tsx';
import type { DayCell } from './weeks.ts';

interface MonthCellProps {
  readonly cell: DayCell;
  readonly drawn: DrawnDay;
  readonly moreLane: number;
  readonly count: number;
  /** A small screen: marks instead of what they stand for. */
  readonly isMarked: boolean;
  readonly today: string;
  /** What is dragged would lie here. */
  readonly isOver: boolean;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: (date: string, event: MouseEvent) => void;
  readonly onMore: (date: string) => void;
}

const maxMarks = 4;

export const MonthCell = (props: MonthCellProps) => {
  const i18n = useI18n();
  const rows = useRows();
  const isStale = () => props.drawn.date !== props.cell.date;
  const isToday = () => props.cell.date === props.today;
  const label = () =>
    [
      dayWords(i18n, props.cell.date, props.today),
      isToday() ? i18n.t('calendar.today.mark') : undefined,
      props.count === 0 ? i18n.t('calendar.day.free') : i18n.n('calendar.day.count', props.count),
    ]
      .filter((words) => words !== undefined)
      .join(', ');
  return (
    <div
      class="cell"
      role="gridcell"
      data-date={props.cell.date}
      data-out={props.cell.isOut ? '' : undefined}
      data-over={props.isOver ? '' : undefined}
      aria-current={isToday() ? 'date' : undefined}
      aria-selected={props.isChosen}
      aria-label={label()}
      tabindex={props.isTabStop ? 0 : -1}
      onClick={(event) => props.onChoose(props.cell.date, event)}
    >
      <span class="n" aria-hidden="true">
        {Number(props.cell.date.slice(8))}
      </span>
      <Show
        when={props.isMarked}
        fallback={
          <div class="evs" data-stale={isStale() ? '' : undefined}>
            <Keyed each={props.drawn.placed} by={({ row }) => row.id}>
              {(placed) => <MonthChip placed={placed()} rows={rows} />}
            </Keyed>
            <Show when={props.drawn.more > 0}>
              <button
                type="button"
                class="more"
                tabindex={-1}
                style={{ '--lane': props.moreLane }}
                aria-label={i18n.n('calendar.more', props.drawn.more)}
                onClick={() => props.onMore(props.cell.date)}
              >
                <bdi dir="ltr">+{props.drawn.more}</bdi>
              </button>
            </Show>
          </div>
        }
      >
        <span class="marks" aria-hidden="true">
          <For each={isStale() ? [] : props.drawn.placed.slice(0, maxMarks)}>
            {({ row }) => <i data-k={rows.kind(row)} data-waiting={row.waiting ? '' : undefined} />}
          </For>
        </span>
      </Show>
    </div>
  );
};
