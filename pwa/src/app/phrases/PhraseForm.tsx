/** One phrase that is written or changed. */
import { maxPhraseCharacters } from '@sanad/model/engine/api';
import type { PhraseId, SpaceId } from '@sanad/model/ids';
import { createSignal, onMount } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { createDecision } from '../create-decision.ts';
import { useEngine } from '../engine-client.ts';

interface PhraseFormProps {
  /** Undefined: a new one. */
  readonly id?: PhraseId | undefined;
  readonly text: string;
  readonly group: SpaceId | undefined;
  readonly onClose: () => void;
}

export const PhraseForm = (props: PhraseFormProps) => {
  const { t } = useI18n();
  const { api, sync } = useEngine();
  const [text, setText] = createSignal(props.text);
  let form: HTMLFormElement | undefined;
  onMount(() => form?.querySelector('textarea')?.focus());
  const isEmpty = () => text().trim() === '';
  const decision = createDecision({
    send: () => {
      const { id, group } = props;
      return api.savePhrase({ text: text(), ...(id === undefined ? {} : { id }), ...(group === undefined ? {} : { group }) });
    },
    said: () => t(sync().connectivity === 'online' ? 'phrase.saved' : 'phrase.saved-offline'),
    onDone: () => props.onClose(),
  });
  return (
    <form
      class="stack phrase-form"
      ref={(made) => {
        form = made;
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty() && !decision.isBusy()) decision.decide();
      }}
    >
      <TextArea
        label={t('phrase.text')}
        hint={t('phrase.text.hint')}
        maxlength={maxPhraseCharacters}
        value={text()}
        onValue={setText}
      />
      <Failure words={decision.failure()} />
      <div class="btns">
        <Button kind="primary" type="submit" disabled={isEmpty()} busy={decision.isBusy()}>
          {t('common.save')}
        </Button>
        <Button kind="line" onClick={() => props.onClose()}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
};
