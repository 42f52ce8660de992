/** The code of a new device: read by the camera, or typed. What is wrong with it is said as exactly as it can be seen. */
import Camera from 'lucide-solid/icons/camera';
import ScanQrCode from 'lucide-solid/icons/scan-qr-code';
import { createSignal, onMount, Show } from 'solid-js';
import { CameraScan } from '../../../app/camera/CameraScan.tsx';
import type { CameraError } from '../../../app/camera/open-camera.ts';
import { LinkCode } from '../../../app/devices/LinkCode.tsx';
import { groupCode, linkShape, symbolsIn, typingFault } from '../../../app/group-code.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
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
  const { t, n } = useI18n();
  const [code, setCode] = createSignal('');
  const [fault, setFault] = createSignal<string>();
  const [isScanning, setScanning] = createSignal(false);
  const [noCamera, setNoCamera] = createSignal<CameraError>();
  let hasScanned = false;
  /** Back from the camera, a keyboard goes on where it left. */
  const comeBack = (button: HTMLButtonElement) => {
    if (hasScanned) onMount(() => button.focus());
  };
  const scan = () => {
    hasScanned = true;
    setNoCamera(undefined);
    setScanning(true);
  };
  const submit = () => {
    const found = typingFault(code(), linkShape);
    setFault(
      found === undefined
        ? undefined
        : found.type === 'letter'
          ? t('link.code.letter', { group: found.group, letter: found.letter })
          : n(`link.code.${found.type}`, found.count),
    );
    if (found === undefined && !props.isBusy) props.onCode(symbolsIn(code()));
  };
  return (
    <>
      <p>{t('link.add.lead')}</p>
      <Failure words={props.failure} />
      <Show
        when={isScanning()}
        fallback={
          <div class="stack">
            <Button kind="primary" size="lg" wide busy={props.isBusy} ref={comeBack} onClick={scan}>
              <ScanQrCode class="i" />
              {t('link.scan')}
            </Button>
            <Show when={noCamera()} fallback={<p class="hint centred">{t('link.scan.hint')}</p>}>
              {(why) => (
                <Banner kind="medium" role="alert" icon={<Camera class="i" />}>
                  {t(`link.camera.${why()}`)}
                </Banner>
              )}
            </Show>
          </div>
        }
      >
        <CameraScan
          isCode={(text) => typingFault(text, linkShape) === undefined}
          aim={t('link.scan.aim')}
          other={t('link.scan.other')}
          onCode={(text) => {
            setScanning(false);
            props.onCode(symbolsIn(text));
          }}
          onStop={() => setScanning(false)}
          onFailure={(why) => {
            setScanning(false);
            setNoCamera(why);
          }}
        />
      </Show>
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
