/** What is pressed in a call, at its foot: named, and pressed or not by more than colour. */
import MessageCircle from 'lucide-solid/icons/message-circle';
import Mic from 'lucide-solid/icons/mic';
import MicOff from 'lucide-solid/icons/mic-off';
import PhoneOff from 'lucide-solid/icons/phone-off';
import ScreenShare from 'lucide-solid/icons/screen-share';
import ScreenShareOff from 'lucide-solid/icons/screen-share-off';
import Video from 'lucide-solid/icons/video';
import VideoOff from 'lucide-solid/icons/video-off';
import Volume2 from 'lucide-solid/icons/volume-2';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { CallControl } from './CallControl.tsx';
import { useCalls } from './create-calls.ts';
import { canShareScreen } from './local-media.ts';

interface CallDockProps {
  readonly areDevicesShown: boolean;
  readonly onDevices: () => void;
  readonly onCamera: () => void;
  readonly onWrite: () => void;
}

export const CallDock = (props: CallDockProps) => {
  const { t } = useI18n();
  const calls = useCalls();
  return (
    <footer class="call-dock">
      <CallControl
        label={t('calls.microphone')}
        isOn={calls.isMicrophoneOn()}
        onClick={() => calls.setMicrophone(!calls.isMicrophoneOn())}
      >
        <Show when={calls.isMicrophoneOn()} fallback={<MicOff class="i" />}>
          <Mic class="i" />
        </Show>
      </CallControl>
      <CallControl label={t('calls.camera')} isOn={calls.isCameraOn()} onClick={() => props.onCamera()}>
        <Show when={calls.isCameraOn()} fallback={<VideoOff class="i" />}>
          <Video class="i" />
        </Show>
      </CallControl>
      <button type="button" class="call-ctl" aria-expanded={props.areDevicesShown} onClick={() => props.onDevices()}>
        <span>
          <Volume2 class="i" />
        </span>
        {t('calls.devices')}
      </button>
      <Show when={canShareScreen()}>
        <CallControl
          label={t('calls.screen')}
          isOn={calls.isScreenShown()}
          onClick={() => void calls.setScreen(!calls.isScreenShown())}
        >
          <Show when={calls.isScreenShown()} fallback={<ScreenShare class="i" />}>
            <ScreenShareOff class="i" />
          </Show>
        </CallControl>
      </Show>
      <button type="button" class="call-ctl" onClick={() => props.onWrite()}>
        <span>
          <MessageCircle class="i" />
        </span>
        {t('calls.write')}
      </button>
      <button type="button" class="call-ctl" data-kind="end" onClick={() => calls.hangUp()}>
        <span>
          <PhoneOff class="i" />
        </span>
        {t('calls.hang-up')}
      </button>
    </footer>
  );
};
