/** An event in a month: its shape says what it is, its label says it in words. For pointers: the keyboard opens a day, and finds it there. */
import { createMemo, type JSX } from 'solid-js';
import { titleOf } from '../../../app/events/row-kind.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { isBar } from '../days.ts';
import { AskGlyph, ClashGlyph, DutyGlyph } from '../row-glyphs.tsx';
import { rowLabel } from '../row-words.ts';
import type { RowsLookup } from '../rows-context.ts';
import type { Placed } from './lanes.ts';

export const MonthChip = (props: { readonly placed: Placed; readonly rows: RowsLookup }) => {
  const i18n = useI18n();
  const { rows } = props;
  const row = () => props.placed.row;
  const kind = createMemo(() => rows.kind(row()));
  const before = (): JSX.Element => [
    kind() === 'duty' && <DutyGlyph />,
    kind() === 'ask' && <AskGlyph />,
    kind() !== 'duty' && !isBar(row()) && <time>{i18n.dates().time(row().startMs)}</time>,
  ];
  return (
    <a
      class="ev"
      tabindex={-1}
      href={rows.href(row())}
      aria-label={rowLabel(i18n, row())}
      aria-current={rows.isOpen(row()) ? 'true' : undefined}
      data-id={row().id}
      data-k={kind()}
      data-state={row().state}
      data-declined={row().answer === 'no' ? '' : undefined}
      data-waiting={row().waiting ? '' : undefined}
      data-before={props.placed.isFromBefore ? '' : undefined}
      data-after={props.placed.isOnAfter ? '' : undefined}
      style={{ '--lane': props.placed.lane, '--span': props.placed.span }}
    >
      {before()}
      <span dir="auto">{titleOf(i18n, row())}</span>
      {(row().overlaps.length > 0 || row().contested) && <ClashGlyph />}
    </a>
  );
};
