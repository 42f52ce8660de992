/** Somebody forgot her password (ACCOUNT-5): a link by e-mail where the hospital sends any, and who to ask where it does not. */
import Mail from 'lucide-solid/icons/mail';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { createSignal, Match, Switch } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { TextField } from '../../ui/TextField.tsx';

interface ForgottenSheetProps {
  readonly login: string;
  readonly onClose: () => void;
}

export const ForgottenSheet = (props: ForgottenSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const [login, setLogin] = createSignal(props.login);
  const [answer, setAnswer] = createSignal<'sent' | 'no-mail'>();
  const [failure, setFailure] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const ask = async () => {
    if (isBusy() || login().trim() === '') return;
    setFailure(undefined);
    setBusy(true);
    const asked = await api.forgotPassword(login().trim());
    setBusy(false);
    if (asked.ok) setAnswer('sent');
    else if (asked.error.type === 'refused' && asked.error.code === 'account/no-mail') setAnswer('no-mail');
    else setFailure(failureWords(i18n, asked.error));
  };
  return (
    <Sheet title={t('forgotten.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Switch
        fallback={
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              void ask();
            }}
          >
            <p>{t('forgotten.text')}</p>
            <TextField
              label={t('sign-in.login')}
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              required
              maxlength={254}
              dir="ltr"
              value={login()}
              onValue={setLogin}
            />
            <Failure words={failure()} />
            <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
              {t('forgotten.submit')}
            </Button>
          </form>
        }
      >
        <Match when={answer() === 'sent'}>
          <Banner kind="ok" role="status" icon={<Mail class="i" />}>
            {t('forgotten.sent')}
          </Banner>
        </Match>
        <Match when={answer() === 'no-mail'}>
          <Banner role="status" icon={<UserRoundCheck class="i" />}>
            {t('forgotten.no-mail')}
          </Banner>
        </Match>
      </Switch>
      <p class="hint">{t('forgotten.keys')}</p>
    </Sheet>
  );
};
