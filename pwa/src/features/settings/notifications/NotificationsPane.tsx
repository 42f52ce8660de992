/** How somebody is told: on this device, when never, what passes all the same, who answers while she is off duty, and whether it works. */
import { createNotificationSettings } from '../../../app/alerts.ts';
import { createPermission, createPush } from '../../../app/notifications/push-here.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { SettingPane } from '../SettingPane.tsx';
import { DeviceSection } from './DeviceSection.tsx';
import './notifications.css';
import { OffDutySection } from './OffDutySection.tsx';
import { QuietSection } from './QuietSection.tsx';
import { ReminderSection } from './ReminderSection.tsx';
import { SelfTest } from './SelfTest.tsx';
import { UrgentSection } from './UrgentSection.tsx';
import { useChange } from './use-change.ts';

export const NotificationsPane = () => {
  const { t } = useI18n();
  const settings = createNotificationSettings();
  const push = createPush();
  const permission = createPermission();
  const change = useChange();
  return (
    <SettingPane title={t('notify.title')}>
      <DeviceSection settings={settings()} push={push()} permission={permission} change={change} />
      <SelfTest push={push()} permission={permission} />
      <QuietSection settings={settings()} change={change} />
      <ReminderSection />
      <UrgentSection settings={settings()} change={change} />
      <OffDutySection settings={settings()} change={change} />
    </SettingPane>
  );
};
