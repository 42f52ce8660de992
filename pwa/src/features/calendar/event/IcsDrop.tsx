/** Over the calendar while a file is dragged above it: where it may be dropped, in words. */
import CalendarPlus from 'lucide-solid/icons/calendar-plus';
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

export const IcsDrop = (props: { readonly onFile: (file: File) => void }) => {
  const { t } = useI18n();
  const [isOver, setOver] = createSignal(false);
  let mark: HTMLSpanElement | undefined;
  onMount(() => {
    const pane = mark?.closest<HTMLElement>('.pane');
    if (pane === null || pane === undefined) return;
    // Entering and leaving are told for every element on the way.
    let depth = 0;
    const end = () => {
      depth = 0;
      setOver(false);
    };
    const ending = new AbortController();
    const hear = (name: 'dragenter' | 'dragleave' | 'dragover' | 'drop', heard: (event: DragEvent) => void) =>
      pane.addEventListener(name, heard, { signal: ending.signal });
    hear('dragenter', (event) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    });
    hear('dragleave', () => {
      depth -= 1;
      if (depth <= 0) end();
    });
    hear('dragover', (event) => {
      if (carriesFiles(event)) event.preventDefault();
    });
    hear('drop', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      end();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) props.onFile(file);
    });
    onCleanup(() => ending.abort());
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
        <div class="ics-drop">
          <CalendarPlus class="i" />
          {t('ics.drop')}
        </div>
      </Show>
    </>
  );
};
