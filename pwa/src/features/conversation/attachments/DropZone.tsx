/** Over the whole conversation while files are dragged above it: where they may be dropped, in words. */
import Paperclip from 'lucide-solid/icons/paperclip';
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import type { ChosenFile } from '../../../app/files/prepare-file.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import './attachments.css';
import { carriesFiles, droppedFiles } from './take-files.ts';

export const DropZone = (props: { readonly onFiles: (files: readonly ChosenFile[]) => void }) => {
  const { t } = useI18n();
  const [isOver, setOver] = createSignal(false);
  let mark: HTMLSpanElement | undefined;
  // Entering and leaving are told for every element on the way.
  let depth = 0;
  onMount(() => {
    const pane = mark?.closest<HTMLElement>('.pane');
    if (pane === null || pane === undefined) return;
    const end = () => {
      depth = 0;
      setOver(false);
    };
    const listeners = {
      dragenter: (event: DragEvent) => {
        if (!carriesFiles(event.dataTransfer)) return;
        depth += 1;
        setOver(true);
      },
      dragleave: () => {
        depth -= 1;
        if (depth <= 0) end();
      },
      dragover: (event: DragEvent) => {
        if (carriesFiles(event.dataTransfer)) event.preventDefault();
      },
      drop: (event: DragEvent) => {
        if (!carriesFiles(event.dataTransfer)) return;
        event.preventDefault();
        end();
        props.onFiles(droppedFiles(event.dataTransfer));
      },
    } as const;
    const all = Object.entries(listeners) as readonly (readonly ['dragenter', (event: DragEvent) => void])[];
    for (const [name, listener] of all) pane.addEventListener(name, listener);
    onCleanup(() => {
      for (const [name, listener] of all) pane.removeEventListener(name, listener);
    });
  });
  return (
    <>
      <span
        hidden
        ref={(made) => {
          mark = made;
        }}
      />
      <Show when={isOver()}>
        <div class="drop-zone">
          <Paperclip class="i" />
          {t('file.drop')}
        </div>
      </Show>
    </>
  );
};
