/** A square out of a picture, for a face: cut and turned on this device, on the whole screen. Keeps nothing. */
import Crop from 'lucide-solid/icons/crop';
import RotateCwSquare from 'lucide-solid/icons/rotate-cw-square';
import { Match, Show, Switch } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { addStep, startHistory, withCrop, withTurn } from '../../platform/photo-edits/edits.ts';
import { middleSquareOf } from '../../platform/photo-edits/geometry.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { FullScreen } from '../../ui/FullScreen.tsx';
import './capture.css';
import { createEditing } from './create-editing.ts';
import { PictureStage } from './PictureStage.tsx';

interface PortraitEditorProps {
  readonly file: Blob;
  readonly onDone: (picture: Blob) => void;
  readonly onClose: () => void;
}

export const PortraitEditor = (props: PortraitEditorProps) => {
  const { t } = useI18n();
  const editing = createEditing(
    () => props.file,
    (picture) => {
      const first = startHistory(picture);
      return { ...first, now: withCrop(first.now, middleSquareOf(picture)) };
    },
  );
  const { picture, failure, history, setHistory, isBusy, hasFailed } = editing;
  const done = () => editing.make((made) => props.onDone(made.picture));
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
          <Match when={editing.isLoading()}>
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
