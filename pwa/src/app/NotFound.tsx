import { A } from '@solidjs/router';
import { useI18n } from '../i18n/use-i18n.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { MarkGlyph } from '../ui/glyphs.tsx';
import { useTitle } from './title.ts';

export const NotFound = () => {
  const { t } = useI18n();
  useTitle(() => t('missing.title'));
  return (
    <div class="pane main">
      <EmptyState icon={<MarkGlyph />} title={t('missing.title')} isPage text={t('missing.text')}>
        <A class="btn" data-kind="line" href="/">
          {t('missing.home')}
        </A>
      </EmptyState>
    </div>
  );
};
