/** Tries the whole way to this device, shows how far it came, and says what to do where it stopped (PUSH-7). */
import type { PushInfo } from '@sanad/model/engine/api';
import BellRing from 'lucide-solid/icons/bell-ring';
import Check from 'lucide-solid/icons/check';
import CircleCheck from 'lucide-solid/icons/circle-check';
import Hourglass from 'lucide-solid/icons/hourglass';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { surroundings } from '../../../app/health/home-screen.ts';
import { isPushRefused } from '../../../app/notifications/push-choice.ts';
import { pushBrowser } from '../../../app/notifications/push-help.ts';
import type { Permission } from '../../../app/notifications/push-here.ts';
import { failedStep, isPassed, statusHelp, stepsOf, type TestFacts } from '../../../app/notifications/push-steps.ts';
import { runPushTest } from '../../../app/notifications/run-push-test.ts';
import { createNow } from '../../../app/now.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';

export const SelfTest = (props: { readonly push: PushInfo | undefined; readonly permission: Permission }) => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const { api } = useEngine();
  const now = createNow();
  const [facts, setFacts] = createSignal<TestFacts>();
  const [isRunning, setRunning] = createSignal(false);
  let isOver = false;
  onCleanup(() => {
    isOver = true;
  });
  const run = async () => {
    setRunning(true);
    setFacts({});
    await runPushTest(api, props.push?.key, setFacts, () => !isOver);
    setRunning(false);
  };
  const help = createMemo(() => {
    const found = facts();
    const step = found === undefined || isRunning() ? undefined : failedStep(found);
    if (found === undefined || step === undefined) return undefined;
    if (step === 'allowed' && props.permission.now() === 'default') return t('notify.help.allowed.first');
    if (step === 'subscribed' && isPushRefused()) return t('notify.help.off');
    if (step === 'subscribed' && props.push?.key === undefined) return t('failure.offline');
    if (step === 'sent') return found.failure === undefined ? t('failure.unavailable') : failureWords(i18n, found.failure);
    if (step === 'taken') return t(`notify.help.taken.${statusHelp(found.status)}`);
    const inBrowser = t(`notify.help.${step}.${pushBrowser(surroundings())}`);
    return step === 'subscribed' ? `${t('notify.no-service')} ${inBrowser}` : inBrowser;
  });
  const last = () => {
    const { testedAtMs, lastFailedAtMs } = props.push ?? {};
    const words = (key: 'notify.test.last' | 'notify.test.last-failed', ms: number) =>
      t(key, { moment: dates().moment(ms, now()) });
    if (lastFailedAtMs !== undefined && lastFailedAtMs > (testedAtMs ?? 0))
      return words('notify.test.last-failed', lastFailedAtMs);
    return testedAtMs === undefined ? t('notify.test.never') : words('notify.test.last', testedAtMs);
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('notify.test.title')}</h2>
      <div class="card card-pad stack self-test">
        <p>{t('notify.test.lead')}</p>
        <Show when={facts()}>
          {(found) => (
            <ol class="track">
              <For each={stepsOf(found())}>
                {({ step, state }) => (
                  <li data-s={state} aria-current={state === 'now' && isRunning() ? 'step' : undefined}>
                    <span class="bead">
                      <Switch>
                        <Match when={state === 'done'}>
                          <Check class="i" />
                        </Match>
                        <Match when={state === 'failed'}>
                          <X class="i" />
                        </Match>
                        <Match when={state === 'now'}>
                          <Hourglass class="i" />
                        </Match>
                      </Switch>
                    </span>
                    <b>
                      {t(`notify.step.${step}`)}
                      <span class="sr"> – {t(`notify.state.${state}`)}</span>
                    </b>
                  </li>
                )}
              </For>
            </ol>
          )}
        </Show>
        <div role="status">
          <Show when={help()}>
            {(words) => (
              <Banner kind="medium" icon={<TriangleAlert class="i" />}>
                {words()}
              </Banner>
            )}
          </Show>
          <Show when={isPassed(facts() ?? {})}>
            <Banner kind="ok" icon={<CircleCheck class="i" />}>
              {t('notify.test.passed')}
            </Banner>
          </Show>
        </div>
        <Button
          kind="line"
          size="lg"
          wide
          busy={isRunning()}
          disabled={props.push === undefined || props.permission.now() === 'unsupported'}
          onClick={() => void run()}
        >
          <BellRing class="i" />
          {t(isRunning() ? 'notify.test.running' : 'notify.test.submit')}
        </Button>
        <p class="hint">{last()}</p>
      </div>
    </section>
  );
};
