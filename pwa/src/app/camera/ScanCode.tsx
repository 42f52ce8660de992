/** A button that opens the camera for a code of one kind, and says why it did not open. The code can always be typed as well. */
import Camera from 'lucide-solid/icons/camera';
import ScanQrCode from 'lucide-solid/icons/scan-qr-code';
import { createSignal, onMount, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import type { CodeShape } from '../group-code.ts';
import { CameraScan } from './CameraScan.tsx';
import type { CameraError } from './open-camera.ts';

interface ScanCodeProps {
  readonly shape: CodeShape;
  readonly kind: 'primary' | 'line';
  readonly isBusy: boolean;
  /** Whose words: `….scan`, `….scan.hint`, `….scan.aim`, `….scan.other`. */
  readonly words: 'link' | 'recover';
  readonly onCode: (code: string) => void;
}

export const ScanCode = (props: ScanCodeProps) => {
  const { t } = useI18n();
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
  return (
    <Show
      when={isScanning()}
      fallback={
        <div class="stack">
          <Button kind={props.kind} size="lg" wide busy={props.isBusy} ref={comeBack} onClick={scan}>
            <ScanQrCode class="i" />
            {t(`${props.words}.scan`)}
          </Button>
          <Show when={noCamera()} fallback={<p class="hint centred">{t(`${props.words}.scan.hint`)}</p>}>
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
        shape={props.shape}
        aim={t(`${props.words}.scan.aim`)}
        other={t(`${props.words}.scan.other`)}
        onCode={(text) => {
          setScanning(false);
          props.onCode(text);
        }}
        onStop={() => setScanning(false)}
        onFailure={(why) => {
          setScanning(false);
          setNoCamera(why);
        }}
      />
    </Show>
  );
};
