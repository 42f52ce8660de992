/** Voice and video with the colleague of a direct conversation. */
import type { SpaceId } from '@sanad/model/ids';
import Phone from 'lucide-solid/icons/phone';
import Video from 'lucide-solid/icons/video';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useStartCall } from './use-start-call.ts';

export const CallButtons = (props: { readonly conversation: SpaceId }) => {
  const { t } = useI18n();
  const start = useStartCall();
  return (
    <>
      <IconButton label={t('calls.audio')} onClick={() => void start(props.conversation, false)}>
        <Phone class="i" />
      </IconButton>
      <IconButton label={t('calls.video')} onClick={() => void start(props.conversation, true)}>
        <Video class="i" />
      </IconButton>
    </>
  );
};
