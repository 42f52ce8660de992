/** The end of a device: what happens, and what it cannot undo, before it is done. */
import type { DeviceRow } from '@sanad/model/engine/api';
import CloudOff from 'lucide-solid/icons/cloud-off';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { ConfirmSheet } from '../ConfirmSheet.tsx';
import { createDecision } from '../create-decision.ts';
import { useEngine } from '../engine-client.ts';
import { deviceName } from './device-words.ts';
import './devices.css';

interface RevokeSheetProps {
  readonly device: DeviceRow;
  readonly onClose: () => void;
}

export const RevokeSheet = (props: RevokeSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const isOffline = () => sync().connectivity === 'offline';
  const decision = createDecision({
    send: () => api.revokeDevice(props.device.id),
    said: () => t('devices.removed'),
    onDone: () => props.onClose(),
  });
  return (
    <ConfirmSheet
      title={t('devices.remove.title', { label: deviceName(i18n, props.device.label) })}
      decision={decision}
      submit={t('devices.remove.submit')}
      isBlocked={isOffline()}
      onClose={props.onClose}
    >
      <ul class="consequences">
        <li>{t('devices.remove.cut')}</li>
        <li>{t('devices.remove.empties')}</li>
        <li>{t('devices.remove.keys')}</li>
        <li>{t('devices.remove.known')}</li>
      </ul>
      <Show when={props.device.isNew}>
        <Banner kind="medium" icon={<TriangleAlert class="i" />}>
          {t('devices.remove.stranger')}
        </Banner>
      </Show>
      <Show when={isOffline()}>
        <Banner kind="off" role="status" icon={<CloudOff class="i" />}>
          {t('devices.remove.offline')}
        </Banner>
      </Show>
    </ConfirmSheet>
  );
};
