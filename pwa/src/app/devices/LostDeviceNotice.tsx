/** STORE-3: this browser was another device before it lost its keys. That one is of no use any more, unless its owner knows better. */
import type { DeviceRow } from '@sanad/model/engine/api';
import Unplug from 'lucide-solid/icons/unplug';
import { type Accessor, createMemo, createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { deviceName } from './device-words.ts';
import './devices.css';
import { RevokeSheet } from './RevokeSheet.tsx';

export const LostDeviceNotice = (props: { readonly devices: Accessor<readonly DeviceRow[] | undefined> }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const lost = createMemo(() => props.devices()?.find(({ isLost }) => isLost));
  // Held here: a device that was revoked leaves the list before its keys are renewed.
  const [revoked, setRevoked] = createSignal<DeviceRow>();
  const keep = async () => {
    const result = await api.keepLostDevice();
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
  };
  return (
    <div class="new-devices" role="status">
      <Show when={lost()}>
        {(device) => (
          <Banner
            kind="medium"
            icon={<Unplug class="i" />}
            action={
              <div class="btns">
                <Button kind="line" onClick={() => setRevoked(device())}>
                  {t('lost.notice.remove')}
                </Button>
                <Button kind="line" onClick={() => void keep()}>
                  {t('lost.notice.keep')}
                </Button>
              </div>
            }
          >
            {t('lost.notice', { label: deviceName(i18n, device().label) })}
          </Banner>
        )}
      </Show>
      <Show when={revoked()}>{(device) => <RevokeSheet device={device()} onClose={() => setRevoked(undefined)} />}</Show>
    </div>
  );
};
