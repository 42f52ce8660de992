import SunMoon from 'lucide-solid/icons/sun-moon';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export const NoSetting = () => {
  const { t } = useI18n();
  useTitle(() => t('nav.settings'));
  return (
    <div class="pane main">
      <EmptyState icon={<SunMoon class="i" />} title={t('settings.pick.title')} text={t('settings.pick.text')} />
    </div>
  );
};
