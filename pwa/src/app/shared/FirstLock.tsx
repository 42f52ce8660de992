/** SHARED-1: on a shared computer a profile is locked from its first minute: she chooses the PIN that opens it here. */
import { maxPinDigits, minPinDigits, secretFault } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { useEngine } from '../engine-client.ts';
import { GateHead } from '../GateHead.tsx';
import { LeaveButton } from '../LeaveButton.tsx';
import { useTitle } from '../title.ts';
import { SecretField } from './SecretField.tsx';
import './shared.css';

export const FirstLock = () => {
  const { t } = useI18n();
  const { api } = useEngine();
  const [pin, setPin] = createSignal('');
  const [again, setAgain] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  useTitle(() => t('shared.first.title'));
  const digits = { min: minPinDigits, max: maxPinDigits };

  const set = async () => {
    if (isBusy()) return;
    const fault = secretFault('pin', pin());
    if (fault !== undefined) return void setFailure(t(`shared.first.${fault}`, digits));
    if (pin() !== again()) return void setFailure(t('shared.first.differ'));
    setFailure(undefined);
    setBusy(true);
    const result = await api.setLock({ type: 'secret', kind: 'pin', secret: pin() });
    setBusy(false);
    if (!result.ok) setFailure(t('shared.first.failed'));
  };

  return (
    <div class="gate" data-card>
      <GateHead end={<LeaveButton kind="quiet">{t('sign-out.submit')}</LeaveButton>} />
      <main class="gate-body" data-top>
        <div>
          <h1 ref={focusOnMount}>{t('shared.first.title')}</h1>
          <p class="lead">{t('shared.first.lead')}</p>
        </div>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void set();
          }}
        >
          <SecretField label={t('shared.secret.pin')} hint={t('shared.first.hint', digits)} value={pin()} onValue={setPin} />
          <SecretField label={t('shared.first.again')} value={again()} onValue={setAgain} />
          <Failure words={failure()} />
          <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
            {t('shared.first.submit')}
          </Button>
        </form>
      </main>
    </div>
  );
};
