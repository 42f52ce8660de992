/** An event in the column of its day. Its height is its length, its shape says what it is, its label says all of it. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { useLocation } from '@solidjs/router';
import { createMemo, Show, untrack } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { eventHref } from '../event/event-address.ts';
import { AskGlyph, ClashGlyph, DutyGlyph } from '../row-glyphs.tsx';
import { titleOf } from '../row-words.ts';
import type { RowsLookup } from '../rows-context.ts';
import { blockLabel, hoursIn } from './block-words.ts';
import type { Place } from './layout-day.ts';
import type { RowSegment } from './place-rows.ts';

export interface LaidSegment {
  readonly segment: RowSegment;
  readonly place: Place;
}
interface EventBlockProps {
  readonly laid: LaidSegment;
  readonly rows: RowsLookup;
  readonly isMovable: boolean;
  readonly isHeld: boolean;
}

/** Below these minutes there is one line, and below those no room for a place. */
const lineMinutes = 45;
const placeMinutes = 90;
/** Longer than what is seen of a day at once, or nearly so. */
const longMinutes = 240;

export const EventBlock = (props: EventBlockProps) => {
  const i18n = useI18n();
  const location = useLocation();
  const row = (): OccurrenceRow => props.laid.segment.row;
  const segment = () => props.laid.segment;
  const minutes = () => segment().to - segment().from;
  const hours = createMemo(() => hoursIn(i18n, row(), segment()));
  return (
    <a
      class="tg-block"
      tabindex={-1}
      draggable={false}
      href={eventHref(location.search, row().calendar, row().event, row().at)}
      aria-label={blockLabel(i18n, row(), props.rows.calendarName(row()), segment().isFromBefore, untrack(props.rows.now))}
      aria-current={props.rows.isOpen(row()) ? 'true' : undefined}
      data-id={row().id}
      data-k={props.rows.kind(row())}
      data-state={row().state}
      data-declined={row().answer === 'no' ? '' : undefined}
      data-waiting={row().waiting ? '' : undefined}
      data-above={props.laid.place.isAbove ? '' : undefined}
      data-before={segment().isFromBefore ? '' : undefined}
      data-after={segment().isOnAfter ? '' : undefined}
      data-line={minutes() < lineMinutes ? '' : undefined}
      data-long={minutes() >= longMinutes ? '' : undefined}
      data-held={props.isHeld ? '' : undefined}
      data-fixed={props.isMovable ? undefined : ''}
      style={{
        '--at': (segment().from % 60) / 60,
        '--len': minutes() / 60,
        '--start': props.laid.place.start,
        '--width': props.laid.place.width,
      }}
    >
      <b>
        <Show when={props.rows.kind(row()) === 'duty'}>
          <DutyGlyph />
        </Show>
        <Show when={props.rows.kind(row()) === 'ask'}>
          <AskGlyph />
        </Show>
        <Show when={row().overlaps.length > 0 || row().contested}>
          <ClashGlyph />
        </Show>
        <span dir="auto">{titleOf(i18n, row())}</span>
      </b>
      <span class="when">{hours()}</span>
      <Show when={row().place !== '' && minutes() >= placeMinutes}>
        <span class="place" dir="auto">
          {row().place}
        </span>
      </Show>
      <Show when={props.isMovable && !segment().isFromBefore}>
        <i class="tg-edge" data-grip="start" />
      </Show>
      <Show when={props.isMovable && !segment().isOnAfter}>
        <i class="tg-edge" data-grip="end" />
      </Show>
    </a>
  );
};
