/** Each file of a message with what can be done with it: shown, saved, marked as copied to the record, removed. */
import type { AttachmentRow, MessageRow } from '@sanad/model/engine/api';
import ClipboardCheck from 'lucide-solid/icons/clipboard-check';
import Download from 'lucide-solid/icons/download';
import Eye from 'lucide-solid/icons/eye';
import Trash from 'lucide-solid/icons/trash';
import { For, Show } from 'solid-js';
import { fileSize, fileTitle } from '../../../app/files/file-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Sheet } from '../../../ui/Sheet.tsx';
import { FiledLine } from '../attachments/FiledLine.tsx';
import '../attachments/attachments.css';
import { isWaiting } from '../message-actions.ts';
import { useThreadDoor } from '../thread-door.ts';

export const FilesSheet = (props: { readonly row: MessageRow; readonly onClose: () => void }) => {
  const { t } = useI18n();
  return (
    <Sheet title={t('msg.files')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <For each={props.row.attachments}>{(file) => <FileActions row={props.row} file={file} onClose={props.onClose} />}</For>
    </Sheet>
  );
};

interface FileActionsProps {
  readonly row: MessageRow;
  readonly file: AttachmentRow;
  readonly onClose: () => void;
}

const FileActions = (props: FileActionsProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const door = useThreadDoor();
  const isThere = () => props.file.place !== 'gone';
  const opens = () => props.file.image !== undefined || props.file.type === 'application/pdf';
  const mayRemove = () => props.row.mine || door.group()?.admin === true;
  // Closing takes the message away from here: what is needed afterwards is read before.
  const then = (act: (row: MessageRow, file: AttachmentRow) => void) => () => {
    const { row, file } = props;
    props.onClose();
    act(row, file);
  };
  return (
    <section class="sec">
      <h3 class="sec-head">
        <bdi>{fileTitle(i18n, props.file)}</bdi>
      </h3>
      <p class="hint">{isThere() ? fileSize(i18n, props.file.bytes) : t('file.gone')}</p>
      <FiledLine file={props.file} />
      <Show when={isThere()}>
        <div class="card rows">
          <Show when={opens()}>
            <button type="button" class="row" onClick={then(door.openFile)}>
              <Eye class="i" />
              <span class="txt">{t('file.open-short')}</span>
            </button>
          </Show>
          <button type="button" class="row" onClick={then(door.saveFile)}>
            <Download class="i" />
            <span class="txt">{t('file.save-short')}</span>
          </button>
          <Show when={!isWaiting(props.row) && door.rights().mayAct && props.file.filed === undefined}>
            <button type="button" class="row" onClick={then(door.markFiled)}>
              <ClipboardCheck class="i" />
              <span class="txt">{t('file.mark-filed')}</span>
            </button>
          </Show>
          <Show when={mayRemove()}>
            <button
              type="button"
              class="row"
              onClick={() => door.openSheet({ kind: 'file-remove', id: props.row.id, file: props.file.file })}
            >
              <Trash class="i" />
              <span class="txt">{t('file.remove')}</span>
            </button>
          </Show>
        </div>
      </Show>
    </section>
  );
};
