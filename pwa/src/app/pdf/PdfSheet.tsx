/** A PDF inside the app: one page at a time, larger and smaller, by keys as well; its words for a screen reader. */
import { Dialog } from '@kobalte/core/dialog';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import Download from 'lucide-solid/icons/download';
import X from 'lucide-solid/icons/x';
import ZoomIn from 'lucide-solid/icons/zoom-in';
import ZoomOut from 'lucide-solid/icons/zoom-out';
import { createEffect, createResource, createSignal, on, onCleanup, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { giveFocusBack } from '../../ui/give-focus-back.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import './pdf.css';
import type { DrawnPage, Pdf } from './load-pdf.ts';

interface PdfSheetProps {
  readonly name: string;
  /** Undefined: it could not be had, and that was said. */
  readonly load: () => Promise<Blob | undefined>;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

const ZOOMS = [1, 1.5, 2, 3] as const;

export const PdfSheet = (props: PdfSheetProps) => {
  const { t } = useI18n();
  giveFocusBack();
  const ending = new AbortController();
  const [pdf] = createResource(async (): Promise<Pdf | 'none' | undefined> => {
    const blob = await props.load();
    if (blob === undefined) {
      props.onClose();
      return 'none';
    }
    const { loadPdf } = await import('./load-pdf.ts');
    return loadPdf(blob, ending.signal);
  });
  const opened = () => {
    const now = pdf();
    return now === 'none' ? undefined : now;
  };
  onCleanup(() => ending.abort());
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content class="pdf">
          <header class="pdf-bar">
            <Dialog.Title as="h2" class="page-side" dir="auto">
              <bdi>{props.name}</bdi>
            </Dialog.Title>
            <IconButton label={t('file.save', { name: props.name })} onClick={props.onSave}>
              <Download class="i" />
            </IconButton>
            <Dialog.CloseButton class="icon-btn" aria-label={t('common.close')} title={t('common.close')}>
              <X class="i" />
            </Dialog.CloseButton>
          </header>
          <Show
            when={!pdf.loading}
            fallback={
              <p class="pdf-word" role="status">
                {t('pdf.loading')}
              </p>
            }
          >
            <Show
              when={opened()}
              fallback={
                <div class="pdf-word" role="alert">
                  <p>{t('pdf.broken')}</p>
                  <Button kind="line" size="lg" onClick={props.onSave}>
                    {t('file.save-short')}
                  </Button>
                </div>
              }
            >
              {(ready) => <Pages of={ready()} />}
            </Show>
          </Show>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
};

const Pages = (props: { readonly of: Pdf }) => {
  const { t } = useI18n();
  const [page, setPage] = createSignal(1);
  const [zoom, setZoom] = createSignal(0);
  const [words, setWords] = createSignal<DrawnPage>({ text: '', isCut: false, lacksPicture: false });
  let view: HTMLElement | undefined;
  let canvas: HTMLCanvasElement | undefined;
  const go = (step: number) => setPage((now) => Math.min(props.of.pages, Math.max(1, now + step)));
  const scale = (step: number) => setZoom((now) => Math.min(ZOOMS.length - 1, Math.max(0, now + step)));
  const draw = async () => {
    if (view === undefined || canvas === undefined) return;
    const width = (Math.min(view.clientWidth, 900) - 16) * (ZOOMS[zoom()] ?? 1);
    canvas.style.inlineSize = `${width}px`;
    const drawn = await props.of.draw(page(), canvas, width * devicePixelRatio);
    if (drawn !== undefined) setWords(drawn);
  };
  createEffect(
    on([page, zoom], ([now], before) => {
      if (before !== undefined && before[0] !== now) view?.scrollTo({ top: 0 });
      void draw();
    }),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const isRtl = document.documentElement.dir === 'rtl';
    const step = { PageDown: 1, PageUp: -1, ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[event.key];
    if (step !== undefined && !(event.key.startsWith('Arrow') && zoom() > 0)) go(step);
    else if (event.key === 'Home') setPage(1);
    else if (event.key === 'End') setPage(props.of.pages);
    else if (event.key === '+') scale(1);
    else if (event.key === '-') scale(-1);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <p class="pdf-note" role="status" hidden={!words().lacksPicture}>
        <Show when={words().lacksPicture}>{t('pdf.lacks-picture')}</Show>
      </p>
      <section
        class="pdf-view"
        aria-label={t('pdf.page', { n: page(), of: props.of.pages })}
        tabindex="0"
        onKeyDown={onKeyDown}
        ref={(made) => {
          view = made;
          setTimeout(() => made.focus());
        }}
      >
        {/* Letters are set one by one: a canvas that stands from right to left would take the words apart. */}
        <canvas
          dir="ltr"
          role="img"
          aria-label={t('pdf.page', { n: page(), of: props.of.pages })}
          ref={(made) => {
            canvas = made;
          }}
        />
        <p class="sr" dir="auto">
          {words().text}
        </p>
        <Show when={words().isCut}>
          <p class="sr">{t('pdf.cut')}</p>
        </Show>
      </section>
      <footer class="pdf-bar">
        <IconButton label={t('pdf.previous')} disabled={page() === 1} onClick={() => go(-1)}>
          <ChevronLeft class="i flip" />
        </IconButton>
        <span role="status">{t('pdf.page', { n: page(), of: props.of.pages })}</span>
        <IconButton label={t('pdf.next')} disabled={page() === props.of.pages} onClick={() => go(1)}>
          <ChevronRight class="i flip" />
        </IconButton>
        <span class="grow" />
        <IconButton label={t('pdf.smaller')} disabled={zoom() === 0} onClick={() => scale(-1)}>
          <ZoomOut class="i" />
        </IconButton>
        <IconButton label={t('pdf.larger')} disabled={zoom() === ZOOMS.length - 1} onClick={() => scale(1)}>
          <ZoomIn class="i" />
        </IconButton>
      </footer>
    </>
  );
};
