/** Waiting for an administrator to confirm a new identity. The engine asks on its own; the code is what both compare (RESET-2). */
import Check from 'lucide-solid/icons/check';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import Hourglass from 'lucide-solid/icons/hourglass';
import MessagesSquare from 'lucide-solid/icons/messages-square';
import { createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { GateHead } from '../../../app/GateHead.tsx';
import { groupCode, resetShape } from '../../../app/group-code.ts';
import { useTitle } from '../../../app/title.ts';
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
  const look = () => {
    if (document.visibilityState === 'visible' && answer() === 'waiting') void api.checkReset();
  };
  onMount(() => {
    document.addEventListener('visibilitychange', look);
    onCleanup(() => document.removeEventListener('visibilitychange', look));
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
          <Track />
          <Code code={waiting()?.comparisonCode ?? ''} />
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

const Track = () => {
  const { t } = useI18n();
  return (
    <ol class="track">
      <li data-s="done">
        <span class="bead">
          <Check class="i" />
        </span>
        <div>
          <b>{t('resetting.sent')}</b>
        </div>
      </li>
      <li data-s="now" aria-current="step">
        <span class="bead">
          <Hourglass class="i" />
        </span>
        <div>
          <b>{t('resetting.checking')}</b>
          <small>{t('resetting.checking.hint')}</small>
        </div>
      </li>
      <li>
        <span class="bead">
          <MessagesSquare class="i" />
        </span>
        <div>
          <b>{t('resetting.ready')}</b>
          <small>{t('resetting.ready.hint')}</small>
        </div>
      </li>
    </ol>
  );
};

const Code = (props: { readonly code: string }) => {
  const { t } = useI18n();
  return (
    <section class="card card-pad comparison-card">
      <div>
        <h2>{t('resetting.code.title')}</h2>
        <p class="hint">{t('resetting.code.text')}</p>
      </div>
      <p class="code comparison" data-long>
        <span class="sr">{t('pending.code.label', { code: Array.from(props.code).join(' ') })}</span>
        <span aria-hidden="true">{groupCode(props.code, resetShape)}</span>
      </p>
    </section>
  );
};
