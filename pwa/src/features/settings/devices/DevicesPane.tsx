/** What can read my messages: named, announced, ended (CHAIN-9, CHAIN-10); and the way to a further one. */
import type { DeviceRow } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import CloudOff from 'lucide-solid/icons/cloud-off';
import Info from 'lucide-solid/icons/info';
import Monitor from 'lucide-solid/icons/monitor';
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone';
import Pencil from 'lucide-solid/icons/pencil';
import Plus from 'lucide-solid/icons/plus';
import Smartphone from 'lucide-solid/icons/smartphone';
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import { deviceKind, deviceName, seenWords, whenWords } from '../../../app/devices/device-words.ts';
import '../../../app/devices/devices.css';
import { LostDeviceNotice } from '../../../app/devices/LostDeviceNotice.tsx';
import { NewDeviceNotice } from '../../../app/devices/NewDeviceNotice.tsx';
import { RevokeSheet } from '../../../app/devices/RevokeSheet.tsx';
import { createDevices, useEngine } from '../../../app/engine-client.ts';
import { createNow } from '../../../app/now.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { SettingPane } from '../SettingPane.tsx';
import { RenameSheet } from './RenameSheet.tsx';

export const DevicesPane = () => {
  const { t } = useI18n();
  const { sync } = useEngine();
  const devices = createDevices();
  const ids = createMemo(() => (devices() ?? []).map(({ id }) => id));
  // Held here: a device that was revoked leaves the list before its keys are renewed.
  const [revoked, setRevoked] = createSignal<DeviceRow>();
  const [renamed, setRenamed] = createSignal<DeviceRow>();
  return (
    <SettingPane title={t('devices.title')}>
      <NewDeviceNotice devices={devices} />
      <LostDeviceNotice devices={devices} />
      <section class="sec">
        <h2 class="sec-head" id="devices-reading">
          {t('devices.reading')}
        </h2>
        <Show
          when={devices()}
          fallback={
            <p class="hint" role="status">
              {t('common.loading')}
            </p>
          }
        >
          <ul class="card rows" aria-labelledby="devices-reading">
            <For each={ids()}>
              {(id) => (
                <Show when={devices()?.find((device) => device.id === id)}>
                  {(device) => <DeviceItem device={device()} onRename={setRenamed} onRevoke={setRevoked} />}
                </Show>
              )}
            </For>
          </ul>
        </Show>
        <Show when={devices()?.length === 1}>
          <p class="hint">{t('devices.only-one')}</p>
        </Show>
      </section>
      <Show when={sync().connectivity === 'offline'}>
        <Banner kind="off" role="status" icon={<CloudOff class="i" />}>
          {t('devices.offline')}
        </Banner>
      </Show>
      <A class="btn" data-kind="primary" data-size="lg" data-wide="" href="/settings/devices/add">
        <Plus class="i" />
        {t('devices.add')}
      </A>
      <Banner icon={<Info class="i" />}>
        <b>{t('devices.lost.title')}</b> {t('devices.lost.here')} {t('devices.lost.code')} {t('devices.lost.tell')}
      </Banner>
      <Show when={renamed()}>{(device) => <RenameSheet device={device()} onClose={() => setRenamed(undefined)} />}</Show>
      <Show when={revoked()}>{(device) => <RevokeSheet device={device()} onClose={() => setRevoked(undefined)} />}</Show>
    </SettingPane>
  );
};

interface DeviceItemProps {
  readonly device: DeviceRow;
  readonly onRename: (device: DeviceRow) => void;
  readonly onRevoke: (device: DeviceRow) => void;
}

const DeviceItem = (props: DeviceItemProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const now = createNow();
  const name = () => deviceName(i18n, props.device.label);
  return (
    <li class="row device">
      <Switch fallback={<MonitorSmartphone class="i" />}>
        <Match when={deviceKind(props.device) === 'computer'}>
          <Monitor class="i" />
        </Match>
        <Match when={deviceKind(props.device) === 'phone'}>
          <Smartphone class="i" />
        </Match>
      </Switch>
      <span class="txt">
        <b>{name()}</b>
        <Show when={props.device.isThis || props.device.isNew || props.device.isLost || props.device.computer}>
          <span class="tags">
            <Show when={props.device.isThis}>
              <span class="tag" data-k="ok">
                {t('devices.this')}
              </span>
            </Show>
            <Show when={props.device.computer}>{(computer) => <span class="tag">{t(`shared.device.${computer()}`)}</span>}</Show>
            <Show when={props.device.isNew}>
              <span class="tag" data-k="medium">
                {t('devices.new')}
              </span>
            </Show>
            <Show when={props.device.isLost}>
              <span class="tag" data-k="medium">
                {t('lost.tag')}
              </span>
            </Show>
          </span>
        </Show>
        <small>{t('devices.added', { when: whenWords(i18n, props.device.addedAtMs, now()) })}</small>
        <Show when={!props.device.isThis}>
          <small>{seenWords(i18n, props.device.seenAtMs, now())}</small>
        </Show>
      </span>
      <span class="btns">
        <IconButton label={t('devices.rename-of', { label: name() })} onClick={() => props.onRename(props.device)}>
          <Pencil class="i" />
        </IconButton>
        <Show when={!props.device.isThis}>
          <Button kind="line" aria-label={t('devices.remove-of', { label: name() })} onClick={() => props.onRevoke(props.device)}>
            {t('devices.remove')}
          </Button>
        </Show>
      </span>
    </li>
  );
};
