/** An event in the column of its day. Its height is its length, its shape says what it is, its label says all of it. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type JSX, untrack } from 'solid-js';
import { titleOf } from '../../../app/events/row-kind.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { AskGlyph, ClashGlyph, DutyGlyph } from '../row-glyphs.tsx';
import type { RowsLookup } from '../rows-context.ts';
import { blockLabel, hoursIn } from './block-words.ts';
import type { GridHoursProps } from './GridHours.tsx';
import type { Place } from './layout-day.ts';
import type { RowSegment } from './place-rows.ts';

export interface LaidSegment {
  readonly segment: RowSegment;
  readonly place: Place;
}
interface EventBlockProps {
  readonly laid: LaidSegment;
  readonly part: GridHoursProps;
}

/** Below these minutes there is one line, and below those no room for a place. */
const lineMinutes = 45;
const placeMinutes = 90;
/** As tall as a few words from top to bottom. */
const tallMinutes = 120;
/** Longer than what is seen of a day at once, or nearly so. */
const longMinutes = 240;

/** The view that it leads back to is the one in which it was drawn: hundreds of addresses are not written anew as one leaves it. */
export const hrefOf = (rows: RowsLookup, row: OccurrenceRow): string => untrack(() => rows.href(row));

/** Where it stands: from its hour on, within the width of its day. */
export const blockStyle = ({ from, to }: Pick<RowSegment, 'from' | 'to'>, { start, width }: Place) => ({
  '--at': (from % 60) / 60,
  '--len': (to - from) / 60,
  '--start': start,
  '--width': width,
});

/** A week may have hundreds: what it shows is written at once, and only as often as the event changes. */
export const EventBlock = (props: EventBlockProps) => {
  const i18n = useI18n();
  const { rows } = props.part;
  const row = (): OccurrenceRow => props.laid.segment.row;
  const segment = () => props.laid.segment;
  const minutes = () => segment().to - segment().from;
  const isMovable = () => props.part.mayMove(row());
  const isNarrow = () => props.laid.place.width < props.part.narrow();
  const isSlim = () => minutes() >= tallMinutes && props.laid.place.width < props.part.slim();
  /** Where there is hardly room for its title, what stands beside it says so. */
  const isClash = () => row().contested || (row().overlaps.length > 0 && !isNarrow());
  const hasGlyph = () => rows.kind(row()) === 'duty' || rows.kind(row()) === 'ask' || isClash();
  const glyphs = (): JSX.Element => [
    rows.kind(row()) === 'duty' && <DutyGlyph />,
    rows.kind(row()) === 'ask' && <AskGlyph />,
    isClash() && <ClashGlyph />,
  ];
  const details = (): JSX.Element => {
    const place = !isNarrow() && minutes() >= placeMinutes ? row().place : '';
    const who = isNarrow() || minutes() < placeMinutes ? undefined : rows.holder(row());
    return [
      who !== undefined && (
        <span class="place page-side" dir="auto">
          {who}
        </span>
      ),
      (!isNarrow() || minutes() >= lineMinutes) && <span class="when">{hoursIn(i18n, row(), segment())}</span>,
      place !== '' && (
        <span class="place page-side" dir="auto">
          {place}
        </span>
      ),
    ];
  };
  const edges = (): JSX.Element =>
    props.part.isEdged(row().id) &&
    isMovable() && [
      !segment().isFromBefore && <i class="tg-edge" data-grip="start" />,
      !segment().isOnAfter && <i class="tg-edge" data-grip="end" />,
    ];
  return (
    <a
      class="tg-block"
      tabindex={-1}
      draggable={false}
      href={hrefOf(rows, row())}
      aria-label={blockLabel(i18n, row(), rows, segment().isFromBefore, untrack(rows.now))}
      aria-current={rows.isOpen(row()) ? 'true' : undefined}
      data-id={row().id}
      data-k={rows.kind(row())}
      data-state={row().state}
      data-declined={row().answer === 'no' ? '' : undefined}
      data-waiting={row().waiting ? '' : undefined}
      data-above={props.laid.place.isAbove ? '' : undefined}
      data-before={segment().isFromBefore ? '' : undefined}
      data-after={segment().isOnAfter ? '' : undefined}
      data-line={minutes() < lineMinutes ? '' : undefined}
      data-up={props.laid.place.isBefore ? '' : undefined}
      data-tight={isNarrow() && hasGlyph() ? '' : undefined}
      data-slim={isSlim() ? '' : undefined}
      data-long={minutes() >= longMinutes ? '' : undefined}
      data-held={props.part.isHeld(row().id) ? '' : undefined}
      data-fixed={isMovable() ? undefined : ''}
      style={blockStyle(segment(), props.laid.place)}
    >
      <b>
        {glyphs()}
        <span dir="auto">{titleOf(i18n, row())}</span>
      </b>
      {details()}
      {edges()}
    </a>
  );
};
