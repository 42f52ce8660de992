/** Whether calls pass from here, with advice (CHECK-1, CHECK-2), and whether microphone, camera and loudspeaker work (CHECK-4). */
import { useI18n } from '../../../i18n/use-i18n.ts';
import { SettingPane } from '../SettingPane.tsx';
import { DeviceSection } from './DeviceSection.tsx';
import { LineSection } from './LineSection.tsx';
import './network.css';

export const NetworkPane = () => {
  const { t } = useI18n();
  return (
    <SettingPane title={t('network.title')}>
      <LineSection />
      <DeviceSection />
    </SettingPane>
  );
};
