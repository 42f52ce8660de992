/** Another password (AUTH-18). */
import { passwordBounds } from '@sanad/model/engine/api';
import { useNavigate } from '@solidjs/router';
import { createSignal } from 'solid-js';
import { createPolicy, useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { PasswordField } from '../../../ui/PasswordField.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { SettingPane } from '../SettingPane.tsx';
import '../../../app/factor.css';

export const PasswordPane = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  /** POLICY-7. */
  const policy = createPolicy();
  const toaster = useToaster();
  const navigate = useNavigate();
  const [current, setCurrent] = createSignal('');
  const [next, setNext] = createSignal('');
  const [endOthers, setEndOthers] = createSignal(false);
  const [fault, setFault] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();

  const submit = async () => {
    setFailure(undefined);
    setFault(current() === next() ? t('password.same') : undefined);
    if (fault() !== undefined) return;
    setBusy(true);
    const changed = await api.changePassword({ current: current(), next: next(), endOthers: endOthers() });
    setBusy(false);
    if (!changed.ok) {
      const isWeak = changed.error.type === 'refused' && changed.error.code === 'account/password-weak';
      if (isWeak) setFault(failureWords(i18n, changed.error));
      else setFailure(failureWords(i18n, changed.error));
      return;
    }
    toaster.show({ text: t('password.changed') });
    navigate('/settings/security');
  };

  return (
    <SettingPane title={t('password.change')} partOf="/settings/security">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy()) void submit();
        }}
      >
        <PasswordField
          label={t('password.current')}
          showLabel={t('sign-in.show-password')}
          hideLabel={t('sign-in.hide-password')}
          autocomplete="current-password"
          value={current()}
          onValue={setCurrent}
        />
        <PasswordField
          label={t('password.next')}
          hint={n('password.next.hint', policy()?.password.minCharacters ?? passwordBounds.usual)}
          error={fault()}
          showLabel={t('sign-in.show-password')}
          hideLabel={t('sign-in.hide-password')}
          autocomplete="new-password"
          value={next()}
          onValue={setNext}
        />
        <label class="check">
          <input
            class="tick"
            type="checkbox"
            checked={endOthers()}
            onChange={(event) => setEndOthers(event.currentTarget.checked)}
          />
          <span>
            {t('password.end-others')}
            <small class="hint">{t('password.end-others.hint')}</small>
          </span>
        </label>
        <Failure words={failure()} />
        <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
          {t('password.change')}
        </Button>
      </form>
    </SettingPane>
  );
};
