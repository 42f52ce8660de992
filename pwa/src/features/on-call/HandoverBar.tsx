/** Above duty, when the time has come (CAL-33); once it was given, when that was. */
import type { ShiftRow } from '@sanad/model/engine/api';
import { Show } from 'solid-js';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import type { Handover } from './handover.ts';
import type { HandoversGiven } from './handovers-given.ts';

interface HandoverBarProps {
  readonly handover: Handover;
  readonly names: Names;
  readonly now: number;
  readonly onOpen: () => void;
}
export const HandoverBar = (props: HandoverBarProps) => {
  const { t, dates } = useI18n();
  return (
    <div class="handover-bar">
      <p>
        {t(props.handover.shift.endMs > props.now ? 'duty.handover.ends' : 'duty.handover.ended', {
          role: props.handover.shift.role,
          time: dates().time(props.handover.shift.endMs),
          name: props.names.name(props.handover.to),
        })}
      </p>
      <Button kind="primary" aria-haspopup="dialog" onClick={props.onOpen}>
        {t('duty.handover')}
      </Button>
    </div>
  );
};

export const HandoverGiven = (props: { readonly given: HandoversGiven; readonly shift: ShiftRow }) => {
  const { t, dates } = useI18n();
  return (
    <Show when={props.given.atMs(props.shift)}>
      {(ms) => <p class="muted">{t('duty.handover.given', { role: props.shift.role, time: dates().time(ms()) })}</p>}
    </Show>
  );
};
