/** An event in a month: its shape says what it is, its label says it in words. For pointers: the keyboard opens a day, and finds it there. */
import { useLocation } from '@solidjs/router';
import { Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { isBar } from '../days.ts';
import { eventHref } from '../event/event-address.ts';
import { AskGlyph, ClashGlyph, DutyGlyph } from '../row-glyphs.tsx';
import { rowLabel, titleOf } from '../row-words.ts';
import { useRows } from '../rows-context.ts';
import type { Placed } from './lanes.ts';

export const MonthChip = (props: { readonly placed: Placed }) => {
  const i18n = useI18n();
  const rows = useRows();
  const location = useLocation();
  const row = () => props.placed.row;
  const kind = () => rows.kind(row());
  const href = () => eventHref(location.search, row().calendar, row().event, row().at);
  return (
    <a
      class="ev"
      tabindex={-1}
      href={href()}
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
      <Show when={kind() === 'duty'}>
        <DutyGlyph />
      </Show>
      <Show when={kind() === 'ask'}>
        <AskGlyph />
      </Show>
      <Show when={kind() !== 'duty' && !isBar(row())}>
        <time>{i18n.dates().time(row().startMs)}</time>
      </Show>
      <span dir="auto">{titleOf(i18n, row())}</span>
      <Show when={row().overlaps.length > 0 || row().contested}>
        <ClashGlyph />
      </Show>
    </a>
  );
};
