/** Shifts that colleagues would like to hand on, to me or to whoever can (CAL-31): said above everything else. */
import type { ShiftRow } from '@sanad/model/engine/api';
import ArrowLeftRight from 'lucide-solid/icons/arrow-left-right';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import { createMemo, Show } from 'solid-js';
import { mayTake } from '../../app/duty/SwapBox.tsx';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Keyed } from '../../ui/Keyed.tsx';

interface AskedSwapsProps {
  readonly shifts: readonly ShiftRow[];
  readonly names: Names;
  readonly onOpen: (shift: ShiftRow) => void;
}

export const AskedSwaps = (props: AskedSwapsProps) => {
  const { t, dates } = useI18n();
  const asked = createMemo(() =>
    props.shifts.filter(({ swap }) => {
      if (swap === undefined) return false;
      return mayTake(swap, props.names.me()) || (swap.phase === 'taken' && swap.by === props.names.me());
    }),
  );
  const words = ({ swap }: ShiftRow) => {
    if (swap === undefined) return '';
    if (swap.phase === 'taken') return t('duty.asked.taken', { name: props.names.name(swap.taker ?? swap.by) });
    return t(swap.to === undefined ? 'duty.asked.anybody' : 'duty.asked', { name: props.names.name(swap.by) });
  };
  return (
    <Show when={asked().length > 0}>
      <section aria-labelledby="duty-asked">
        <h2 class="sec-head" id="duty-asked">
          {t('duty.asked.title')}
        </h2>
        <ul class="card rows">
          <Keyed each={asked()} by={({ id }) => id}>
            {(shift) => (
              <li>
                <button type="button" class="row" aria-haspopup="dialog" onClick={() => props.onOpen(shift())}>
                  <ArrowLeftRight class="i" />
                  <span class="txt">
                    {words(shift())}
                    <small>
                      <bdi dir="auto">{shift().role}</bdi>
                      {' · '}
                      {t('duty.span', { from: dates().moment(shift().startMs, Date.now()), to: dates().time(shift().endMs) })}
                    </small>
                  </span>
                  <ChevronRight class="i chev flip" />
                </button>
              </li>
            )}
          </Keyed>
        </ul>
      </section>
    </Show>
  );
};
