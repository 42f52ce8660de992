/** A square out of a picture, for a face: cut and turned on this device, on the whole screen. Keeps nothing. */
import Crop from 'lucide-solid/icons/crop';
import RotateCwSquare from 'lucide-solid/icons/rotate-cw-square';
import { createEffect, createResource, createSignal, Match, onCleanup, Show, Switch } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { addStep, startHistory, withCrop, withTurn } from '../../platform/photo-edits/edits.ts';
import { middleSquareOf } from '../../platform/photo-edits/geometry.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { FullScreen } from '../../ui/FullScreen.tsx';
import { startPicturesThread } from '../files/pictures-thread.ts';
import './capture.css';
import { PictureStage } from './PictureStage.tsx';

interface PortraitEditorProps {
  readonly file: Blob;
  readonly onDone: (picture: Blob) => void;
  readonly onClose: () => void;
}

export const PortraitEditor = (props: PortraitEditorProps) => {
  const { t } = useI18n();
  const thread = startPicturesThread();
  onCleanup(thread.end);
  const [opened] = createResource(
    () => props.file,
    async (file) => thread.api.openPicture(file),
  );
  const picture = () => {
    const now = opened();
    return now?.ok ? now.value : undefined;
  };
  const failure = () => {
    const now = opened();
    return now === undefined || now.ok ? undefined : now.error;
  };
  const [history, setHistory] = createSignal(startHistory({ width: 1, height: 1 }));
  const [isBusy, setBusy] = createSignal(false);
  const [hasFailed, setFailed] = createSignal(false);
  createEffect(() => {
    const now = picture();
    if (now === undefined) return;
    const first = startHistory(now);
    setHistory({ ...first, now: withCrop(first.now, middleSquareOf(now)) });
    onCleanup(() => now.copy.close());
  });
  let isOver = false;
  onCleanup(() => {
    isOver = true;
  });
  const done = async () => {
    if (isBusy()) return;
    setFailed(false);
    setBusy(true);
    const made = await thread.api.makePicture(history().now);
    if (isOver) return;
    setBusy(false);
    if (made === undefined) setFailed(true);
    else props.onDone(made.picture);
  };
  return (
    <FullScreen title={t('portrait.title')} closeLabel={t('edit.close')} onClose={props.onClose}>
      <div class="photo-editor">
        <Switch>
          <Match when={failure()}>
            {(why) => (
              <div class="photo-none">
                <p role="alert">{t(`edit.${why()}`)}</p>
              </div>
            )}
          </Match>
          <Match when={opened.loading}>
            <p class="photo-none" role="status">
              {t('edit.opening')}
            </p>
          </Match>
          <Match when={picture()}>
            {(now) => (
              <>
                <PictureStage
                  picture={now()}
                  edits={history().now}
                  tool="crop"
                  isSquare
                  onStep={(next) => setHistory(addStep(history(), next))}
                />
                <div class="edit-panel">
                  <div class="edit-tools" role="toolbar" aria-label={t('edit.tools')}>
                    <button
                      type="button"
                      class="edit-tool"
                      onClick={() => setHistory(addStep(history(), withTurn(history().now, 1)))}
                    >
                      <RotateCwSquare class="i" />
                      {t('edit.turn')}
                    </button>
                  </div>
                  <p class="hint">{t('portrait.hint')}</p>
                  <Show when={hasFailed()}>
                    <Banner kind="medium" role="alert" icon={<Crop class="i" />}>
                      {t('edit.failed')}
                    </Banner>
                  </Show>
                  <div class="btns" data-fill="">
                    <Button kind="primary" size="lg" busy={isBusy()} onClick={() => void done()}>
                      {t('portrait.done')}
                    </Button>
                  </div>
                </div>
              </>
            )}
          </Match>
        </Switch>
      </div>
    </FullScreen>
  );
};
