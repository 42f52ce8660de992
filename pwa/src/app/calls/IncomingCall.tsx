/** Somebody calls: decline is narrow and grey, answer wide and green, both named (LANGUAGE, calls). */
import Lock from 'lucide-solid/icons/lock';
import Phone from 'lucide-solid/icons/phone';
import PhoneOff from 'lucide-solid/icons/phone-off';
import Video from 'lucide-solid/icons/video';
import VideoOff from 'lucide-solid/icons/video-off';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { CallDialog } from './CallDialog.tsx';
import { CallFace } from './CallFace.tsx';
import type { CallProps } from './call-props.ts';
import { soundRing } from './call-sounds.ts';
import { useCalls } from './create-calls.ts';

export const IncomingCall = (props: CallProps) => {
  const { t } = useI18n();
  const calls = useCalls();
  soundRing(true);
  return (
    <CallDialog label={props.person ? t('calls.incoming.from', { name: props.person.name }) : t('calls.incoming')}>
      <header class="call-top call-secure">
        <Lock class="i" />
        <span>{t(props.row.video ? 'calls.incoming.video' : 'calls.incoming.audio')}</span>
      </header>
      <div class="call-ring">
        <CallFace person={props.person} />
      </div>
      <footer class="call-answer">
        <Show when={props.row.video}>
          <button type="button" class="btn" onClick={() => calls.answer(false)}>
            <VideoOff class="i" />
            {t('calls.answer-voice')}
          </button>
        </Show>
        <div class="call-pair">
          <button type="button" class="btn" data-kind="no" onClick={() => calls.decline()}>
            <PhoneOff class="i" />
            {t('calls.decline')}
          </button>
          <button type="button" class="btn" data-kind="go" onClick={() => calls.answer(props.row.video)}>
            <Show when={props.row.video} fallback={<Phone class="i" />}>
              <Video class="i" />
            </Show>
            {t('calls.answer')}
          </button>
        </div>
      </footer>
    </CallDialog>
  );
};
