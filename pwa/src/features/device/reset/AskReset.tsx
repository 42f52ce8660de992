/** Neither device nor code: what a new identity means, its new code, two groups typed back, and then the request (RESET-1). */
import type { EnrolmentCodes } from '@sanad/model/engine/api';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { CheckCode } from '../../../app/code/CheckCode.tsx';
import { CodeScreen } from '../../../app/code/CodeScreen.tsx';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useMe } from '../../../app/me.ts';
import { ownDeviceLabel } from '../../../app/shared/own-device-label.ts';
import { useTitle } from '../../../app/title.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Explain } from './Explain.tsx';

export const AskReset = (props: { readonly onBack: () => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const engine = useEngine();
  const me = useMe();
  const [step, setStep] = createSignal<'explain' | 'code' | 'check'>('explain');
  const [codes, setCodes] = createSignal<EnrolmentCodes>();
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  useTitle(() => t('reset.title'));

  const begin = async () => {
    setBusy(true);
    setFailure(undefined);
    const made = await engine.api.beginReset(ownDeviceLabel(engine));
    setBusy(false);
    if (!made.ok) {
      setFailure(failureWords(i18n, made.error));
      return;
    }
    setCodes(made.value);
    setStep('code');
  };
  const complete = async (typed: readonly [string, string]) => {
    setBusy(true);
    setFailure(undefined);
    const asked = await engine.api.completeReset(typed);
    setBusy(false);
    if (asked.ok) return; // the engine's new state shows the next screen
    setFailure(asked.error.type === 'groups-differ' ? t('code.check.differ') : failureWords(i18n, asked.error));
  };
  const back = (to: 'explain' | 'code') => {
    setFailure(undefined);
    setStep(to);
  };

  return (
    <Switch>
      <Match when={step() === 'explain'}>
        <Explain busy={isBusy()} failure={failure()} onBack={props.onBack} onContinue={() => void begin()} />
      </Match>
      <Match when={step() === 'code' && codes()}>
        {(made) => (
          <CodeScreen
            kind="recovery"
            groups={made().recoveryCode}
            owner={me()?.name ?? ''}
            hospital={made().organisationName}
            asked={made().askedGroups}
            onBack={() => back('explain')}
            onDone={() => setStep('check')}
          />
        )}
      </Match>
      <Match when={step() === 'check'}>
        <Show when={codes()}>
          {(made) => (
            <CheckCode
              asked={made().askedGroups}
              isFirstAdmin={false}
              busy={isBusy()}
              failure={failure()}
              onBack={() => back('code')}
              onSubmit={(typed) => void complete(typed)}
            />
          )}
        </Show>
      </Match>
    </Switch>
  );
};
