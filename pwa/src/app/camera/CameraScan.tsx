/** The camera, looking for a QR code of one kind. */
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { makeQrReader, type QrReader } from '../../ui/qr-reader.ts';
import { type CodeShape, typingFault } from '../group-code.ts';
import './camera.css';
import { createCamera } from './create-camera.ts';
import { type CameraError, openCamera } from './open-camera.ts';

interface CameraScanProps {
  readonly shape: CodeShape;
  /** What to point at, and what is said of a QR code of another kind. */
  readonly aim: string;
  readonly other: string;
  readonly onCode: (code: string) => void;
  readonly onStop: () => void;
  readonly onFailure: (error: CameraError) => void;
}

const betweenLooksMs = 150;

export const CameraScan = (props: CameraScanProps) => {
  const { t } = useI18n();
  const [isOpen, setOpen] = createSignal(false);
  const [isOther, setOther] = createSignal(false);
  const camera = createCamera(() => props.onStop());
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = async (reader: QrReader) => {
    const shown = camera.live()?.video;
    if (shown === undefined) return;
    const text = await reader.read(shown);
    if (camera.live() === undefined) return;
    if (text !== undefined && typingFault(text, props.shape) === undefined) return props.onCode(text);
    setOther(text !== undefined);
    timer = setTimeout(() => void look(reader), betweenLooksMs);
  };
  const start = async () => {
    const [opened, reader] = await Promise.all([camera.open(openCamera), makeQrReader()]);
    if (opened === undefined) return;
    if (opened.ok) await look(reader);
    else props.onFailure(opened.error);
  };
  onMount(() => void start());
  onCleanup(() => clearTimeout(timer));

  return (
    <div class="stack">
      <div class="camera">
        <video ref={camera.show} autoplay muted playsinline onPlaying={() => setOpen(true)} aria-label={t('link.scan.view')} />
      </div>
      <p class="hint centred" role="status">
        <Show when={isOpen()} fallback={t('link.scan.starting')}>
          {isOther() ? props.other : props.aim}
        </Show>
      </p>
      <Button kind="line" wide ref={(button) => onMount(() => button.focus())} onClick={() => props.onStop()}>
        {t('link.scan.stop')}
      </Button>
    </div>
  );
};
