/** My file on its way to the server: how far, and what I can do about it; said in words, the bar only shows them. */
import type { AttachmentRow, MessageRow, Transfer } from '@sanad/model/engine/api';
import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import X from 'lucide-solid/icons/x';
import { Show } from 'solid-js';
import { fileSize, refusedWords } from '../../../app/files/file-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { useThreadDoor } from '../thread-door.ts';

interface TransferLineProps {
  readonly row: MessageRow;
  readonly file: AttachmentRow;
  readonly transfer: Transfer;
}

export const TransferLine = (props: TransferLineProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const door = useThreadDoor();
  const words = () => {
    const { state, done, of, code } = props.transfer;
    const sizes = { done: fileSize(i18n, done), of: fileSize(i18n, of) };
    if (state === 'refused') return t('file.refused', { why: refusedWords(i18n, code) });
    if (state === 'paused') return t('file.paused', sizes);
    return state === 'running' ? t('file.sending', sizes) : t('file.waiting');
  };
  const share = () => Math.round((props.transfer.done / Math.max(1, props.transfer.of)) * 100);
  return (
    <div class="transfer" data-state={props.transfer.state}>
      <span class="grow">{words()}</span>
      <Show when={props.transfer.state === 'running' || props.transfer.state === 'waiting'}>
        <IconButton label={t('file.pause', { name: props.file.name })} onClick={() => door.pauseFile(props.file, true)}>
          <Pause class="i" />
        </IconButton>
      </Show>
      <Show when={props.transfer.state === 'paused' || props.transfer.state === 'refused'}>
        <IconButton label={t('file.resume', { name: props.file.name })} onClick={() => door.pauseFile(props.file, false)}>
          <Play class="i" />
        </IconButton>
      </Show>
      <IconButton
        label={t('file.remove-name', { name: props.file.name })}
        onClick={() => door.openSheet({ kind: 'file-remove', id: props.row.id, file: props.file.file })}
      >
        <X class="i" />
      </IconButton>
      <Show when={props.transfer.state === 'running' || props.transfer.state === 'paused'}>
        <span class="transfer-bar" aria-hidden="true">
          <i style={{ 'inline-size': `${share()}%` }} />
        </span>
      </Show>
    </div>
  );
};
