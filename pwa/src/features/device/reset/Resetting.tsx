/** Waiting for an administrator to confirm a new identity. The engine asks on its own; the code is what both compare (RESET-2). */
import CircleAlert from 'lucide-solid/icons/circle-alert';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { GateHead } from '../../../app/GateHead.tsx';
import { resetShape } from '../../../app/group-code.ts';
import { useTitle } from '../../../app/title.ts';
import { ComparisonCard } from '../../../app/waiting/ComparisonCard.tsx';
import { WaitingTrack } from '../../../app/waiting/WaitingTrack.tsx';
import { whenSeen } from '../../../app/when-seen.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { focusOnMount } from '../../../ui/focus-on-mount.ts';
import { useToaster } from '../../../ui/toaster.ts';

export const Resetting = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, state, opened } = useEngine();
  const toaster = useToaster();
  const [isBusy, setBusy] = createSignal(false);
  const waiting = createMemo(() => {
    const now = state();
    return now.phase === 'resetting' ? now : undefined;
  });
  const answer = () => waiting()?.answer ?? 'waiting';
  useTitle(() => t('resetting.title'));
  const ask = async () => {
    setBusy(true);
    const asked = await api.checkReset();
    setBusy(false);
    if (!asked.ok) toaster.show({ text: failureWords(i18n, asked.error) });
    else if (answer() === 'waiting' && waiting() !== undefined) toaster.show({ text: t('resetting.not-yet') });
  };
  const cancel = async () => {
    setBusy(true);
    await api.cancelReset();
    setBusy(false);
  };
  whenSeen(() => {
    if (answer() === 'waiting') void api.checkReset();
  });
  return (
    <div class="gate" data-card>
      <GateHead />
      <main class="gate-body" data-top>
        <div>
          <h1 ref={focusOnMount}>{t('resetting.title')}</h1>
          <p class="lead">
            {t(opened().computer === 'shared' || opened().computer === 'passing' ? 'resetting.lead-passing' : 'resetting.lead')}
          </p>
        </div>
        <div role="status">
          <Switch>
            <Match when={answer() === 'refused'}>
              <Banner kind="medium" icon={<CircleAlert class="i" />}>
                <b>{t('resetting.refused')}</b> {t('resetting.refused.text')}
              </Banner>
            </Match>
            <Match when={answer() === 'over'}>
              <Banner kind="medium" icon={<CircleAlert class="i" />}>
                <b>{t('resetting.over')}</b> {t('resetting.over.text')}
              </Banner>
            </Match>
          </Switch>
        </div>
        <Show when={answer() === 'waiting'}>
          <WaitingTrack of="resetting" />
          <ComparisonCard of="resetting" code={waiting()?.comparisonCode ?? ''} shape={resetShape} />
        </Show>
      </main>
      <footer class="gate-foot">
        <Show when={answer() === 'waiting'}>
          <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void ask()}>
            {t('pending.check-now')}
          </Button>
        </Show>
        <Button kind={answer() === 'waiting' ? 'quiet' : 'primary'} wide busy={isBusy()} onClick={() => void cancel()}>
          {t(answer() === 'waiting' ? 'resetting.cancel' : 'resetting.back')}
        </Button>
      </footer>
    </div>
  );
};
