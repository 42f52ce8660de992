/** What a message answers; pressing it goes there. */

import type { Quote } from '@sanad/model/engine/api';
import { Show } from 'solid-js';
import { lineOf } from '../../app/files/file-words.ts';
import { PriorityGlyph } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useThreadDoor } from './thread-door.ts';

export const QuoteBox = (props: { readonly quote: Quote }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const door = useThreadDoor();
  return (
    <button type="button" class="quote" title={t('msg.quote-go')} onClick={() => door.jump(props.quote.id, props.quote.sentAtMs)}>
      <Show when={props.quote.found} fallback={<span class="quote-older">{t('msg.quote-older')}</span>}>
        {(found) => (
          <>
            <b>
              {found().priority === 'normal' || found().recalled ? undefined : (
                <PriorityGlyph of={found().priority} label={t(`priority.${found().priority}`)} />
              )}
              <bdi>{found().author === door.me() ? t('common.you') : door.name(found().author)}</bdi>
            </b>
            <span dir="auto">{found().recalled ? t('msg.quote-recalled') : lineOf(i18n, found())}</span>
          </>
        )}
      </Show>
    </button>
  );
};
