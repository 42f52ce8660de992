/** The door: e-mail or staff number and a password, or a passkey; a code where a second factor is on (AUTH-12, AUTH-16). */
import { A } from '@solidjs/router';
import ContactRound from 'lucide-solid/icons/contact-round';
import Fingerprint from 'lucide-solid/icons/fingerprint-pattern';
import Lock from 'lucide-solid/icons/lock';
import Smartphone from 'lucide-solid/icons/smartphone';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { mustStandOnHomeScreen, setLooking, surroundings } from '../../app/health/home-screen.ts';
import { answerWithPasskey, hasPasskeys } from '../../app/passkeys.ts';
import { ComputerChoice } from '../../app/shared/ComputerChoice.tsx';
import { createDoor } from '../../app/shared/create-door.ts';
import { createDoorRules } from '../../app/shared/door-rules.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { MarkGlyph } from '../../ui/glyphs.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { SecondFactor } from './SecondFactor.tsx';

const ForgottenSheet = lazy(async () => ({ default: (await import('./ForgottenSheet.tsx')).ForgottenSheet }));

export const SignIn = () => {
  const { t } = useI18n();
  const engine = useEngine();
  const [login, setLogin] = createSignal('');
  const [isAsked, setAsked] = createSignal(false);
  const [failure, setFailure] = createSignal<Words>();
  const backToPassword = (words?: Words) => {
    setFailure(() => words);
    setAsked(false);
  };
  return (
    <div class="gate" data-split>
      <GateHead />
      <div class="gate-split">
        <main class="form stack">
          <Show
            when={isAsked()}
            fallback={<Password login={login()} onLogin={setLogin} failure={failure()} onSecondFactor={() => setAsked(true)} />}
          >
            <SecondFactor offersTrust={engine.opened().computer === undefined} onBack={backToPassword} />
          </Show>
        </main>
        <aside class="desk only-wide about">
          <MarkGlyph />
          <h2>{t('sign-in.about.title')}</h2>
          <p class="hint">{t('sign-in.about.text')}</p>
        </aside>
      </div>
      <footer class="hint assurance">
        <Lock class="i" />
        {t('common.encrypted')}
      </footer>
    </div>
  );
};

/** Said again when the language is changed, which is done on this very page. */
type Words = () => string;

interface PasswordProps {
  readonly login: string;
  readonly onLogin: (login: string) => void;
  /** Why it is asked for again. */
  readonly failure: Words | undefined;
  readonly onSecondFactor: () => void;
}

const Password = (props: PasswordProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const engine = useEngine();
  const door = createDoor();
  const doorRules = createDoorRules();
  /** Of a session that ran out the device is there already. */
  const isAway = () => mustStandOnHomeScreen(surroundings()) && engine.state().phase === 'signed-out';
  const [password, setPassword] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [isForgotten, setForgotten] = createSignal(false);
  const [failure, setFailure] = createSignal<Words | undefined>(props.failure);
  useTitle(() => t('sign-in.title'));

  const submit = async () => {
    if (isBusy()) return;
    setFailure(undefined);
    setBusy(true);
    door.enter();
    const result = await engine.api.signIn(props.login.trim(), password());
    setBusy(false);
    if (!result.ok) {
      const { error } = result;
      setFailure(() => () => failureWords(i18n, error));
    } else if (result.value === 'second-factor') props.onSecondFactor();
  };
  const byPasskey = async () => {
    if (isBusy()) return;
    setFailure(undefined);
    setBusy(true);
    const why = await whyNoPasskey();
    setFailure(() => why);
    setBusy(false);
  };
  const whyNoPasskey = async (): Promise<Words | undefined> => {
    door.enter();
    const asked = await engine.api.beginPasskeySignIn();
    if (!asked.ok) {
      const { error } = asked;
      const isElsewhere = error.type === 'refused' && error.code === 'request/not-found';
      return () => (isElsewhere ? t('passkey.fault.not-here') : failureWords(i18n, error));
    }
    const answer = await answerWithPasskey(asked.value);
    if (!answer.ok) {
      const { type } = answer.error;
      return () => t(`passkey.fault.${type}`);
    }
    const done = await engine.api.signInWithPasskey(answer.value);
    if (done.ok) return undefined;
    const { error } = done;
    return () => failureWords(i18n, error);
  };

  return (
    <>
      <div>
        <h1 ref={focusOnMount}>{t('sign-in.hello')}</h1>
        <p class="lead">{t('sign-in.lead')}</p>
      </div>
      <Show when={isAway()}>
        <Banner
          kind="medium"
          icon={<Smartphone class="i" />}
          action={
            <Button kind="line" onClick={() => setLooking(false)}>
              {t('home.door.how')}
            </Button>
          }
        >
          {t('home.door')}
        </Banner>
      </Show>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label={t('sign-in.login')}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          maxlength={254}
          dir="ltr"
          value={props.login}
          onValue={props.onLogin}
          icon={<ContactRound class="i" />}
        />
        <PasswordField
          label={t('sign-in.password')}
          showLabel={t('sign-in.show-password')}
          hideLabel={t('sign-in.hide-password')}
          autocomplete="current-password"
          value={password()}
          onValue={setPassword}
        />
        <Show when={door.isOpen()}>
          <Show when={doorRules()?.sharedComputers !== false} fallback={<p class="hint">{t('sign-in.no-shared')}</p>}>
            <ComputerChoice value={door.computer()} onChange={door.setComputer} />
          </Show>
        </Show>
        <Failure words={failure()?.()} />
        <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
          {t('sign-in.submit')}
        </Button>
        <Show when={hasPasskeys()}>
          <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void byPasskey()}>
            <Fingerprint class="i" />
            {t('passkey.use')}
          </Button>
        </Show>
      </form>
      <Button kind="quiet" aria-haspopup="dialog" onClick={() => setForgotten(true)}>
        {t('forgotten.open')}
      </Button>
      <p class="hint centred">
        {t('sign-in.no-account')}{' '}
        <A class="link" href="/sign-up">
          {t('sign-in.ask')}
        </A>
      </p>
      <Show when={isForgotten()}>
        <Suspense>
          <ForgottenSheet login={props.login} onClose={() => setForgotten(false)} />
        </Suspense>
      </Show>
    </>
  );
};
