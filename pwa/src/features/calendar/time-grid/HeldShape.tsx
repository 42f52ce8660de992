/** What is held, where it would lie: seen only, what it means is said by the live region. */
import { createMemo, Index, Show } from 'solid-js';
import { titleOf } from '../../../app/events/row-kind.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { isBar } from '../days.ts';
import type { Here, Timed } from '../move/moved.ts';
import type { RowsLookup } from '../rows-context.ts';
import { type Held, heldTimes } from './held.ts';
import { barOf, segmentsOf } from './place-rows.ts';

interface HeldShapeProps {
  readonly held: Held | undefined;
  readonly days: readonly string[];
  readonly here: Here;
  readonly rows: RowsLookup;
  readonly isAmongDays: boolean;
}

export const HeldShape = (props: HeldShapeProps) => {
  const i18n = useI18n();
  const times = createMemo((): Timed | undefined => {
    const at = props.held === undefined ? undefined : heldTimes(props.held, props.here);
    return at !== undefined && isBar(at) === props.isAmongDays ? at : undefined;
  });
  const title = () => (props.held?.kind === 'row' ? titleOf(i18n, props.held.row) : i18n.t('event.new'));
  const kind = () => (props.held?.kind === 'row' ? props.rows.kind(props.held.row) : 'new');
  const hours = (at: Timed) => i18n.t('grid.hours', { from: i18n.dates().time(at.startMs), to: i18n.dates().time(at.endMs) });
  const column = (date: string) => props.days.indexOf(date);
  return (
    <div class="tg-over" aria-hidden="true">
      <Show when={times()}>
        {(at) => (
          <Show
            when={props.isAmongDays}
            fallback={
              <Index each={segmentsOf(at(), props.days, props.here)}>
                {(segment) => (
                  <div
                    class="tg-ghost"
                    data-k={kind()}
                    style={{
                      '--col': column(segment().date),
                      '--at': segment().from / 60,
                      '--len': (segment().to - segment().from) / 60,
                    }}
                  >
                    <b dir="auto">{title()}</b>
                    <span>{hours(at())}</span>
                  </div>
                )}
              </Index>
            }
          >
            <Show when={barOf(at(), props.days, props.here)}>
              {(bar) => (
                <div class="tg-ghost-bar" data-k={kind()} style={{ '--col': bar().first, '--span': bar().span }}>
                  <b dir="auto">{title()}</b>
                </div>
              )}
            </Show>
          </Show>
        )}
      </Show>
    </div>
  );
};
