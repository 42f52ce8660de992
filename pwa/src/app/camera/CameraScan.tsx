/** The camera, looking for a QR code of one kind. It is open as long as this stands on a page that is seen, and no longer. */
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { makeQrReader, type QrReader } from '../../ui/qr-reader.ts';
import { type CodeShape, typingFault } from '../group-code.ts';
import './camera.css';
import { type CameraError, openCamera, stopCamera } from './open-camera.ts';

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
  let video: HTMLVideoElement | undefined;
  let stream: MediaStream | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const look = async (reader: QrReader, shown: HTMLVideoElement) => {
    const text = await reader.read(shown);
    if (isOver) return;
    if (text !== undefined && typingFault(text, props.shape) === undefined) return props.onCode(text);
    setOther(text !== undefined);
    timer = setTimeout(() => void look(reader, shown), betweenLooksMs);
  };
  const start = async () => {
    const [opened, reader] = await Promise.all([openCamera(), makeQrReader()]);
    if (!opened.ok) return isOver ? undefined : props.onFailure(opened.error);
    // She may have left while the browser asked her.
    if (isOver || video === undefined) return stopCamera(opened.value);
    stream = opened.value;
    video.srcObject = stream;
    await look(reader, video);
  };
  const stopUnseen = () => {
    if (document.visibilityState === 'hidden') props.onStop();
  };
  onMount(() => {
    document.addEventListener('visibilitychange', stopUnseen);
    void start();
  });
  onCleanup(() => {
    isOver = true;
    document.removeEventListener('visibilitychange', stopUnseen);
    clearTimeout(timer);
    if (stream !== undefined) stopCamera(stream);
  });

  return (
    <div class="stack">
      <div class="camera">
        <video
          ref={(made) => {
            video = made;
          }}
          autoplay
          muted
          playsinline
          onPlaying={() => setOpen(true)}
          aria-label={t('link.scan.view')}
        />
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
