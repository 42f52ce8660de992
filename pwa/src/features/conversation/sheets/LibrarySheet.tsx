/** All pictures and files of this conversation, newest first; pressing one goes to its message. */
import type { LibraryRow } from '@sanad/model/engine/api';
import FolderOpen from 'lucide-solid/icons/folder-open';
import Mic from 'lucide-solid/icons/mic';
import { createMemo, For, onCleanup, Show } from 'solid-js';
import { createLibrary } from '../../../app/engine-client.ts';
import { extensionOf, fileSize, fileTitle } from '../../../app/files/file-words.ts';
import { thumbnailUrl } from '../../../app/files/shown-picture.ts';
import { createNow } from '../../../app/now.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import '../attachments/attachments.css';
import { useThreadDoor } from '../thread-door.ts';

export const LibrarySheet = (props: { readonly onClose: () => void }) => {
  const { t } = useI18n();
  const door = useThreadDoor();
  const rows = createLibrary(() => door.conversation);
  const pictures = createMemo(() => (rows() ?? []).filter(({ attachment }) => attachment.image !== undefined));
  const others = createMemo(() => (rows() ?? []).filter(({ attachment }) => attachment.image === undefined));
  const go = (row: LibraryRow) => {
    props.onClose();
    door.jump(row.message, row.sentAtMs);
  };
  return (
    <Sheet title={t('library.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Show when={rows()?.length === 0}>
        <EmptyState icon={<FolderOpen class="i" />} title={t('library.empty.title')} text={t('library.empty.text')} />
      </Show>
      <Show when={pictures().length > 0}>
        <ul class="library-pictures">
          <For each={pictures()}>{(row) => <PictureItem row={row} onGo={() => go(row)} />}</For>
        </ul>
      </Show>
      <Show when={others().length > 0}>
        <ul class="card rows">
          <For each={others()}>{(row) => <FileItem row={row} onGo={() => go(row)} />}</For>
        </ul>
      </Show>
    </Sheet>
  );
};

interface ItemProps {
  readonly row: LibraryRow;
  readonly onGo: () => void;
}

const PictureItem = (props: ItemProps) => {
  const i18n = useI18n();
  const door = useThreadDoor();
  const now = createNow();
  const url = thumbnailUrl(props.row.attachment.image?.thumbnail ?? new Uint8Array());
  onCleanup(() => URL.revokeObjectURL(url));
  const words = () =>
    i18n.t('library.picture', {
      name: door.name(props.row.author),
      moment: i18n.dates().moment(props.row.sentAtMs, now()),
    });
  return (
    <li>
      <button type="button" class="shot" aria-label={words()} title={words()} onClick={() => props.onGo()}>
        <img src={url} alt="" data-blurred={door.group()?.sensitive ? '' : undefined} />
      </button>
    </li>
  );
};

const FileItem = (props: ItemProps) => {
  const i18n = useI18n();
  const door = useThreadDoor();
  const now = createNow();
  const file = () => props.row.attachment;
  const facts = () => {
    const size = file().place === 'gone' ? i18n.t('file.gone-short') : fileSize(i18n, file().bytes);
    return `${size} · ${door.name(props.row.author)} · ${i18n.dates().moment(props.row.sentAtMs, now())}`;
  };
  return (
    <li>
      <button type="button" class="row" onClick={() => props.onGo()}>
        <span class="ext" dir="ltr" aria-hidden="true">
          <Show when={file().voice === undefined} fallback={<Mic class="kind" />}>
            {extensionOf(file().name) ?? '–'}
          </Show>
        </span>
        <span class="txt">
          <bdi>{fileTitle(i18n, file())}</bdi>
          <small>{facts()}</small>
        </span>
      </button>
    </li>
  );
};
