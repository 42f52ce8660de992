/** Where a message is typed: it grows with its lines, knows names and phrases, takes pasted files, and says when room gets short. */
import Camera from 'lucide-solid/icons/camera';
import { createEffect, createMemo, on, onCleanup, onMount, Show } from 'solid-js';
import type { ChosenFile } from '../../app/files/prepare-file.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { pastedFiles } from './attachments/take-files.ts';
import type { Draft } from './create-draft.ts';
import type { createMentions } from './create-mentions.ts';
import type { createSlash } from './create-slash.ts';
import { roomLeft } from './message-length.ts';

interface ComposerFieldProps {
  readonly draft: Draft;
  readonly mentions: ReturnType<typeof createMentions>;
  readonly slash: ReturnType<typeof createSlash>;
  /** Of the list of names or phrases above it. */
  readonly listId: string;
  /** Somebody can be named, or a phrase chosen. */
  readonly hasChoices: boolean;
  /** A message is changed: nothing is attached to it. */
  readonly isEditing: boolean;
  readonly onMade: (field: HTMLTextAreaElement) => void;
  readonly onTyped: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFiles: (files: readonly ChosenFile[]) => void;
  readonly onPhoto: () => void;
}

export const ComposerField = (props: ComposerFieldProps) => {
  const { t, n } = useI18n();
  let field: HTMLTextAreaElement | undefined;
  const text = () => props.draft.text();
  const room = createMemo(() => roomLeft(text()));
  const grow = () => {
    if (field === undefined) return;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight}px`;
  };
  createEffect(on(text, grow));
  onMount(() => {
    if (!matchMedia('(pointer: coarse)').matches) field?.focus({ preventScroll: true });
    // A phone that is turned breaks lines elsewhere.
    window.addEventListener('resize', grow);
    onCleanup(() => window.removeEventListener('resize', grow));
  });
  const open = () =>
    props.slash.choices().length > 0 ? props.slash : props.mentions.choices().length > 0 ? props.mentions : undefined;
  const markedId = () => {
    const list = open();
    return list && `${props.listId}-${list.marked()}`;
  };
  const look = (cursor: number) => {
    props.slash.look(cursor);
    props.mentions.look(cursor);
  };
  return (
    <div class="entry">
      <textarea
        ref={(element) => {
          field = element;
          props.onMade(element);
        }}
        rows={1}
        dir={text().trim() === '' ? undefined : 'auto'}
        aria-label={t('composer.label')}
        aria-autocomplete={props.hasChoices ? 'list' : undefined}
        aria-controls={open() === undefined ? undefined : props.listId}
        aria-activedescendant={markedId()}
        placeholder={t('composer.label')}
        value={text()}
        enterkeyhint="enter"
        onInput={(event) => {
          props.draft.setText(event.currentTarget.value);
          props.onTyped();
          look(event.currentTarget.selectionStart);
        }}
        onClick={(event) => look(event.currentTarget.selectionStart)}
        onPaste={(event) => {
          const files = pastedFiles(event.clipboardData, t('file.pasted'));
          if (files.length === 0 || props.isEditing) return;
          event.preventDefault();
          props.onFiles(files);
        }}
        onBlur={() => {
          props.slash.close();
          props.mentions.close();
        }}
        onKeyDown={(event) => props.onKeyDown(event)}
      />
      <Show when={!props.isEditing}>
        <IconButton label={t('add.photo')} aria-haspopup="dialog" onClick={() => props.onPhoto()}>
          <Camera class="i" />
        </IconButton>
      </Show>
      <Show when={room() !== undefined}>
        <span class="room" role="status" data-over={(room() ?? 0) < 0 ? '' : undefined}>
          {(room() ?? 0) < 0 ? n('composer.over', -(room() ?? 0)) : n('composer.left', room() ?? 0)}
        </span>
      </Show>
    </div>
  );
};
