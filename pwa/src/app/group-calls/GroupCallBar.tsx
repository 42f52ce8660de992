/** A call of a group that goes on while she reads: which one, how many; back to it, or out of it. */
import Phone from 'lucide-solid/icons/phone';
import PhoneOff from 'lucide-solid/icons/phone-off';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { GroupName } from '../peers.tsx';
import { useGroupCalls } from './create-group-calls.ts';
import type { GroupCallProps } from './group-call-props.ts';

export const GroupCallBar = (props: GroupCallProps) => {
  const { t, n } = useI18n();
  const calls = useGroupCalls();
  return (
    <section class="call-bar" aria-label={t('group-calls.title')}>
      <button type="button" class="call-return" title={t('calls.back')} onClick={() => calls.fold(false)}>
        <Phone class="i" />
        <span class="sr">{t('calls.back')}</span>
        <Show when={props.group}>{(group) => <GroupName of={group()} clip />}</Show>
        <span>{n('group-calls.people', props.row.people.length + 1)}</span>
      </button>
      <IconButton label={t('group-calls.leave')} onClick={() => calls.leave()}>
        <PhoneOff class="i" />
      </IconButton>
    </section>
  );
};
