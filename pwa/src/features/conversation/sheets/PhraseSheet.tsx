/** All phrases, searched and chosen with a finger: what is chosen goes into the message, never out of the door. */
import type { PhraseRow } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import Quote from 'lucide-solid/icons/quote';
import Settings from 'lucide-solid/icons/settings-2';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { findPhrases, orderPhrases } from '../../../app/phrases/order-phrases.ts';
import { PhraseWords } from '../../../app/phrases/PhraseWords.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

interface PhraseSheetProps {
  readonly phrases: readonly PhraseRow[];
  readonly onChoose: (phrase: PhraseRow) => void;
  readonly onClose: () => void;
}

export const PhraseSheet = (props: PhraseSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const [typed, setTyped] = createSignal('');
  const shown = createMemo(() => orderPhrases(findPhrases(props.phrases, typed()), 'use', i18n.language()));
  return (
    <Sheet title={t('phrase.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Show
        when={props.phrases.length > 0}
        fallback={<EmptyState icon={<Quote class="i" />} title={t('phrase.empty.title')} text={t('phrase.empty.text')} />}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const [first] = shown();
            if (first !== undefined) props.onChoose(first);
          }}
        >
          <SearchBox label={t('phrase.search')} value={typed()} onValue={setTyped} />
        </form>
        <Show when={shown().length > 0} fallback={<p class="hint">{t('phrase.none')}</p>}>
          <ul class="card rows">
            <For each={shown()}>
              {(phrase) => (
                <li>
                  <button type="button" class="row phrase-row" onClick={() => props.onChoose(phrase)}>
                    <PhraseWords of={phrase} />
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <p class="hint only-wide">{t('phrase.slash')}</p>
      </Show>
      <div class="card rows">
        <A class="row" href="/settings/phrases">
          <Settings class="i" />
          <span class="txt">{t('phrase.manage')}</span>
          <ChevronRight class="i chev flip" />
        </A>
      </div>
    </Sheet>
  );
};
