/** Which microphone, camera and loudspeaker (CALL-10): chosen in the call, and kept for the next ones on this device. */
import X from 'lucide-solid/icons/x';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useCalls } from './create-calls.ts';
import { canChooseSpeaker, chosenDevices, createDevices, type DeviceKind } from './devices.ts';

const KINDS: readonly DeviceKind[] = ['microphone', 'camera', 'speaker'];

export const CallDevices = (props: { readonly onClose: () => void }) => {
  const { t } = useI18n();
  const { devices } = createDevices();
  const [isRefused, setRefused] = createSignal(false);
  const calls = useCalls();
  const ofKind = (kind: DeviceKind) => devices().filter((device) => device.kind === kind && device.id !== 'default');
  const shown = () => KINDS.filter((kind) => kind !== 'speaker' || canChooseSpeaker());
  const choose = async (kind: DeviceKind, id: string) => {
    setRefused(false);
    setRefused(!(await calls.choose(kind, id === '' ? undefined : id)));
  };
  return (
    <section class="call-panel" aria-label={t('calls.devices.title')}>
      <header>
        <h2 tabindex="-1" ref={focusOnMount}>
          {t('calls.devices.title')}
        </h2>
        <IconButton label={t('calls.devices.close')} onClick={() => props.onClose()}>
          <X class="i" />
        </IconButton>
      </header>
      <For each={shown()}>
        {(kind) => (
          <DevicePicker
            label={t(`calls.devices.${kind}`)}
            devices={ofKind(kind)}
            chosen={chosenDevices()[kind]}
            onChoose={(id) => void choose(kind, id)}
          />
        )}
      </For>
      <Show when={isRefused()}>
        <p role="alert">{t('calls.devices.failed')}</p>
      </Show>
    </section>
  );
};

interface DevicePickerProps {
  readonly label: string;
  readonly devices: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}
const DevicePicker = (props: DevicePickerProps) => {
  const { t } = useI18n();
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <span class="input">
        <select id={id} onChange={(event) => props.onChoose(event.currentTarget.value)}>
          <option value="">{t('calls.devices.usual')}</option>
          <For each={props.devices}>
            {(device, at) => (
              <option value={device.id} selected={device.id === props.chosen}>
                {device.label === '' ? t('calls.devices.unnamed', { n: String(at() + 1) }) : device.label}
              </option>
            )}
          </For>
        </select>
      </span>
    </div>
  );
};
