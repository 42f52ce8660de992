/** The recovery code makes this browser a device, nobody else needed: the card's QR code, or typed. What is wrong with it is said exactly (CODE-3). */
import type { RecoverError } from '@sanad/model/engine/api';
import { createMemo, createSignal } from 'solid-js';
import { ScanCode } from '../../app/camera/ScanCode.tsx';
import { CodeBox } from '../../app/code/CodeBox.tsx';
import { TypedCode } from '../../app/code/TypedCode.tsx';
import { type CodeFault, typingWords } from '../../app/code/typing-words.ts';
import { useEngine } from '../../app/engine-client.ts';
import { groupCode, groupsOf, recoveryShape, symbolsIn, typingFault } from '../../app/group-code.ts';
import { ownDeviceLabel } from '../../app/shared/own-device-label.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { NotOpened } from './NotOpened.tsx';

export const WithCode = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const engine = useEngine();
  const { api } = engine;
  const [code, setCode] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [fault, setFault] = createSignal<CodeFault>();
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
    if (error.type !== 'mistyped') return void setFailure(error);
    const group = error.group === undefined ? undefined : error.group + 1;
    setFault({ words: group === undefined ? t('recover.mistyped') : t('recover.mistyped.group', { group }), group });
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
      <TypedCode
        shape={recoveryShape}
        title={t('recover.or-type')}
        label={t('recover.code')}
        hint={t('recover.code.hint')}
        maxLength={60}
        code={code()}
        fault={fault()}
        progress={t('recover.progress', { n: count() })}
        groups={<CodeBox groups={groupsOf(code(), recoveryShape)} label={t('link.code.typed')} faulty={fault()?.group} />}
        kind="primary"
        isBusy={isBusy()}
        submit={isBusy() ? t('recover.working') : t('recover.submit')}
        onCode={(typed) => {
          setFault(undefined);
          setCode(typed);
        }}
        onSubmit={submit}
      />
    </>
  );
};
