/** What, when, who, and in which calendar. */
import type { ShiftRow } from '@sanad/model/engine/api';
import CalendarDays from 'lucide-solid/icons/calendar-days';
import Clock from 'lucide-solid/icons/clock';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { PeerName } from '../../app/peers.tsx';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';

export const ShiftFacts = (props: { readonly shift: ShiftRow; readonly names: Names; readonly now: number }) => {
  const { t, dates } = useI18n();
  const { conversations } = useEngine();
  return (
    <ul class="shift-facts">
      <li>
        <Clock class="i" />
        <span>
          {t('duty.span', { from: dates().moment(props.shift.startMs, props.now), to: dates().time(props.shift.endMs) })}
        </span>
      </li>
      <li>
        <UserRoundCheck class="i" />
        <span>
          <bdi>{props.shift.holder === undefined ? t('duty.nobody.yet') : props.names.name(props.shift.holder)}</bdi>
        </span>
      </li>
      <Show when={conversations.byId[props.shift.calendar]}>
        {(row) => (
          <li>
            <CalendarDays class="i" />
            <span>
              <PeerName of={row()} />
            </span>
          </li>
        )}
      </Show>
    </ul>
  );
};
