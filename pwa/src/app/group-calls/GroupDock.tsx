/** What is pressed in a call of a group, at its foot: named, and pressed or not by more than colour. */
import type { GroupCallRow } from '@sanad/model/engine/api';
import Hand from 'lucide-solid/icons/hand';
import Mic from 'lucide-solid/icons/mic';
import MicOff from 'lucide-solid/icons/mic-off';
import PhoneOff from 'lucide-solid/icons/phone-off';
import ScreenShare from 'lucide-solid/icons/screen-share';
import Video from 'lucide-solid/icons/video';
import VideoOff from 'lucide-solid/icons/video-off';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';
import { CallControl } from '../calls/CallControl.tsx';
import { canShareScreen } from '../calls/local-media.ts';
import { useGroupCalls } from './create-group-calls.ts';

export const GroupDock = (props: { readonly row: GroupCallRow }) => {
  const { t } = useI18n();
  const calls = useGroupCalls();
  const toaster = useToaster();
  const turnCamera = async () => {
    if (!(await calls.turn('camera', !calls.isOn('camera')))) toaster.show({ text: t('calls.no-camera') });
  };
  const isHandUp = () => props.row.handAtMs !== undefined;
  return (
    <footer class="call-dock">
      <CallControl
        label={t('calls.microphone')}
        isOn={calls.isOn('microphone')}
        onClick={() => void calls.turn('microphone', !calls.isOn('microphone'))}
      >
        <Show when={calls.isOn('microphone')} fallback={<MicOff class="i" />}>
          <Mic class="i" />
        </Show>
      </CallControl>
      <CallControl label={t('calls.camera')} isOn={calls.isOn('camera')} onClick={() => void turnCamera()}>
        <Show when={calls.isOn('camera')} fallback={<VideoOff class="i" />}>
          <Video class="i" />
        </Show>
      </CallControl>
      <CallControl label={t('group-calls.hand')} isOn={isHandUp()} onClick={() => calls.raiseHand(!isHandUp())}>
        <Hand class="i" />
      </CallControl>
      <Show when={canShareScreen()}>
        <CallControl
          label={t('group-calls.screen')}
          isOn={calls.isOn('screen')}
          onClick={() => void calls.turn('screen', !calls.isOn('screen'))}
        >
          <ScreenShare class="i" />
        </CallControl>
      </Show>
      <button type="button" class="call-ctl" data-kind="end" onClick={() => calls.leave()}>
        <span>
          <PhoneOff class="i" />
        </span>
        {t('group-calls.leave')}
      </button>
    </footer>
  );
};
