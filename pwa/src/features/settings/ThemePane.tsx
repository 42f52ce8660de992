import { setTheme, theme } from '../../app/preferences.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Choices } from '../../ui/Choices.tsx';
import { SettingPane } from './SettingPane.tsx';

export const ThemePane = () => {
  const { t } = useI18n();
  return (
    <SettingPane title={t('settings.theme')}>
      <Choices
        label={t('settings.theme')}
        value={theme()}
        options={[
          { value: 'auto', label: t('settings.theme.auto'), hint: t('settings.theme.auto.hint') },
          { value: 'light', label: t('settings.theme.light') },
          { value: 'dark', label: t('settings.theme.dark') },
          { value: 'veille', label: t('settings.theme.veille'), hint: t('settings.theme.veille.hint') },
        ]}
        onChange={setTheme}
      />
    </SettingPane>
  );
};
