/** The six digits of an authenticator app (AUTH-12): turned on step by step, its reserve codes, turned off. */
import type { NewSecondFactor } from '@sanad/model/engine/api';
import CloudOff from 'lucide-solid/icons/cloud-off';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { SettingPane } from '../SettingPane.tsx';
import { createProof } from './create-proof.ts';
import { createSecurity } from './create-security.ts';
import { FactorSetup } from './FactorSetup.tsx';
import { ProofSheet } from './ProofSheet.tsx';
import { ReserveCodes } from './ReserveCodes.tsx';
import { TurnOffSheet } from './TurnOffSheet.tsx';
import './security.css';

type Step =
  | { readonly at: 'start' }
  | { readonly at: 'setup'; readonly begun: NewSecondFactor }
  /** Shown once. */
  | { readonly at: 'codes'; readonly codes: readonly string[] };

export const SecondFactorPane = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api, sync } = useEngine();
  const { security, failure: unread, reload } = createSecurity();
  const proof = createProof();
  const [step, setStep] = createSignal<Step>({ at: 'start' });
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const [isEnding, setEnding] = createSignal(false);
  const setup = createMemo(() => {
    const now = step();
    return now.at === 'setup' ? now.begun : undefined;
  });
  const codes = createMemo(() => {
    const now = step();
    return now.at === 'codes' ? now.codes : undefined;
  });

  const begin = async () => {
    setBusy(true);
    setFailure(undefined);
    const begun = await proof.run(() => api.beginSecondFactor());
    setBusy(false);
    if (begun?.ok) setStep({ at: 'setup', begun: begun.value });
    else if (begun !== undefined) setFailure(failureWords(i18n, begun.error));
  };
  const renew = async () => {
    setBusy(true);
    setFailure(undefined);
    const renewed = await proof.run(() => api.renewReserveCodes());
    setBusy(false);
    if (renewed?.ok) setStep({ at: 'codes', codes: renewed.value });
    else if (renewed !== undefined) setFailure(failureWords(i18n, renewed.error));
  };
  const finish = () => {
    setStep({ at: 'start' });
    reload();
  };

  return (
    <SettingPane title={t('factor.title')} partOf="/settings/security">
      <Show when={sync().connectivity === 'offline'} fallback={<Failure words={failure() ?? unread()} />}>
        <Banner kind="off" role="status" icon={<CloudOff class="i" />}>
          {t('security.offline')}
        </Banner>
      </Show>
      <Switch>
        <Match when={setup()}>
          {(begun) => <FactorSetup begun={begun()} proof={proof} onDone={(made) => setStep({ at: 'codes', codes: made })} />}
        </Match>
        <Match when={codes()}>{(made) => <ReserveCodes codes={made()} onDone={finish} />}</Match>
        <Match when={security()?.secondFactor === false}>
          <p>{t('factor.lead')}</p>
          <p class="hint">{t('factor.needs')}</p>
          <Button kind="primary" size="lg" wide busy={isBusy()} onClick={() => void begin()}>
            {t('factor.turn-on')}
          </Button>
        </Match>
        <Match when={security()}>
          {(known) => (
            <>
              <Banner kind="ok" icon={<ShieldCheck class="i" />}>
                {t('factor.on')}
              </Banner>
              <section class="sec">
                <h2 class="sec-head">{t('factor.reserve')}</h2>
                <p>
                  {n('factor.left', known().reserveCodesLeft)}{' '}
                  <Show when={known().reserveCodesLeft < 3}>{t('factor.left.few')}</Show>
                </p>
                <p class="hint">{t('factor.reserve.what')}</p>
                <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void renew()}>
                  {t('factor.reserve.new')}
                </Button>
                <p class="hint centred">{t('factor.reserve.new.hint')}</p>
              </section>
              <Button kind="danger" size="lg" wide onClick={() => setEnding(true)}>
                {t('factor.turn-off')}
              </Button>
            </>
          )}
        </Match>
      </Switch>
      <Show when={isEnding()}>
        <TurnOffSheet
          proof={proof}
          onClose={() => setEnding(false)}
          onDone={() => {
            setEnding(false);
            reload();
          }}
        />
      </Show>
      <Show when={proof.isAsked()}>
        <ProofSheet hasPasskey={(security()?.passkeys.length ?? 0) > 0} onSettled={proof.settle} />
      </Show>
    </SettingPane>
  );
};
