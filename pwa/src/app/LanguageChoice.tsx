/** The three languages before the door, each named in itself. */
import { For } from 'solid-js';
import { LANGUAGES, languageName } from '../i18n/language.ts';
import { useI18n } from '../i18n/use-i18n.ts';

export const LanguageChoice = () => {
  const i18n = useI18n();
  return (
    <nav class="langs" aria-label={i18n.t('common.language')}>
      <For each={LANGUAGES}>
        {(language) => (
          <button
            type="button"
            lang={language}
            aria-current={language === i18n.language() ? 'true' : undefined}
            onClick={() => void i18n.setLanguage(language)}
          >
            {languageName[language]}
          </button>
        )}
      </For>
    </nav>
  );
};
