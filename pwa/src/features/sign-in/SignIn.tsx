/** The door: e-mail or staff number, and a password. */
import { A } from '@solidjs/router';
import ContactRound from 'lucide-solid/icons/contact-round';
import Lock from 'lucide-solid/icons/lock';
import Smartphone from 'lucide-solid/icons/smartphone';
import { createSignal, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { mustStandOnHomeScreen, setLooking, surroundings } from '../../app/health/home-screen.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { MarkGlyph } from '../../ui/glyphs.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';

export const SignIn = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, state } = useEngine();
  const [login, setLogin] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  /** Of a session that ran out the device is there already. */
  const isAway = () => mustStandOnHomeScreen(surroundings()) && state().phase === 'signed-out';
  useTitle(() => t('sign-in.title'));

  const submit = async () => {
    if (isBusy()) return;
    setFailure(undefined);
    setBusy(true);
    const result = await api.signIn(login().trim(), password());
    setBusy(false);
    if (!result.ok) setFailure(failureWords(i18n, result.error));
  };

  return (
    <div class="gate" data-split>
      <GateHead />
      <div class="gate-split">
        <main class="form stack">
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
              value={login()}
              onValue={setLogin}
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
            <Failure words={failure()} />
            <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
              {t('sign-in.submit')}
            </Button>
          </form>
          <p class="hint centred">
            {t('sign-in.no-account')}{' '}
            <A class="link" href="/sign-up">
              {t('sign-in.ask')}
            </A>
          </p>
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
