/** In the header of a group: starts its call, or joins the one that goes on. */
import type { SpaceId } from '@sanad/model/ids';
import Phone from 'lucide-solid/icons/phone';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useGroupCalls } from './create-group-calls.ts';
import { useJoinGroupCall } from './use-join-group-call.ts';

export const GroupCallButton = (props: { readonly conversation: SpaceId }) => {
  const { t } = useI18n();
  const calls = useGroupCalls();
  const join = useJoinGroupCall();
  const goesOn = () => calls.goingOn(props.conversation) !== undefined || calls.row()?.conversation === props.conversation;
  return (
    <IconButton label={t(goesOn() ? 'group-calls.join.call' : 'group-calls.start')} onClick={() => void join(props.conversation)}>
      <Phone class="i" />
    </IconButton>
  );
};
