/** The account as a whole (ACCOUNT-1 … ACCOUNT-4): where it is signed in, what the server holds of it, and its end. */
import CloudOff from 'lucide-solid/icons/cloud-off';
import { Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { SettingPane } from '../SettingPane.tsx';
import { EraseSection } from './EraseSection.tsx';
import { ExportSection } from './ExportSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';

export const AccountPane = () => {
  const { t } = useI18n();
  const { sync } = useEngine();
  return (
    <SettingPane title={t('account.title')}>
      <Show when={sync().connectivity === 'offline'}>
        <Banner kind="off" role="status" icon={<CloudOff class="i" />}>
          {t('account.offline')}
        </Banner>
      </Show>
      <SessionsSection />
      <ExportSection />
      <EraseSection />
    </SettingPane>
  );
};
