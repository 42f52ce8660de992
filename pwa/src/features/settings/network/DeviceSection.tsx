/** Microphone, camera and loudspeaker, tried before somebody waits for them (CHECK-4). Nothing of it leaves the device. */
import Camera from 'lucide-solid/icons/camera';
import Square from 'lucide-solid/icons/square';
import Volume2 from 'lucide-solid/icons/volume-2';
import { createEffect, createSignal, createUniqueId, For, Show } from 'solid-js';
import { isGoingOn, useCalls } from '../../../app/calls/create-calls.ts';
import {
  canChooseSpeaker,
  chooseDevice,
  chosenDevices,
  createDevices,
  type DeviceKind,
  type MediaDevice,
} from '../../../app/calls/devices.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { createDeviceTest } from './create-device-test.ts';
import { playTestSound } from './test-sound.ts';

export const DeviceSection = () => {
  const { t } = useI18n();
  const calls = useCalls();
  const { devices, refresh } = createDevices();
  const [chosen, setChosen] = createSignal(chosenDevices());
  const test = createDeviceTest(refresh);
  const [isSounding, setSounding] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const isTalking = () => isGoingOn(calls.row());
  createEffect(() => {
    // A call takes what it needs.
    if (isTalking()) test.stop();
  });
  const start = async () => {
    setFailure(undefined);
    if (!(await test.start())) setFailure(t('network.devices.refused'));
  };
  const sound = async () => {
    setFailure(undefined);
    setSounding(true);
    if (!(await playTestSound(chosen().speaker))) setFailure(t('network.speaker.refused'));
    setSounding(false);
  };
  const choose = (kind: DeviceKind, id: string | undefined) => {
    chooseDevice(kind, id);
    setChosen(chosenDevices());
    if (kind !== 'speaker') void test.reopen(kind);
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('network.devices')}</h2>
      <div class="card card-pad stack">
        <p>{t(isTalking() ? 'network.devices.busy' : 'network.devices.lead')}</p>
        <Show when={test.isOn()}>
          <Show when={test.picture()} fallback={<p class="hint">{t('network.camera.none')}</p>}>
            {(stream) => <Preview stream={stream()} />}
          </Show>
          <div class="level-line">
            <meter class="level" min="0" max="1" value={test.level()} aria-label={t('network.level')} />
            <p role="status">{t(test.isHeard() ? 'network.heard' : 'network.silent')}</p>
          </div>
          <Choice kind="microphone" devices={devices()} chosen={chosen().microphone} onChoose={choose} />
          <Choice kind="camera" devices={devices()} chosen={chosen().camera} onChoose={choose} />
        </Show>
        <Show
          when={test.isOn()}
          fallback={
            <Button kind="line" size="lg" wide busy={test.isOpening()} disabled={isTalking()} onClick={() => void start()}>
              <Camera class="i" />
              {t('network.devices.start')}
            </Button>
          }
        >
          <Button kind="line" size="lg" wide onClick={test.stop}>
            <Square class="i" />
            {t('network.devices.stop')}
          </Button>
        </Show>
        <Show when={canChooseSpeaker()}>
          <Choice kind="speaker" devices={devices()} chosen={chosen().speaker} onChoose={choose} />
        </Show>
        <Button kind="line" size="lg" wide busy={isSounding()} disabled={isTalking()} onClick={() => void sound()}>
          <Volume2 class="i" />
          {t(isSounding() ? 'network.speaker.playing' : 'network.speaker.start')}
        </Button>
        <Failure words={failure()} />
      </div>
    </section>
  );
};

interface ChoiceProps {
  readonly kind: DeviceKind;
  readonly devices: readonly MediaDevice[];
  /** Undefined: whatever the system takes. */
  readonly chosen: string | undefined;
  readonly onChoose: (kind: DeviceKind, id: string | undefined) => void;
}
/** Where there is something to choose, and the browser says its name. */
const Choice = (props: ChoiceProps) => {
  const { t } = useI18n();
  const id = createUniqueId();
  const ofKind = () => props.devices.filter(({ kind, label }) => kind === props.kind && label !== '');
  return (
    <Show when={ofKind().length > 1}>
      <div class="field">
        <label for={id}>{t(`network.choose.${props.kind}`)}</label>
        <span class="input">
          <select id={id} onChange={({ currentTarget }) => props.onChoose(props.kind, currentTarget.value || undefined)}>
            <option value="">{t('network.choose.usual')}</option>
            <For each={ofKind()}>
              {(device) => (
                <option value={device.id} selected={device.id === props.chosen}>
                  {device.label}
                </option>
              )}
            </For>
          </select>
        </span>
      </div>
    </Show>
  );
};

const Preview = (props: { readonly stream: MediaStream }) => {
  const { t } = useI18n();
  return (
    <video
      class="preview"
      aria-label={t('network.preview')}
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
};
