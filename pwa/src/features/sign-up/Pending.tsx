/** Waiting for an administrator. The engine asks on its own; the comparison code is what both compare. */
import Check from 'lucide-solid/icons/check';
import Hourglass from 'lucide-solid/icons/hourglass';
import MessagesSquare from 'lucide-solid/icons/messages-square';
import { createMemo, createSignal, onCleanup, onMount } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { LeaveButton } from '../../app/LeaveButton.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { useToaster } from '../../ui/toaster.ts';

export const Pending = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, state } = useEngine();
  const toaster = useToaster();
  const [isBusy, setBusy] = createSignal(false);
  const code = createMemo(() => {
    const now = state();
    return now.phase === 'pending' ? now.comparisonCode : '';
  });
  /** Eight symbols read aloud in two halves. */
  const halves = () => [code().slice(0, 4), code().slice(4)];
  useTitle(() => t('pending.title'));
  const ask = async () => {
    setBusy(true);
    const result = await api.checkApproval();
    setBusy(false);
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
    else if (state().phase === 'pending') toaster.show({ text: t('pending.not-yet') });
  };
  const look = () => {
    if (document.visibilityState === 'visible') void api.checkApproval();
  };
  onMount(() => {
    document.addEventListener('visibilitychange', look);
    onCleanup(() => document.removeEventListener('visibilitychange', look));
  });
  return (
    <div class="gate" data-card>
      <GateHead end={<LeaveButton kind="quiet">{t('sign-out.submit')}</LeaveButton>} />
      <main class="gate-body" data-top>
        <div>
          <h1 ref={focusOnMount}>{t('pending.title')}</h1>
          <p class="lead">{t('pending.lead')}</p>
        </div>
        <ol class="track">
          <li data-s="done">
            <span class="bead">
              <Check class="i" />
            </span>
            <div>
              <b>{t('pending.sent')}</b>
            </div>
          </li>
          <li data-s="now" aria-current="step">
            <span class="bead">
              <Hourglass class="i" />
            </span>
            <div>
              <b>{t('pending.checking')}</b>
              <small>{t('pending.checking.hint')}</small>
            </div>
          </li>
          <li>
            <span class="bead">
              <MessagesSquare class="i" />
            </span>
            <div>
              <b>{t('pending.ready')}</b>
              <small>{t('pending.ready.hint')}</small>
            </div>
          </li>
        </ol>
        <section class="card card-pad comparison-card">
          <div>
            <h2>{t('pending.code.title')}</h2>
            <p class="hint">{t('pending.code.text')}</p>
          </div>
          <p class="code comparison">
            <span class="sr">{t('pending.code.label', { code: Array.from(code()).join(' ') })}</span>
            <span aria-hidden="true">{halves().join(' ')}</span>
          </p>
        </section>
      </main>
      <footer class="gate-foot">
        <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void ask()}>
          {t('pending.check-now')}
        </Button>
      </footer>
    </div>
  );
};
