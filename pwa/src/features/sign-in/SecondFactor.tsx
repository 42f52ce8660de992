/** After the right password, where a second factor is on (AUTH-12): six digits of the app, or one of the reserve codes. */
import { createSignal, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { OneTimeField } from '../../app/OneTimeField.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { CodeField } from '../../ui/CodeField.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

interface SecondFactorProps {
  /** This browser may be trusted: it is not a shared one. */
  readonly offersTrust: boolean;
  /** Back to the password, with words when it must be given again. */
  readonly onBack: (words?: () => string) => void;
}

export const SecondFactor = (props: SecondFactorProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const [kind, setKind] = createSignal<'app' | 'reserve'>('app');
  const [code, setCode] = createSignal('');
  const [trust, setTrust] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<() => string>();
  useTitle(() => t('factor.ask.title'));

  const choose = (next: 'app' | 'reserve') => {
    setCode('');
    setFailure(undefined);
    setKind(next);
  };
  const submit = async () => {
    setBusy(true);
    setFailure(undefined);
    const done = await api.confirmSecondFactor(code(), props.offersTrust && trust());
    setBusy(false);
    if (done.ok) return;
    const { error } = done;
    const words = () => failureWords(i18n, error);
    if (error.type === 'refused' && error.code === 'auth/code-expired') return props.onBack(words);
    setCode('');
    setFailure(() => words);
  };

  return (
    <>
      <Show when={kind()} keyed>
        {(shown) => (
          <div>
            <h1 ref={focusOnMount}>{t(shown === 'app' ? 'factor.ask.title' : 'factor.ask.reserve.title')}</h1>
            <p class="lead">{t(shown === 'app' ? 'factor.ask.lead' : 'factor.ask.reserve.lead')}</p>
          </div>
        )}
      </Show>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy()) void submit();
        }}
      >
        <Show
          when={kind() === 'app'}
          fallback={<CodeField label={t('factor.ask.reserve')} required maxlength={20} value={code()} onValue={setCode} />}
        >
          <OneTimeField label={t('factor.code')} value={code()} onValue={setCode} />
        </Show>
        <Show when={props.offersTrust}>
          <label class="check">
            <input class="tick" type="checkbox" checked={trust()} onChange={(event) => setTrust(event.currentTarget.checked)} />
            <span>
              {t('factor.ask.trust')}
              <small class="hint">{t('factor.ask.trust.hint')}</small>
            </span>
          </label>
        </Show>
        <Failure words={failure()?.()} />
        <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
          {t('factor.ask.submit')}
        </Button>
        <Button kind="line" size="lg" wide onClick={() => choose(kind() === 'app' ? 'reserve' : 'app')}>
          {t(kind() === 'app' ? 'factor.ask.use-reserve' : 'factor.ask.use-app')}
        </Button>
      </form>
      <Show when={kind() === 'reserve'}>
        <p class="hint centred">{t('factor.ask.lost')}</p>
      </Show>
      <Button kind="quiet" wide onClick={() => props.onBack()}>
        {t('factor.ask.back')}
      </Button>
    </>
  );
};
