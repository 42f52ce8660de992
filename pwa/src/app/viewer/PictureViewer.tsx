/**
 * Pictures on the whole screen: enlarged by wheel, two fingers, a double tap or keys, moved about, and left by swipe, arrow keys or buttons in reading
 * direction. What else can be done with one is in the caller's slot.
 */
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import ZoomIn from 'lucide-solid/icons/zoom-in';
import ZoomOut from 'lucide-solid/icons/zoom-out';
import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { FullScreen } from '../../ui/FullScreen.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { thumbnailUrl } from '../files/shown-picture.ts';
import { createGestures } from './create-gestures.ts';
import { createPictures, type Loaded, type ViewedPicture } from './create-pictures.ts';
import './viewer.css';
import { notZoomed, panBy, type Zoom, zoomAt } from './zoom.ts';

interface PictureViewerProps {
  readonly items: readonly ViewedPicture[];
  /** Which of them is seen first. */
  readonly start: number;
  readonly onClose: () => void;
  /** Beside the title. */
  readonly actions?: ((index: number) => JSX.Element) | undefined;
  readonly onSeen?: ((index: number) => void) | undefined;
}

const zoomStep = 1.5;
const doubleTapZoom = 2.5;
const panStep = 60;

export const PictureViewer = (props: PictureViewerProps) => {
  const { t } = useI18n();
  const [at, setAt] = createSignal(props.start);
  const [zoom, setZoom] = createSignal<Zoom>(notZoomed);
  const pictures = createPictures(
    () => props.items,
    () => at(),
  );
  let room: HTMLDivElement | undefined;
  let image: HTMLImageElement | undefined;

  const isRtl = () => document.documentElement.dir === 'rtl';
  const item = () => props.items[at()];
  const loaded = (): Loaded => pictures.loaded(at());
  const go = (by: number) => {
    const next = at() + by;
    if (next < 0 || next >= props.items.length) return;
    setZoom(notZoomed);
    setAt(next);
  };
  createEffect(on(at, (index) => props.onSeen?.(index)));
  const sizes = () => ({
    shown: { width: image?.offsetWidth ?? 0, height: image?.offsetHeight ?? 0 },
    room: { width: room?.clientWidth ?? 0, height: room?.clientHeight ?? 0 },
  });
  const zoomBy = (factor: number, x = 0, y = 0) => {
    const { shown, room: space } = sizes();
    setZoom(zoomAt(zoom(), factor, { x, y }, shown, space));
  };
  const pan = (x: number, y: number) => {
    const { shown, room: space } = sizes();
    setZoom(panBy(zoom(), x, y, shown, space));
  };
  const gestures = createGestures({
    isZoomed: () => zoom().scale > 1,
    isRtl,
    zoomBy,
    pan,
    doubleTap: (x, y) => (zoom().scale > 1 ? setZoom(notZoomed) : zoomBy(doubleTapZoom, x, y)),
    next: () => go(1),
    previous: () => go(-1),
    close: () => props.onClose(),
  });
  const keys = (event: KeyboardEvent) => {
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const line = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const isZoomed = zoom().scale > 1;
    if (side !== undefined && isZoomed) pan(-side * panStep, 0);
    else if (side !== undefined) go(isRtl() ? -side : side);
    else if (line !== undefined && isZoomed) pan(0, line * panStep);
    else if (event.key === '+' || event.key === '=') zoomBy(zoomStep);
    else if (event.key === '-') zoomBy(1 / zoomStep);
    else if (event.key === '0') setZoom(notZoomed);
    else if (event.key === 'Home') go(-at());
    else if (event.key === 'End') go(props.items.length - 1 - at());
    else return;
    event.preventDefault();
  };
  /** A name keeps its own direction, and the number beside it that of the page. */
  const title = () => `\u2068${item()?.name ?? ''}\u2069 – ${t('viewer.position', { at: at() + 1, of: props.items.length })}`;
  return (
    <FullScreen
      title={title()}
      closeLabel={t('viewer.close')}
      onClose={() => props.onClose()}
      actions={props.actions?.(at())}
      onKeyDown={keys}
    >
      <div class="viewer">
        <div
          class="viewer-room"
          ref={(made) => {
            room = made;
            gestures.watch(made);
          }}
        >
          <Show when={loaded().state === 'loading' && item()?.thumbnail} keyed>
            {(bytes) => <Thumbnail bytes={bytes} />}
          </Show>
          <Show when={shownUrl(loaded())} keyed>
            {(url) => (
              <img
                ref={(made) => {
                  image = made;
                }}
                src={url}
                alt={item()?.name ?? ''}
                draggable={false}
                onError={() => pictures.failed(at())}
                style={{ transform: `translate(${zoom().x}px, ${zoom().y}px) scale(${zoom().scale})` }}
              />
            )}
          </Show>
        </div>
        <p class="viewer-says" role="status">
          <Show when={failure(loaded())}>{(why) => <span>{t(`viewer.${why()}`)}</span>}</Show>
          <span classList={{ sr: failure(loaded()) !== undefined || loaded().state === 'shown' }}>
            {loaded().state === 'loading' ? t('viewer.loading') : title()}
          </span>
        </p>
        <div class="viewer-bar">
          <IconButton label={t('viewer.previous')} size="lg" aria-disabled={at() === 0} onClick={() => go(-1)}>
            <ChevronLeft class="i flip" />
          </IconButton>
          <IconButton
            label={t('viewer.zoom-out')}
            size="lg"
            aria-disabled={zoom().scale <= 1}
            onClick={() => zoomBy(1 / zoomStep)}
          >
            <ZoomOut class="i" />
          </IconButton>
          <IconButton label={t('viewer.zoom-in')} size="lg" onClick={() => zoomBy(zoomStep)}>
            <ZoomIn class="i" />
          </IconButton>
          <IconButton label={t('viewer.next')} size="lg" aria-disabled={at() === props.items.length - 1} onClick={() => go(1)}>
            <ChevronRight class="i flip" />
          </IconButton>
        </div>
      </div>
    </FullScreen>
  );
};

const shownUrl = (loaded: Loaded): string | undefined => (loaded.state === 'shown' ? loaded.url : undefined);
const failure = (loaded: Loaded): 'gone' | 'unreadable' | undefined =>
  loaded.state === 'gone' || loaded.state === 'unreadable' ? loaded.state : undefined;

const Thumbnail = (props: { readonly bytes: Uint8Array<ArrayBuffer> }) => {
  const url = thumbnailUrl(props.bytes);
  onCleanup(() => URL.revokeObjectURL(url));
  return <img class="viewer-thumbnail" src={url} alt="" draggable={false} />;
};
