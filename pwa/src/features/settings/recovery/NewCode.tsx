/** A new recovery code, step by step: shown and printed, two groups typed back, and only then sent (CODE-1). */
import type { NewRecoveryCode, ReplaceCodeError } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import CircleCheck from 'lucide-solid/icons/circle-check';
import CloudOff from 'lucide-solid/icons/cloud-off';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createEffect, createMemo, createSignal, createUniqueId, Match, on, onCleanup, Show, Switch } from 'solid-js';
import { AskedGroups } from '../../../app/code/AskedGroups.tsx';
import { CodeActions } from '../../../app/code/CodeActions.tsx';
import { CodeBox } from '../../../app/code/CodeBox.tsx';
import { CodeCard } from '../../../app/code/CodeCard.tsx';
import { createRecoveryCodes, useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useMe } from '../../../app/me.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { focusOnMount } from '../../../ui/focus-on-mount.ts';
import { SettingPane } from '../SettingPane.tsx';

type Step = 'code' | 'check' | 'done' | 'superseded';

export const NewCode = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, state, sync } = useEngine();
  const me = useMe();
  const codes = createRecoveryCodes();
  const formId = createUniqueId();
  const [step, setStep] = createSignal<Step>('code');
  const [shown, setShown] = createSignal<NewRecoveryCode>();
  const [isNoted, setNoted] = createSignal(false);
  const [isComplete, setComplete] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const hospital = () => {
    const now = state();
    return now.phase === 'ready' ? now.organisationName : '';
  };

  const begin = async () => {
    setFailure(undefined);
    setNoted(false);
    setStep('code');
    const begun = await api.beginRecoveryCode();
    if (begun.ok) setShown(begun.value);
    else setFailure(failureWords(i18n, begun.error));
  };
  const words = (error: ReplaceCodeError): string | undefined => {
    if (error.type === 'groups-differ') return t('code.check.differ');
    if (error.type === 'offline') return t('recovery.unsure');
    return error.type === 'superseded' ? undefined : failureWords(i18n, error);
  };
  const complete = async (typed: readonly [string, string]) => {
    if (isBusy()) return;
    setBusy(true);
    setFailure(undefined);
    const done = await api.completeRecoveryCode(typed);
    setBusy(false);
    if (!done.ok) setFailure(words(done.error));
    if (!done.ok && done.error.type !== 'superseded') return;
    setShown(undefined);
    setStep(done.ok ? 'done' : 'superseded');
  };
  // A page that was opened at this address is there before the engine is.
  const isThere = createMemo(() => (codes() ?? []).length > 0);
  createEffect(
    on(isThere, (ready) => {
      if (ready) void begin();
    }),
  );
  onCleanup(() => void api.cancelRecoveryCode());

  return (
    <SettingPane title={t('recovery.new.title')} partOf="/settings/recovery">
      <Show when={sync().connectivity === 'offline' && step() !== 'done'}>
        <Banner kind="off" role="status" icon={<CloudOff class="i" />}>
          {t('recovery.offline')}
        </Banner>
      </Show>
      <Switch>
        <Match when={step() === 'code'}>
          <Show
            when={shown()}
            fallback={
              <Show when={failure()} fallback={<p role="status">{t('recovery.making')}</p>}>
                <Failure words={failure()} />
                <Button kind="primary" size="lg" wide onClick={() => void begin()}>
                  {t('common.retry')}
                </Button>
              </Show>
            }
          >
            {(made) => (
              <>
                <p>{t('recovery.new.lead')}</p>
                <CodeBox groups={made().recoveryCode} label={t('code.label')} />
                <CodeActions text={made().recoveryCode.join('-')} copied={t('code.copied')} />
                <label class="check">
                  <input
                    class="tick"
                    type="checkbox"
                    checked={isNoted()}
                    onChange={(event) => setNoted(event.currentTarget.checked)}
                  />
                  <span>{t('code.noted')}</span>
                </label>
                <Button kind="primary" size="lg" wide disabled={!isNoted()} onClick={() => setStep('check')}>
                  {t('common.continue')}
                </Button>
                <p class="hint centred">{t('code.asked-next', { a: made().askedGroups[0] + 1, b: made().askedGroups[1] + 1 })}</p>
                <CodeCard kind="recovery" groups={made().recoveryCode} hospital={hospital()} person={me()?.name} />
              </>
            )}
          </Show>
        </Match>
        <Match when={step() === 'check' && shown()}>
          {(made) => (
            <>
              <h2 ref={focusOnMount}>{t('code.check.title')}</h2>
              <p>{t('recovery.check.lead')}</p>
              <AskedGroups
                formId={formId}
                asked={made().askedGroups}
                onComplete={setComplete}
                onSubmit={(typed) => void complete(typed)}
              />
              <Failure words={failure()} />
              <div class="stack">
                <Button kind="primary" size="lg" wide type="submit" form={formId} busy={isBusy()} disabled={!isComplete()}>
                  {t('recovery.check.submit')}
                </Button>
                <Button
                  kind="quiet"
                  wide
                  onClick={() => {
                    setFailure(undefined);
                    setStep('code');
                  }}
                >
                  {t('code.check.review')}
                </Button>
              </div>
            </>
          )}
        </Match>
        <Match when={step() === 'done'}>
          <h2 ref={focusOnMount}>{t('recovery.done.title')}</h2>
          <Banner kind="ok" role="status" icon={<CircleCheck class="i" />}>
            {t('recovery.done.text')}
          </Banner>
          <Back />
        </Match>
        <Match when={step() === 'superseded'}>
          <h2 ref={focusOnMount}>{t('recovery.superseded.title')}</h2>
          <Banner kind="medium" role="alert" icon={<TriangleAlert class="i" />}>
            {t('recovery.superseded.text')}
          </Banner>
          <Button kind="line" size="lg" wide onClick={() => void begin()}>
            {t('recovery.superseded.again')}
          </Button>
          <Back />
        </Match>
      </Switch>
    </SettingPane>
  );
};

const Back = () => {
  const { t } = useI18n();
  return (
    <A class="btn" data-kind="primary" data-size="lg" data-wide="" href="/settings/recovery">
      {t('recovery.done.back')}
    </A>
  );
};
