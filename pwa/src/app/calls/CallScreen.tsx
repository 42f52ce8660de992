/** A call that goes out or goes on: who, how long, how the line is, what is sent, and how to end it. */
import { useNavigate } from '@solidjs/router';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import Lock from 'lucide-solid/icons/lock';
import MicOff from 'lucide-solid/icons/mic-off';
import PictureInPictureIcon from 'lucide-solid/icons/picture-in-picture-2';
import SwitchCamera from 'lucide-solid/icons/switch-camera';
import { createEffect, createSignal, onCleanup, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { createNow } from '../now.ts';
import { PersonName } from '../people.tsx';
import { CallDevices } from './CallDevices.tsx';
import { CallDialog } from './CallDialog.tsx';
import { CallDock } from './CallDock.tsx';
import { CallFace } from './CallFace.tsx';
import { CallNotes } from './CallNotes.tsx';
import { CallStatus } from './CallStatus.tsx';
import type { CallProps } from './call-props.ts';
import { soundRing } from './call-sounds.ts';
import { callWords } from './call-words.ts';
import { useCalls } from './create-calls.ts';
import type { PictureInPicture } from './create-picture-in-picture.ts';
import { createDevices } from './devices.ts';
import { LineQuality } from './LineQuality.tsx';
import { peerCamera, peerPictures, peerScreen } from './peer-pictures.ts';

const secondMs = 1_000;
const noticeMs = 8_000;

export const CallScreen = (props: CallProps & { readonly pip: PictureInPicture }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const calls = useCalls();
  const navigate = useNavigate();
  const now = createNow(secondMs);
  const { devices, refresh } = createDevices();
  const [notice, setNotice] = createSignal<string>();
  const [areDevicesShown, showDevices] = createSignal(false);
  const isActive = () => props.row.phase === 'active';
  const pictures = () => peerPictures(props.row, calls.remote());
  const isPeerMuted = () => isActive() && !props.row.peerSends.microphone;
  /** Beside the screen that she shows. */
  const face = () => (peerScreen(props.row, calls.remote()) === undefined ? undefined : peerCamera(props.row, calls.remote()));
  const canTurnCamera = () => calls.isCameraOn() && devices().filter(({ kind }) => kind === 'camera').length > 1;
  // Browsers name devices once one of them is open.
  createEffect(() => {
    if (calls.isCameraOn() || isActive()) refresh();
  });
  createEffect(() => {
    if (notice() === undefined) return;
    const timer = setTimeout(() => setNotice(undefined), noticeMs);
    onCleanup(() => clearTimeout(timer));
  });
  const tryCamera = async (task: () => Promise<boolean>) => {
    setNotice(undefined);
    if (!(await task())) setNotice(t('calls.no-camera'));
  };
  const write = () => {
    calls.fold(true);
    navigate(`/c/${props.row.conversation}`);
  };
  return (
    <CallDialog label={t('calls.going-on')} onEscape={() => (areDevicesShown() ? showDevices(false) : calls.fold(true))}>
      <Show when={pictures()}>
        {(stream) => <VideoOf stream={stream()} class="call-stage" kind={props.row.peerSends.screen ? 'screen' : undefined} />}
      </Show>
      <CallStatus row={props.row} person={props.person} />
      <header class="call-top">
        <IconButton label={t('calls.fold')} onClick={() => calls.fold(true)}>
          <ChevronDown class="i" />
        </IconButton>
        <div class="call-glass">
          <h2>
            <Show when={props.person}>{(person) => <PersonName of={person()} clip />}</Show>
          </h2>
          <p>
            <Lock class="i" />
            <span class="num">{callWords(i18n, props.row, now())}</span>
            <Show when={isActive()}>
              <LineQuality of={calls.line().quality} />
            </Show>
          </p>
          <Show when={pictures() !== undefined && isPeerMuted()}>
            <p>
              <MicOff class="i" />
              {t('calls.peer-muted')}
            </p>
          </Show>
        </div>
        <span class="grow" />
        <Show when={props.pip.canShow && pictures() !== undefined}>
          <IconButton label={t('calls.pip')} aria-pressed={props.pip.isShown()} onClick={() => props.pip.toggle()}>
            <PictureInPictureIcon class="i flip" />
          </IconButton>
        </Show>
        <Show when={canTurnCamera()}>
          <IconButton label={t('calls.turn-camera')} onClick={() => void tryCamera(calls.turnCamera)}>
            <SwitchCamera class="i" />
          </IconButton>
        </Show>
      </header>
      <CallNotes row={props.row} more={notice()} />
      <Show when={pictures() === undefined}>
        <div class="call-ring">
          <CallFace person={props.person} />
          <Show when={isPeerMuted()}>
            <p class="call-note">
              <MicOff class="i" />
              {t('calls.peer-muted')}
            </p>
          </Show>
        </div>
      </Show>
      <Show when={props.row.phase === 'outgoing' && props.row.isRinging}>
        <Waiting />
      </Show>
      <Show when={face()}>{(stream) => <VideoOf stream={stream()} class="call-face" />}</Show>
      <Show when={areDevicesShown() ? undefined : calls.local().camera}>
        {(stream) => <VideoOf stream={stream()} class="call-self" kind={facesAway(stream()) ? 'away' : undefined} />}
      </Show>
      <Show when={areDevicesShown()}>
        <CallDevices onClose={() => showDevices(false)} />
      </Show>
      <CallDock
        areDevicesShown={areDevicesShown()}
        onDevices={() => showDevices(!areDevicesShown())}
        onCamera={() => void tryCamera(() => calls.setCamera(!calls.isCameraOn()))}
        onWrite={write}
      />
    </CallDialog>
  );
};

const Waiting = () => {
  soundRing(false);
  return null;
};

/** What looks at somebody else is not shown as in a mirror. */
const facesAway = (stream: MediaStream): boolean => stream.getVideoTracks()[0]?.getSettings().facingMode === 'environment';

/** Without its sound: that has an element of its own, which stays when the video goes. */
const VideoOf = (props: {
  readonly stream: MediaStream;
  readonly class: string;
  readonly kind?: 'screen' | 'away' | undefined;
}) => (
  <video
    class={props.class}
    data-kind={props.kind}
    autoplay
    muted
    playsinline
    ref={(element) => {
      createEffect(() => {
        element.srcObject = props.stream;
      });
    }}
  />
);
