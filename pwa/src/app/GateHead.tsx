/** Head of the screens before the conversations: the brand and the three languages, each named in itself. */
import { For, type JSX, Show } from 'solid-js';
import { LANGUAGES, languageName } from '../i18n/language.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { MarkGlyph } from '../ui/glyphs.tsx';

interface GateHeadProps {
  /** In place of the languages. */
  readonly end?: JSX.Element;
}

export const GateHead = (props: GateHeadProps) => {
  const i18n = useI18n();
  return (
    <header class="gate-head">
      <span class="brand">
        <MarkGlyph />
        SANAD
      </span>
      <Show when={props.end === undefined} fallback={props.end}>
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
      </Show>
    </header>
  );
};
