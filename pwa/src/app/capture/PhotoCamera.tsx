/** The camera, live, and the button that takes a picture. */
import CameraOff from 'lucide-solid/icons/camera-off';
import Flashlight from 'lucide-solid/icons/flashlight';
import SwitchCamera from 'lucide-solid/icons/switch-camera';
import { createSignal, Match, onMount, Show, Switch } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { createCamera } from '../camera/create-camera.ts';
import type { CameraError } from '../camera/open-camera.ts';
import { ChooseFile } from './ChooseFile.tsx';
import { countCameras, type Facing, hasTorch, openPhotoCamera, setTorch, takePicture } from './photo-camera.ts';

type State = 'starting' | 'open' | 'taking' | 'stopped' | CameraError;

interface PhotoCameraProps {
  readonly onPicture: (picture: Blob) => void;
}

export const PhotoCamera = (props: PhotoCameraProps) => {
  const { t } = useI18n();
  const [state, setState] = createSignal<State>('starting');
  const [facing, setFacing] = createSignal<Facing>('environment');
  const [canTurn, setCanTurn] = createSignal(false);
  const [torch, setTorchShown] = createSignal<boolean>();
  const [hasFailed, setFailed] = createSignal(false);
  const camera = createCamera(() => setState('stopped'));

  const start = async () => {
    setState('starting');
    const opened = await camera.open(() => openPhotoCamera(facing()));
    if (opened === undefined) return;
    if (!opened.ok) {
      setState(opened.error);
      return;
    }
    setTorchShown(hasTorch(opened.value) ? false : undefined);
    setCanTurn((await countCameras()) > 1);
  };
  const take = async () => {
    const live = camera.live();
    if (live === undefined || state() !== 'open') return;
    setFailed(false);
    setState('taking');
    const picture = await takePicture(live.stream, live.video);
    if (camera.live()?.stream !== live.stream) return;
    if (picture === undefined) {
      setFailed(true);
      setState('open');
      return;
    }
    camera.close();
    props.onPicture(picture);
  };
  const turnRound = () => {
    setFacing(facing() === 'user' ? 'environment' : 'user');
    void start();
  };
  const light = async () => {
    const isOn = torch() === true;
    const stream = camera.live()?.stream;
    if (stream !== undefined && (await setTorch(stream, !isOn))) setTorchShown(!isOn);
  };
  onMount(() => void start());

  const isLive = () => state() === 'open' || state() === 'taking' || state() === 'starting';
  const failure = (): CameraError | undefined => {
    const now = state();
    return now === 'refused' || now === 'missing' || now === 'busy' ? now : undefined;
  };
  return (
    <div class="photo-camera">
      <div class="photo-view">
        <video
          ref={camera.show}
          autoplay
          muted
          playsinline
          hidden={!isLive()}
          data-facing={facing()}
          onPlaying={() => state() === 'starting' && setState('open')}
          aria-label={t('camera.view')}
        />
        <Show when={!isLive()}>
          <div class="photo-none">
            <CameraOff class="i" />
            <p role="alert">
              <Show when={failure()} fallback={t('camera.stopped')}>
                {(why) => t(`camera.${why()}`)}
              </Show>
            </p>
            <Show when={failure() !== 'missing'}>
              <Button kind={failure() === undefined ? 'primary' : 'line'} wide onClick={() => void start()}>
                {t('camera.again')}
              </Button>
            </Show>
            <ChooseFile kind={failure() === undefined ? 'line' : 'primary'} onFile={props.onPicture} />
          </div>
        </Show>
      </div>
      <p class="photo-says" role="status">
        <Switch fallback={isLive() ? t('camera.private') : ''}>
          <Match when={state() === 'starting'}>{t('camera.starting')}</Match>
          <Match when={state() === 'taking'}>{t('camera.taking')}</Match>
          <Match when={hasFailed()}>{t('camera.failed')}</Match>
        </Switch>
      </p>
      <div class="photo-bar">
        <span>
          <Show when={isLive() && torch() !== undefined}>
            <IconButton
              label={t('camera.torch')}
              size="lg"
              kind={torch() ? 'accent' : undefined}
              aria-pressed={torch()}
              onClick={() => void light()}
            >
              <Flashlight class="i" />
            </IconButton>
          </Show>
        </span>
        <Show when={isLive()}>
          <button
            type="button"
            class="shutter"
            data-first=""
            aria-label={t('camera.take')}
            title={t('camera.take')}
            aria-disabled={state() !== 'open'}
            ref={(button) => onMount(() => button.focus())}
            onClick={() => void take()}
          />
        </Show>
        <span>
          <Show when={isLive() && canTurn()}>
            <IconButton label={t('camera.turn-round')} size="lg" onClick={turnRound}>
              <SwitchCamera class="i" />
            </IconButton>
          </Show>
        </span>
      </div>
    </div>
  );
};
