/** Is it really her? (AUTH-15): the password, or a passkey that is here. */
import type { CommandError } from '@sanad/model/engine/api';
import type { Result } from '@sanad/model/result';
import Fingerprint from 'lucide-solid/icons/fingerprint-pattern';
import { createSignal, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { answerWithPasskey, hasPasskeys } from '../../../app/passkeys.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { PasswordField } from '../../../ui/PasswordField.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

interface ProofSheetProps {
  /** She has one that could answer. */
  readonly hasPasskey: boolean;
  readonly onSettled: (isProven: boolean) => void;
}

export const ProofSheet = (props: ProofSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const [password, setPassword] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();

  const settle = (proven: Result<void, CommandError>) => {
    setBusy(false);
    if (proven.ok) props.onSettled(true);
    else setFailure(failureWords(i18n, proven.error));
  };
  const byPassword = async () => {
    setBusy(true);
    setFailure(undefined);
    settle(await api.provePassword(password()));
  };
  const byPasskey = async () => {
    setBusy(true);
    setFailure(undefined);
    const asked = await api.beginPasskeyProof();
    if (!asked.ok) return settle(asked);
    const answer = await answerWithPasskey(asked.value);
    if (answer.ok) return settle(await api.provePasskey(answer.value));
    setBusy(false);
    setFailure(t(`passkey.fault.${answer.error.type}`));
  };

  return (
    <Sheet title={t('proof.title')} closeLabel={t('common.close')} open onClose={() => props.onSettled(false)}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy()) void byPassword();
        }}
      >
        <p>{t('proof.lead')}</p>
        <PasswordField
          label={t('password.current')}
          showLabel={t('sign-in.show-password')}
          hideLabel={t('sign-in.hide-password')}
          autocomplete="current-password"
          value={password()}
          onValue={setPassword}
        />
        <Failure words={failure()} />
        <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
          {t('proof.submit')}
        </Button>
        <Show when={props.hasPasskey && hasPasskeys()}>
          <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void byPasskey()}>
            <Fingerprint class="i" />
            {t('passkey.use')}
          </Button>
        </Show>
      </form>
    </Sheet>
  );
};
