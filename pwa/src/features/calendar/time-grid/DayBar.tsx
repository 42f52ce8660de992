/** What lasts a day or longer: a bar above the hours, over all of its days that are shown. */
import { Show, untrack } from 'solid-js';
import { titleOf } from '../../../app/events/row-kind.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { AskGlyph, ClashGlyph, DutyGlyph } from '../row-glyphs.tsx';
import type { RowsLookup } from '../rows-context.ts';
import { blockLabel } from './block-words.ts';
import { hrefOf } from './EventBlock.tsx';
import type { RowBar } from './place-rows.ts';

interface DayBarProps {
  readonly bar: RowBar;
  readonly rows: RowsLookup;
  readonly isMovable: boolean;
  readonly isEdged: boolean;
  readonly isHeld: boolean;
}

export const DayBar = (props: DayBarProps) => {
  const i18n = useI18n();
  const row = () => props.bar.row;
  return (
    <a
      class="tg-bar"
      tabindex={-1}
      draggable={false}
      href={hrefOf(props.rows, row())}
      aria-label={blockLabel(i18n, row(), props.rows, props.bar.isFromBefore, untrack(props.rows.now))}
      aria-current={props.rows.isOpen(row()) ? 'true' : undefined}
      data-id={row().id}
      data-k={props.rows.kind(row())}
      data-state={row().state}
      data-declined={row().answer === 'no' ? '' : undefined}
      data-waiting={row().waiting ? '' : undefined}
      data-before={props.bar.isFromBefore ? '' : undefined}
      data-after={props.bar.isOnAfter ? '' : undefined}
      data-held={props.isHeld ? '' : undefined}
      data-fixed={props.isMovable ? undefined : ''}
      style={{ '--lane': props.bar.lane, '--span': props.bar.span }}
    >
      <Show when={props.rows.kind(row()) === 'duty'}>
        <DutyGlyph />
      </Show>
      <Show when={props.rows.kind(row()) === 'ask'}>
        <AskGlyph />
      </Show>
      <span dir="auto" class="page-side">
        {titleOf(i18n, row())}
      </span>
      <Show when={row().overlaps.length > 0 || row().contested}>
        <ClashGlyph />
      </Show>
      <Show when={props.isEdged && props.isMovable && !props.bar.isFromBefore}>
        <i class="tg-edge" data-grip="start" />
      </Show>
      <Show when={props.isEdged && props.isMovable && !props.bar.isOnAfter}>
        <i class="tg-edge" data-grip="end" />
      </Show>
    </a>
  );
};
