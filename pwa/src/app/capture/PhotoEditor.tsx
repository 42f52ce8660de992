/**
 * Crops, turns, points at and hides, and asks how somebody agreed to be photographed. Hands back a new picture and keeps nothing. Must be dark around: it
 * stands in a FullScreen.
 */
import type { Consent } from '@sanad/model/engine/api';
import Brush from 'lucide-solid/icons/brush';
import Crop from 'lucide-solid/icons/crop';
import Grid3x3 from 'lucide-solid/icons/grid-3x3';
import MoveUpRight from 'lucide-solid/icons/move-up-right';
import Redo2 from 'lucide-solid/icons/redo-2';
import RotateCwSquare from 'lucide-solid/icons/rotate-cw-square';
import Undo2 from 'lucide-solid/icons/undo-2';
import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { addStep, undo as stepBack, redo as stepForward, withTurn } from '../../platform/photo-edits/edits.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ConsentChoice } from './ConsentChoice.tsx';
import { createEditing } from './create-editing.ts';
import { PictureStage, type Tool } from './PictureStage.tsx';

export interface EditedPhoto {
  /** JPEG, or PNG for what came as PNG and is no photo. Upright; made from pixels alone. */
  readonly picture: Blob;
  readonly width: number;
  readonly height: number;
  readonly consent: Consent | undefined;
}

interface PhotoEditorProps {
  readonly file: Blob;
  /** Absent: it was not taken here. */
  readonly onRetake?: (() => void) | undefined;
  readonly onDone: (photo: EditedPhoto) => void;
}

const TOOLS: readonly { readonly tool: Tool; readonly icon: () => JSX.Element }[] = [
  { tool: 'crop', icon: () => <Crop class="i" /> },
  { tool: 'black', icon: () => <Brush class="i" /> },
  { tool: 'blocks', icon: () => <Grid3x3 class="i" /> },
  { tool: 'arrow', icon: () => <MoveUpRight class="i" /> },
];

export const PhotoEditor = (props: PhotoEditorProps) => {
  const { t } = useI18n();
  const editing = createEditing(() => props.file);
  const { picture, failure, history, setHistory, isBusy, hasFailed } = editing;
  const [tool, setTool] = createSignal<Tool>('crop');
  const [consent, setConsent] = createSignal<Consent>();
  const edits = () => history().now;
  const done = () => editing.make((made) => props.onDone({ ...made, consent: consent() }));
  const keys = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
    event.preventDefault();
    setHistory(event.shiftKey ? stepForward : stepBack);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of undo reach it from every tool within
    <div class="photo-editor" onKeyDown={keys}>
      <Switch>
        <Match when={failure()}>
          {(why) => (
            <div class="photo-none">
              <p role="alert">{t(`edit.${why()}`)}</p>
              <Show when={props.onRetake}>
                <Button kind="primary" onClick={() => props.onRetake?.()}>
                  {t('edit.retake')}
                </Button>
              </Show>
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
                edits={edits()}
                tool={tool()}
                onStep={(next) => setHistory(addStep(history(), next))}
              />
              <div class="edit-panel">
                <div class="edit-tools" role="toolbar" aria-label={t('edit.tools')}>
                  <For each={TOOLS}>
                    {(one) => (
                      <button
                        type="button"
                        class="edit-tool"
                        aria-pressed={tool() === one.tool}
                        onClick={() => setTool(one.tool)}
                      >
                        {one.icon()}
                        {t(`edit.${one.tool}`)}
                      </button>
                    )}
                  </For>
                  <button type="button" class="edit-tool" onClick={() => setHistory(addStep(history(), withTurn(edits(), 1)))}>
                    <RotateCwSquare class="i" />
                    {t('edit.turn')}
                  </button>
                  <button
                    type="button"
                    class="edit-tool"
                    aria-disabled={history().before.length === 0}
                    onClick={() => setHistory(stepBack)}
                  >
                    <Undo2 class="i flip" />
                    {t('edit.undo')}
                  </button>
                  <button
                    type="button"
                    class="edit-tool"
                    aria-disabled={history().after.length === 0}
                    onClick={() => setHistory(stepForward)}
                  >
                    <Redo2 class="i flip" />
                    {t('edit.redo')}
                  </button>
                </div>
                <p class="hint" role="status">
                  {t(`edit.hint.${tool()}`)}
                </p>
                <ConsentChoice value={consent()} onChange={setConsent} />
                <Show when={hasFailed()}>
                  <Banner kind="medium" role="alert" icon={<Crop class="i" />}>
                    {t('edit.failed')}
                  </Banner>
                </Show>
                <div class="btns" data-fill="">
                  <Show when={props.onRetake}>
                    <Button kind="line" size="lg" onClick={() => props.onRetake?.()}>
                      {t('edit.retake')}
                    </Button>
                  </Show>
                  <Button kind="primary" size="lg" busy={isBusy()} onClick={() => void done()}>
                    {t('edit.done')}
                  </Button>
                </div>
              </div>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
};
