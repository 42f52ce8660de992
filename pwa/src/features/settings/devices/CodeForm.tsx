/** The code of a new device: read by the camera, or typed. What is wrong with it is said as exactly as it can be seen. */
import { createSignal, Show } from 'solid-js';
import { ScanCode } from '../../../app/camera/ScanCode.tsx';
import { typingWords } from '../../../app/code/typing-words.ts';
import { LinkCode } from '../../../app/devices/LinkCode.tsx';
import { groupCode, linkShape, symbolsIn, typingFault } from '../../../app/group-code.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { CodeField } from '../../../ui/CodeField.tsx';
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
  const [fault, setFault] = createSignal<string>();
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
      <section class="sec">
        <h2 class="sec-head">{t('link.or-type')}</h2>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <CodeField
            label={t('link.code')}
            hint={t('link.code.hint')}
            error={fault()}
            required
            maxlength={120}
            value={code()}
            onValue={(typed) => {
              setFault(undefined);
              setCode(groupCode(typed, linkShape));
            }}
          />
          <Show when={code() !== ''}>
            <LinkCode code={code()} label={t('link.code.typed')} />
          </Show>
          <p class="hint" aria-live="polite">
            {t('link.code.progress', { n: symbolsIn(code()).length })}
          </p>
          <Button kind="line" size="lg" wide type="submit" busy={props.isBusy} disabled={code() === ''}>
            {t('link.code.submit')}
          </Button>
        </form>
      </section>
    </>
  );
};
