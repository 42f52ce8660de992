/** The hours of an event in the list of a day: what began before the day, or goes on long after it, says so. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { createMemo, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { daysTouched } from './days-touched.ts';

const dayMs = 86_400_000;

/** `date`: the day in whose list it stands, as `2026-10-13`. */
export const SlotTime = (props: { readonly row: OccurrenceRow; readonly date: string }) => {
  const { t, dates } = useI18n();
  const row = () => props.row;
  const touched = createMemo(() => daysTouched(row()));
  const isFromBefore = () => touched()[0] < props.date;
  const isOnAfter = () => touched()[1] > props.date;
  const from = () => (isFromBefore() ? '…' : dates().time(row().startMs));
  const until = () => (isOnAfter() && row().endMs - row().startMs >= dayMs ? '…' : dates().time(row().endMs));
  return (
    <Show when={!('date' in row().start)} fallback={<span class="when">{t('calendar.row.all-day')}</span>}>
      <time class="when">
        {from()}
        <Show when={row().endMs > row().startMs}>
          <small>{until()}</small>
        </Show>
      </time>
    </Show>
  );
};
