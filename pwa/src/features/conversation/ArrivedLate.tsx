/** "Written at 09:12, arrived 09:40": shown at its own time, and honest about the other one. */
import type { MessageRow } from '@sanad/model/engine/api';
import { Show } from 'solid-js';
import { dayKey } from '../../i18n/dates.ts';
import { useI18n } from '../../i18n/use-i18n.ts';

export const ArrivedLate = (props: { readonly row: MessageRow }) => {
  const { t, dates } = useI18n();
  const moment = (ms: number, otherMs: number) =>
    dayKey(ms) === dayKey(otherMs) ? dates().time(ms) : dates().moment(ms, otherMs);
  return (
    <Show when={props.row.arrivedAtMs}>
      {(arrived) => (
        <p class="late">
          {t('chat.late', { sent: dates().time(props.row.sentAtMs), arrived: moment(arrived(), props.row.sentAtMs) })}
        </p>
      )}
    </Show>
  );
};
