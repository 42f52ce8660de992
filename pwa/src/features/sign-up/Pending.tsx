/** Waiting for an administrator. The engine asks on its own; the comparison code is what both compare. */
import { createMemo, createSignal } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { approvalShape } from '../../app/group-code.ts';
import { LeaveButton } from '../../app/LeaveButton.tsx';
import { useTitle } from '../../app/title.ts';
import { ComparisonCard } from '../../app/waiting/ComparisonCard.tsx';
import { WaitingTrack } from '../../app/waiting/WaitingTrack.tsx';
import { whenSeen } from '../../app/when-seen.ts';
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
  useTitle(() => t('pending.title'));
  const ask = async () => {
    setBusy(true);
    const result = await api.checkApproval();
    setBusy(false);
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
    else if (state().phase === 'pending') toaster.show({ text: t('pending.not-yet') });
  };
  whenSeen(() => void api.checkApproval());
  return (
    <div class="gate" data-card>
      <GateHead end={<LeaveButton kind="quiet">{t('sign-out.submit')}</LeaveButton>} />
      <main class="gate-body" data-top>
        <div>
          <h1 ref={focusOnMount}>{t('pending.title')}</h1>
          <p class="lead">{t('pending.lead')}</p>
        </div>
        <WaitingTrack of="pending" />
        <ComparisonCard of="pending" code={code()} shape={approvalShape} />
      </main>
      <footer class="gate-foot">
        <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void ask()}>
          {t('pending.check-now')}
        </Button>
      </footer>
    </div>
  );
};
