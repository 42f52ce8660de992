/** Phrases that fit the "/" that is being typed. The text field keeps the focus and says which one is marked. */
import type { PhraseRow } from '@sanad/model/engine/api';
import { For } from 'solid-js';
import { PhraseWords } from '../../app/phrases/PhraseWords.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';

interface PhrasePickerProps {
  readonly id: string;
  readonly choices: readonly PhraseRow[];
  readonly marked: number;
  readonly onChoose: (phrase: PhraseRow) => void;
}

export const PhrasePicker = (props: PhrasePickerProps) => {
  const { t, n } = useI18n();
  return (
    <div class="mentions">
      <p class="sr" role="status">
        {n('phrase.found', props.choices.length)}
      </p>
      <div role="listbox" id={props.id} aria-label={t('phrase.title')}>
        <For each={props.choices}>
          {(phrase, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the text field, which keeps the focus
            // biome-ignore lint/a11y/useFocusableInteractive: the field points at it with aria-activedescendant
            <div
              role="option"
              id={`${props.id}-${at()}`}
              class="mention-row phrase-row"
              aria-selected={at() === props.marked}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => props.onChoose(phrase)}
            >
              <PhraseWords of={phrase} />
            </div>
          )}
        </For>
      </div>
    </div>
  );
};
