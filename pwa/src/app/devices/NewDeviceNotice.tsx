/** CHAIN-9: a device came that this one has not heard its owner speak of. It stays until she says whether it is hers. */
import type { DeviceRow } from '@sanad/model/engine/api';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { type Accessor, createMemo, createSignal, For, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { createNow } from '../now.ts';
import { deviceName, whenWords } from './device-words.ts';
import './devices.css';
import { RevokeSheet } from './RevokeSheet.tsx';

export const NewDeviceNotice = (props: { readonly devices: Accessor<readonly DeviceRow[] | undefined> }) => {
  const fresh = createMemo(() => (props.devices() ?? []).filter(({ isNew }) => isNew));
  const ids = createMemo(() => fresh().map(({ id }) => id));
  // Held here: a device that was revoked leaves the list before its keys are renewed.
  const [revoked, setRevoked] = createSignal<DeviceRow>();
  return (
    <div class="new-devices" role="status">
      <For each={ids()}>
        {(id) => (
          <Show when={fresh().find((device) => device.id === id)}>
            {(device) => <Notice device={device()} onStranger={setRevoked} />}
          </Show>
        )}
      </For>
      <Show when={revoked()}>{(device) => <RevokeSheet device={device()} onClose={() => setRevoked(undefined)} />}</Show>
    </div>
  );
};

const Notice = (props: { readonly device: DeviceRow; readonly onStranger: (device: DeviceRow) => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const now = createNow();
  const acknowledge = async () => {
    const result = await api.acknowledgeDevice(props.device.id);
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
  };
  return (
    <Banner
      kind="medium"
      icon={<TriangleAlert class="i" />}
      action={
        <div class="btns">
          <Button kind="line" onClick={() => void acknowledge()}>
            {t('devices.notice.mine')}
          </Button>
          <Button kind="line" onClick={() => props.onStranger(props.device)}>
            {t('devices.notice.not-mine')}
          </Button>
        </div>
      }
    >
      {t('devices.notice', {
        label: deviceName(i18n, props.device.label),
        when: whenWords(i18n, props.device.addedAtMs, now()),
      })}
    </Banner>
  );
};
