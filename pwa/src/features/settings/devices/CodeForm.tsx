/** The code of a new device: read by the camera, or typed. What is wrong with it is said as exactly as it can be seen. */
import { createSignal } from 'solid-js';
import { ScanCode } from '../../../app/camera/ScanCode.tsx';
import { TypedCode } from '../../../app/code/TypedCode.tsx';
import { type CodeFault, typingWords } from '../../../app/code/typing-words.ts';
import { LinkCode } from '../../../app/devices/LinkCode.tsx';
import { linkShape, symbolsIn, typingFault } from '../../../app/group-code.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Failure } from '../../../ui/Failure.tsx';

interface CodeFormProps {
  /** Why the code before was not taken. */
  readonly failure: string | undefined;
  readonly isBusy: boolean;
  readonly onCode: (code: string) => void;
}

export const CodeForm = (props: CodeFormProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const [code, setCode] = createSignal('');
  const [fault, setFault] = createSignal<CodeFault>();
  const submit = () => {
    const found = typingFault(code(), linkShape);
    setFault(typingWords(i18n, 'link.code', found));
    if (found === undefined && !props.isBusy) props.onCode(symbolsIn(code()));
  };
  return (
    <>
      <p>{t('link.add.lead')}</p>
      <Failure words={props.failure} />
      <ScanCode
        shape={linkShape}
        kind="primary"
        words="link"
        isBusy={props.isBusy}
        onCode={(text) => props.onCode(symbolsIn(text))}
      />
      <TypedCode
        shape={linkShape}
        title={t('link.or-type')}
        label={t('link.code')}
        hint={t('link.code.hint')}
        maxLength={120}
        code={code()}
        fault={fault()}
        progress={t('link.code.progress', { n: symbolsIn(code()).length })}
        groups={<LinkCode code={code()} label={t('link.code.typed')} faulty={fault()?.group} />}
        kind="line"
        isBusy={props.isBusy}
        submit={t('link.code.submit')}
        onCode={(typed) => {
          setFault(undefined);
          setCode(typed);
        }}
        onSubmit={submit}
      />
    </>
  );
};
