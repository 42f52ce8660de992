/** A browser that has no keys yet: the recovery code makes it a device, nobody else needed. */
import CircleAlert from 'lucide-solid/icons/circle-alert';
import { createMemo, createSignal } from 'solid-js';
import { deviceLabel } from '../../app/device-label.ts';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { LeaveButton } from '../../app/LeaveButton.tsx';
import { useMe } from '../../app/me.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CodeField } from '../../ui/CodeField.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { groupCode, symbolsIn } from './group-code.ts';

const codeSymbols = 29;

export const Recover = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const me = useMe();
  const [code, setCode] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const count = createMemo(() => symbolsIn(code()).length);
  useTitle(() => t('recover.title'));

  const submit = async () => {
    if (isBusy()) return;
    setBusy(true);
    setFailure(undefined);
    const result = await api.recover(symbolsIn(code()), deviceLabel(navigator.userAgent));
    setBusy(false);
    if (result.ok) return;
    const { error } = result;
    setFailure(
      error.type === 'mistyped'
        ? t('recover.mistyped')
        : error.type === 'wrong-code'
          ? t('recover.wrong')
          : failureWords(i18n, error),
    );
  };
  return (
    <div class="gate" data-card>
      <GateHead end={<LeaveButton kind="quiet">{t('sign-out.submit')}</LeaveButton>} />
      <main class="gate-body" data-top>
        <div>
          <h1 ref={focusOnMount}>{t('recover.title')}</h1>
          <p class="lead">{t('recover.lead', { name: me()?.name ?? '' })}</p>
        </div>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <CodeField
            label={t('recover.code')}
            hint={t('recover.code.hint')}
            error={failure()}
            required
            maxlength={60}
            value={code()}
            onValue={(typed) => setCode(groupCode(typed))}
          />
          <p class="hint" aria-live="polite">
            {t('recover.progress', { n: count() })}
          </p>
          <Button kind="primary" size="lg" wide type="submit" busy={isBusy()} disabled={count() !== codeSymbols}>
            {isBusy() ? t('recover.working') : t('recover.submit')}
          </Button>
        </form>
        <Banner icon={<CircleAlert class="i" />}>
          <b>{t('recover.lost')}</b> {t('recover.lost.text')}
        </Banner>
      </main>
    </div>
  );
};
