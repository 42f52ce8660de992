/** This device was revoked, or the account refused: said plainly, with what became of the data here (CHAIN-10). */
import type { ErrorCode } from '@sanad/model/wire/error-code';
import { createMemo, createSignal, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { LeaveButton } from '../../app/LeaveButton.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

export const Stopped = () => {
  const { state } = useEngine();
  const isEmptied = createMemo(() => {
    const now = state();
    return now.phase === 'stopped' && now.isEmptied;
  });
  const isReset = createMemo(() => {
    const now = state();
    return now.phase === 'stopped' && now.isReset;
  });
  return (
    <div class="gate" data-card>
      <GateHead />
      <Show when={isEmptied()} fallback={<Refused />}>
        <Emptied isReset={isReset()} />
      </Show>
    </div>
  );
};

/** Her own chain says so: nothing is left here to keep. `isReset`: she, or somebody in her name, was given a new identity (RESET-4). */
const Emptied = (props: { readonly isReset: boolean }) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const [isBusy, setBusy] = createSignal(false);
  useTitle(() => t(props.isReset ? 'stopped.reset.title' : 'stopped.revoked.title'));
  /** The session of a device that is none any more ends; then the sign-in stands here. */
  const signInAgain = async () => {
    setBusy(true);
    await api.signOut({ force: true });
    setBusy(false);
  };
  return (
    <>
      <main class="gate-body">
        <div>
          <h1 ref={focusOnMount}>{t(props.isReset ? 'stopped.reset.title' : 'stopped.revoked.title')}</h1>
          <p class="lead">{t(props.isReset ? 'stopped.reset' : 'stopped.revoked')}</p>
        </div>
        <p>{t(props.isReset ? 'stopped.reset.stranger' : 'stopped.revoked.stranger')}</p>
        <p class="hint">{t(props.isReset ? 'stopped.reset.again' : 'stopped.revoked.again')}</p>
      </main>
      <footer class="gate-foot">
        <Button kind="primary" size="lg" wide busy={isBusy()} onClick={() => void signInAgain()}>
          {t('stopped.sign-in')}
        </Button>
      </footer>
    </>
  );
};

/** The server's word alone: local data stays until she signs out. */
const Refused = () => {
  const { t } = useI18n();
  const { api, state } = useEngine();
  useTitle(() => t('stopped.title'));
  const said = () => {
    const now = state();
    return now.phase === 'stopped' ? now.reason : undefined;
  };
  const reason = createMemo(() => {
    const now = state();
    if (now.phase !== 'stopped') return '';
    const code: ErrorCode = now.code;
    if (code === 'device/revoked') return t('stopped.revoked-said');
    if (code === 'account/suspended') return t('stopped.suspended');
    if (code === 'account/refused') return t('stopped.refused');
    return t('stopped.other', { code });
  });
  return (
    <>
      <main class="gate-body">
        <div>
          <h1 ref={focusOnMount}>{t('stopped.title')}</h1>
          <p class="lead">{reason()}</p>
        </div>
        <Show when={said()}>
          {(words) => (
            <figure class="card card-pad">
              <figcaption class="hint">{t('stopped.refused.said')}</figcaption>
              <blockquote dir="auto">{words()}</blockquote>
            </figure>
          )}
        </Show>
        <p class="hint">{t('stopped.kept')}</p>
      </main>
      <footer class="gate-foot">
        <Button kind="line" size="lg" wide onClick={() => void api.retryNow()}>
          {t('common.retry')}
        </Button>
        <LeaveButton kind="danger" size="lg" wide>
          {t('settings.sign-out')}
        </LeaveButton>
      </footer>
    </>
  );
};
