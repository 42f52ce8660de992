/** The recovery code makes this browser a device, nobody else needed. */
import { createMemo, createSignal } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { groupCode, recoveryShape, symbolsIn } from '../../app/group-code.ts';
import { ownDeviceLabel } from '../../app/shared/device-label.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { CodeField } from '../../ui/CodeField.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

export const WithCode = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const engine = useEngine();
  const { api } = engine;
  const [code, setCode] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const count = createMemo(() => symbolsIn(code()).length);

  const submit = async () => {
    if (isBusy()) return;
    setBusy(true);
    setFailure(undefined);
    const result = await api.recover(symbolsIn(code()), ownDeviceLabel(engine));
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
    <>
      <div>
        <h1 ref={focusOnMount}>{t('recover.with-code')}</h1>
        <p class="lead">{t('recover.code.lead')}</p>
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
          onValue={(typed) => setCode(groupCode(typed, recoveryShape))}
        />
        <p class="hint" aria-live="polite">
          {t('recover.progress', { n: count() })}
        </p>
        <Button kind="primary" size="lg" wide type="submit" busy={isBusy()} disabled={count() !== recoveryShape.characters}>
          {isBusy() ? t('recover.working') : t('recover.submit')}
        </Button>
      </form>
    </>
  );
};
