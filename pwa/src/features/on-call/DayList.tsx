/** A day of duty on a phone: under each role who has it, one below the other. */
import ChevronRight from 'lucide-solid/icons/chevron-right';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import UserX from 'lucide-solid/icons/user-x';
import { Show } from 'solid-js';
import type { Stint } from '../../app/duty/duty-day.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Keyed } from '../../ui/Keyed.tsx';
import { type LanesProps, useStint } from './DayLanes.tsx';

export const DayList = (props: LanesProps) => (
  <Keyed each={props.lanes} by={({ role }) => role}>
    {(lane) => (
      <section class="duty-list">
        <h3 dir="auto" class="page-side">
          {lane().role}
        </h3>
        <ul class="card rows">
          <Keyed each={lane().stints} by={({ id }) => id}>
            {(stint) => (
              <li>
                <StintRow stint={stint()} role={lane().role} now={props.now} names={props.names} onSheet={props.onSheet} />
              </li>
            )}
          </Keyed>
        </ul>
      </section>
    )}
  </Keyed>
);

const StintRow = (props: Omit<LanesProps, 'lanes'> & { readonly stint: Stint; readonly role: string }) => {
  const { t } = useI18n();
  const stint = useStint(props);
  const isDouble = () => props.stint.kind === 'shift' && props.stint.isDouble;
  return (
    <button
      type="button"
      class="row"
      aria-haspopup="dialog"
      data-open={props.stint.kind === 'gap' ? '' : undefined}
      data-now={stint.isNow() ? '' : undefined}
      onClick={stint.press}
    >
      <Show when={props.stint.kind === 'shift'} fallback={<UserX class="i" />}>
        <Avatar id={stint.holder() ?? ''} name={stint.person()?.name ?? ''} photoUrl={stint.person()?.photoUrl} size={34} />
      </Show>
      <span class="txt">
        <bdi>{stint.name()}</bdi>
        <small>
          {stint.times()}
          <Show when={stint.isNow()}>{` · ${t('duty.now')}`}</Show>
          <Show when={props.stint.kind === 'shift' && props.stint.shift.waiting}>{` · ${t('duty.waiting')}`}</Show>
        </small>
        <Show when={isDouble()}>
          <small class="duty-fault">
            <TriangleAlert class="i" />
            {t('duty.double')}
          </small>
        </Show>
      </span>
      <ChevronRight class="i chev flip" />
    </button>
  );
};
