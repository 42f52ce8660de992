/** The recovery code makes this browser a device, nobody else needed: the card's QR code, or typed. What is wrong with it is said exactly (CODE-3). */
import type { RecoverError } from '@sanad/model/engine/api';
import { createMemo, createSignal, Show } from 'solid-js';
import { ScanCode } from '../../app/camera/ScanCode.tsx';
import { CodeBox } from '../../app/code/CodeBox.tsx';
import { typingWords } from '../../app/code/typing-words.ts';
import { useEngine } from '../../app/engine-client.ts';
import { groupCode, groupsOf, recoveryShape, symbolsIn, typingFault } from '../../app/group-code.ts';
import { ownDeviceLabel } from '../../app/shared/own-device-label.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { CodeField } from '../../ui/CodeField.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { NotOpened } from './NotOpened.tsx';

export const WithCode = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const engine = useEngine();
  const { api } = engine;
  const [code, setCode] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [fault, setFault] = createSignal<string>();
  const [failure, setFailure] = createSignal<RecoverError>();
  const count = createMemo(() => symbolsIn(code()).length);

  const send = async (text: string) => {
    if (isBusy()) return;
    setBusy(true);
    setFailure(undefined);
    const result = await api.recover(symbolsIn(text), ownDeviceLabel(engine));
    setBusy(false);
    if (result.ok) return; // the engine's new state shows the next screen
    const { error } = result;
    if (error.type !== 'mistyped') setFailure(error);
    else setFault(error.group === undefined ? t('recover.mistyped') : t('recover.mistyped.group', { group: error.group + 1 }));
  };
  const submit = () => {
    const found = typingFault(code(), recoveryShape);
    setFault(typingWords(i18n, 'recover.code', found));
    if (found === undefined) void send(code());
  };

  return (
    <>
      <div>
        <h1 ref={focusOnMount}>{t('recover.with-code')}</h1>
        <p class="lead">{t('recover.code.lead')}</p>
      </div>
      <NotOpened error={failure()} />
      <ScanCode
        shape={recoveryShape}
        kind="line"
        words="recover"
        isBusy={isBusy()}
        onCode={(text) => {
          setFault(undefined);
          setCode(groupCode(text, recoveryShape));
          void send(text);
        }}
      />
      <section class="sec">
        <h2 class="sec-head">{t('recover.or-type')}</h2>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <CodeField
            label={t('recover.code')}
            hint={t('recover.code.hint')}
            error={fault()}
            required
            maxlength={60}
            value={code()}
            onValue={(typed) => {
              setFault(undefined);
              setCode(groupCode(typed, recoveryShape));
            }}
          />
          {/* A phone is too narrow for the whole code: here each group is seen beside its number. */}
          <Show when={code() !== ''}>
            <CodeBox groups={groupsOf(code(), recoveryShape)} label={t('link.code.typed')} />
          </Show>
          <p class="hint" aria-live="polite">
            {t('recover.progress', { n: count() })}
          </p>
          <Button kind="primary" size="lg" wide type="submit" busy={isBusy()} disabled={code() === ''}>
            {isBusy() ? t('recover.working') : t('recover.submit')}
          </Button>
        </form>
      </section>
    </>
  );
};
