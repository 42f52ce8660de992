import { LANGUAGES, languageName } from '../../i18n/language.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Choices } from '../../ui/Choices.tsx';
import { SettingPane } from './SettingPane.tsx';

export const LanguagePane = () => {
  const i18n = useI18n();
  return (
    <SettingPane title={i18n.t('settings.language')}>
      <Choices
        label={i18n.t('settings.language')}
        value={i18n.language()}
        options={LANGUAGES.map((language) => ({ value: language, label: languageName[language], lang: language }))}
        onChange={(language) => void i18n.setLanguage(language)}
      />
    </SettingPane>
  );
};
