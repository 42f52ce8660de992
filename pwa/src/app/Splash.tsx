/** First paint, before the engine has answered: usually gone before it is noticed, in words when it is not. */
import { useI18n } from '../i18n/use-i18n.ts';
import { MarkGlyph } from '../ui/glyphs.tsx';

export const Splash = () => {
  const { t } = useI18n();
  return <PlainSplash words={t('common.loading')} />;
};

/** Before any dictionary is there. */
export const PlainSplash = (props: { readonly words: string }) => (
  <main class="splash" aria-busy="true">
    <MarkGlyph />
    <p role="status">{props.words}</p>
  </main>
);
