/** The end of the second factor (AUTH-15): a proof and a code, because somebody else may sit before an open session. */
import { createSignal } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { CodeField } from '../../../ui/CodeField.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import type { Proof } from './create-proof.ts';

interface TurnOffSheetProps {
  readonly proof: Proof;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const TurnOffSheet = (props: TurnOffSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const [code, setCode] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const turnOff = async () => {
    setBusy(true);
    setFailure(undefined);
    const done = await props.proof.run(() => api.turnOffSecondFactor(code()));
    setBusy(false);
    if (done?.ok) {
      toaster.show({ text: t('factor.turned-off') });
      props.onDone();
    } else if (done !== undefined) setFailure(failureWords(i18n, done.error));
  };
  return (
    <Sheet
      title={t('factor.turn-off.title')}
      closeLabel={t('common.close')}
      open={!props.proof.isAsked()}
      onClose={props.onClose}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy()) void turnOff();
        }}
      >
        <p>{t('factor.turn-off.what')}</p>
        <CodeField label={t('factor.turn-off.code')} required maxlength={20} value={code()} onValue={setCode} />
        <Failure words={failure()} />
        <div class="btns" data-fill>
          <Button kind="line" size="lg" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="danger" size="lg" type="submit" busy={isBusy()}>
            {t('factor.turn-off')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
};
