/** Another name for a passkey, and the end of one. Either may ask for a proof first; that sheet then stands above this one. */
import type { CommandError, PasskeyEntry } from '@sanad/model/engine/api';
import type { Result } from '@sanad/model/result';
import { createSignal } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import type { Proof } from './create-proof.ts';

interface PasskeySheetProps {
  readonly passkey: PasskeyEntry;
  readonly proof: Proof;
  readonly onChange: () => void;
  readonly onClose: () => void;
}

/** Sends a change of a factor: busy meanwhile, words when it failed, a toast when it is done. */
function createChange(props: Pick<PasskeySheetProps, 'proof' | 'onChange' | 'onClose'>) {
  const i18n = useI18n();
  const toaster = useToaster();
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const change = async (send: () => Promise<Result<void, CommandError>>, said: string) => {
    setBusy(true);
    setFailure(undefined);
    const done = await props.proof.run(send);
    setBusy(false);
    if (done === undefined) return;
    if (!done.ok) {
      setFailure(failureWords(i18n, done.error));
      return;
    }
    toaster.show({ text: said });
    props.onChange();
    props.onClose();
  };
  return { isBusy, failure, change: (send: () => Promise<Result<void, CommandError>>, said: string) => void change(send, said) };
}

export const RenamePasskeySheet = (props: PasskeySheetProps) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const [name, setName] = createSignal(props.passkey.name);
  const { isBusy, failure, change } = createChange(props);
  return (
    <Sheet title={t('passkey.rename.title')} closeLabel={t('common.close')} open={!props.proof.isAsked()} onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy() && name().trim() !== '')
            change(() => api.renamePasskey(props.passkey.id, name().trim()), t('passkey.renamed'));
        }}
      >
        <TextField
          label={t('passkey.rename.label')}
          hint={t('passkey.rename.hint')}
          required
          maxlength={60}
          dir="auto"
          autocomplete="off"
          value={name()}
          onValue={setName}
        />
        <Failure words={failure()} />
        <div class="btns" data-fill>
          <Button kind="line" size="lg" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" size="lg" type="submit" busy={isBusy()}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
};

export const RemovePasskeySheet = (props: PasskeySheetProps) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const { isBusy, failure, change } = createChange(props);
  return (
    <Sheet
      title={t('passkey.remove.title', { label: props.passkey.name || t('passkey.unnamed') })}
      closeLabel={t('common.close')}
      open={!props.proof.isAsked()}
      onClose={props.onClose}
    >
      <ul class="consequences">
        <li>{t('passkey.remove.what')}</li>
        <li>{t('passkey.remove.there')}</li>
      </ul>
      <Failure words={failure()} />
      <div class="btns" data-fill>
        <Button kind="line" size="lg" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          kind="danger"
          size="lg"
          busy={isBusy()}
          onClick={() => change(() => api.removePasskey(props.passkey.id), t('passkey.removed'))}
        >
          {t('passkey.remove.submit')}
        </Button>
      </div>
    </Sheet>
  );
};
