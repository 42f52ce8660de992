/** My phrases; those of groups are changed by their administrators, in the group. */
import Quote from 'lucide-solid/icons/quote';
import { createMemo, Show } from 'solid-js';
import { createPhrases } from '../../app/engine-client.ts';
import { PhraseEditor } from '../../app/phrases/PhraseEditor.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SettingPane } from './SettingPane.tsx';

export const PhrasesPane = () => {
  const { t } = useI18n();
  const phrases = createPhrases();
  const own = createMemo(() => phrases()?.filter(({ group }) => group === undefined));
  return (
    <SettingPane title={t('phrase.mine')}>
      <Show when={own()}>
        {(mine) => (
          <>
            <PhraseEditor
              phrases={mine()}
              empty={<EmptyState icon={<Quote class="i" />} title={t('phrase.empty.title')} text={t('phrase.empty.text')} />}
            />
            <p class="hint only-wide">{t('phrase.slash')}</p>
          </>
        )}
      </Show>
    </SettingPane>
  );
};
