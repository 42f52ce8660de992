/** Phrases that fit the "/" that is being typed. */
import type { PhraseRow } from '@sanad/model/engine/api';
import { PhraseWords } from '../../app/phrases/PhraseWords.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { ChoiceList } from './ChoiceList.tsx';

interface PhrasePickerProps {
  readonly id: string;
  readonly choices: readonly PhraseRow[];
  readonly marked: number;
  readonly onChoose: (phrase: PhraseRow) => void;
}

export const PhrasePicker = (props: PhrasePickerProps) => {
  const { t, n } = useI18n();
  return (
    <ChoiceList
      id={props.id}
      label={t('phrase.title')}
      found={n('phrase.found', props.choices.length)}
      choices={props.choices}
      marked={props.marked}
      onChoose={props.onChoose}
      rowClass="phrase-row"
    >
      {(phrase) => <PhraseWords of={phrase} />}
    </ChoiceList>
  );
};
