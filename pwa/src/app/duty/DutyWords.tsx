/** Beside a name: what she is on duty for and until when, in words; the ring on her face says no more than that she is. */
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { For, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useDuty } from './duty.tsx';
import './duty.css';

interface DutyWordsProps {
  readonly user: string | undefined;
  /** In a line where only the role has room; the rest is said to a screen reader. */
  readonly short?: boolean | undefined;
}

export const DutyWords = (props: DutyWordsProps) => {
  const { t, dates } = useI18n();
  const duty = useDuty();
  return (
    <For each={duty.of(props.user)}>
      {(shift) => (
        <span class="on-duty">
          <UserRoundCheck class="i" />
          <Show when={props.short} fallback={<span>{t('duty.on', { role: shift.role, time: dates().time(shift.endMs) })}</span>}>
            <span class="sr">{t('duty.on', { role: shift.role, time: dates().time(shift.endMs) })}</span>
            <bdi class="name-clip" dir="auto" aria-hidden="true">
              {shift.role}
            </bdi>
          </Show>
        </span>
      )}
    </For>
  );
};
