/** Where the link of an administrator leads (ADMIN-5): a new password, and then the door. It opens no key, which is said. */
import { passwordBounds } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import CircleCheck from 'lucide-solid/icons/circle-check';
import { createSignal, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { forgetPasswordToken, takePasswordToken } from '../../app/link-token.ts';
import { createDoorRules } from '../../app/shared/door-rules.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';

export const NewPassword = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  /** POLICY-7. */
  const doorRules = createDoorRules();
  const token = takePasswordToken();
  const [password, setPassword] = createSignal('');
  const [fault, setFault] = createSignal<string>();
  const [failure, setFailure] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const [isDone, setDone] = createSignal(false);
  useTitle(() => t('new-password.title'));

  const submit = async () => {
    setFault(undefined);
    setFailure(undefined);
    setBusy(true);
    const set = await api.setPasswordByLink(token ?? '', password());
    setBusy(false);
    if (set.ok) {
      forgetPasswordToken();
      setDone(true);
      return;
    }
    const code = set.error.type === 'refused' ? set.error.code : undefined;
    // What is no token at all is malformed to the server: to people it is a link that is none any more.
    if (code === 'account/password-weak' || code === 'request/malformed')
      setFault(t(token === undefined ? 'failure.first-admin-link' : 'failure.password-weak'));
    else setFailure(failureWords(i18n, set.error));
  };
  return (
    <div class="gate">
      <GateHead />
      <main class="gate-body" data-top>
        <Show
          when={!isDone()}
          fallback={
            <EmptyState icon={<CircleCheck class="i" />} title={t('new-password.done')} text={t('new-password.done.text')}>
              <A class="btn" data-kind="primary" href="/sign-in">
                {t('sign-in.title')}
              </A>
            </EmptyState>
          }
        >
          <div>
            <h1 ref={focusOnMount}>{t('new-password.title')}</h1>
            <p class="lead">{t('new-password.lead')}</p>
          </div>
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (!isBusy()) void submit();
            }}
          >
            <PasswordField
              label={t('password.next')}
              hint={n('password.next.hint', doorRules()?.minPasswordCharacters ?? passwordBounds.usual)}
              error={fault()}
              showLabel={t('sign-in.show-password')}
              hideLabel={t('sign-in.hide-password')}
              autocomplete="new-password"
              value={password()}
              onValue={setPassword}
            />
            <Failure words={failure()} />
            <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
              {t('new-password.save')}
            </Button>
          </form>
        </Show>
      </main>
    </div>
  );
};
