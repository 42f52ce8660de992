/** A secret goes into an authenticator app, by camera or by hand; it counts once a first code came back (AUTH-12). */
import type { NewSecondFactor } from '@sanad/model/engine/api';
import Copy from 'lucide-solid/icons/copy';
import { createSignal, For } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { OneTimeField } from '../../../app/OneTimeField.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { focusOnMount } from '../../../ui/focus-on-mount.ts';
import { QrCode } from '../../../ui/QrCode.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import type { Proof } from './create-proof.ts';

interface FactorSetupProps {
  readonly begun: NewSecondFactor;
  readonly proof: Proof;
  readonly onDone: (reserveCodes: readonly string[]) => void;
}

export const FactorSetup = (props: FactorSetupProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const [code, setCode] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const groups = () => props.begun.secret.match(/.{1,4}/g) ?? [];
  const copy = async () => {
    await navigator.clipboard.writeText(props.begun.secret);
    toaster.show({ text: t('factor.setup.copied') });
  };
  const confirm = async () => {
    setBusy(true);
    setFailure(undefined);
    const done = await props.proof.run(() => api.turnOnSecondFactor(code()));
    setBusy(false);
    if (done?.ok) {
      toaster.show({ text: t('factor.done') });
      props.onDone(done.value);
    } else if (done !== undefined) {
      setCode('');
      setFailure(failureWords(i18n, done.error));
    }
  };
  return (
    <ol class="link-steps">
      <li>
        <div>
          <p ref={focusOnMount}>{t('factor.setup.scan')}</p>
          <div class="link-qr">
            <QrCode text={props.begun.uri} label={t('factor.setup.qr')} />
          </div>
          <p class="hint only-phone">
            {t('factor.setup.same-phone')}{' '}
            <a class="link" href={props.begun.uri}>
              {t('factor.setup.open')}
            </a>
          </p>
          <p class="hint">{t('factor.setup.or-type')}</p>
          <ol class="key-groups" aria-label={t('factor.setup.key')}>
            <For each={groups()}>{(group) => <li>{group}</li>}</For>
          </ol>
          <Button kind="line" onClick={() => void copy()}>
            <Copy class="i" />
            {t('factor.setup.copy')}
          </Button>
        </div>
      </li>
      <li>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy()) void confirm();
          }}
        >
          <p>{t('factor.setup.first')}</p>
          <OneTimeField label={t('factor.code')} value={code()} onValue={setCode} />
          <Failure words={failure()} />
          <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
            {t('factor.setup.submit')}
          </Button>
        </form>
      </li>
    </ol>
  );
};
