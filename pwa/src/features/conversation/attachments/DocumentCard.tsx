/** A file that is no picture: its kind on a tile with a lock, its name on two lines, its size, and what a press does. */
import type { AttachmentRow, MessageRow } from '@sanad/model/engine/api';
import Download from 'lucide-solid/icons/download';
import File from 'lucide-solid/icons/file';
import Lock from 'lucide-solid/icons/lock';
import Mic from 'lucide-solid/icons/mic';
import { Show } from 'solid-js';
import { extensionOf, fileSize } from '../../../app/files/file-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { useThreadDoor } from '../thread-door.ts';

interface DocumentCardProps {
  readonly row: MessageRow;
  readonly file: AttachmentRow;
}

export const DocumentCard = (props: DocumentCardProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const door = useThreadDoor();
  const ending = () => extensionOf(props.file.name);
  const facts = () => {
    const { place, bytes } = props.file;
    if (place === 'gone') return t('file.gone');
    if (place === 'unsent') return t('file.unsent');
    return place === 'coming' ? t('file.coming') : fileSize(i18n, bytes);
  };
  const isThere = () => props.file.place !== 'gone' && props.file.place !== 'unsent';
  const opens = () => props.file.type === 'application/pdf';
  const press = () => (opens() ? door.openFile(props.row, props.file) : door.saveFile(props.row, props.file));
  return (
    <div class="doc" data-place={props.file.place}>
      <button
        type="button"
        class="doc-open"
        disabled={!isThere()}
        aria-label={t(opens() ? 'file.open' : 'file.save', { name: props.file.name })}
        onClick={press}
      >
        <span class="ext">
          <Show when={props.file.voice === undefined} fallback={<Mic class="kind" />}>
            <Show when={ending()} fallback={<File class="kind" />}>
              {(word) => <span dir="ltr">{word()}</span>}
            </Show>
          </Show>
          <Lock class="i" role="img" aria-label={t('file.sealed')} />
        </span>
        <span class="doc-words">
          <b class="page-side" dir="auto">
            {props.file.name}
          </b>
          <small>{facts()}</small>
        </span>
      </button>
      <Show when={isThere() && opens()}>
        <IconButton label={t('file.save', { name: props.file.name })} onClick={() => door.saveFile(props.row, props.file)}>
          <Download class="i" />
        </IconButton>
      </Show>
      <Show when={isThere() && !opens()}>
        <Download class="i doc-hint" />
      </Show>
    </div>
  );
};
