/** What a message carries besides words: its pictures in a grid, then a card for every other file, then what is still on its way. */
import type { MessageRow } from '@sanad/model/engine/api';
import { createMemo, For, Show } from 'solid-js';
import { DocumentCard } from './DocumentCard.tsx';
import { FiledLine } from './FiledLine.tsx';
import './attachments.css';
import { PictureGrid } from './PictureGrid.tsx';
import { TransferLine } from './TransferLine.tsx';
import { VoiceCard } from './VoiceCard.tsx';

export const MessageFiles = (props: { readonly row: MessageRow }) => {
  const pictures = createMemo(() => props.row.attachments.filter((file) => file.image !== undefined));
  const others = createMemo(() => props.row.attachments.filter((file) => file.image === undefined));
  return (
    <div class="files">
      <Show when={pictures().length > 0}>
        <PictureGrid row={props.row} pictures={pictures()} />
      </Show>
      <For each={others()}>
        {(file) => (
          <Show when={file.voice === undefined} fallback={<VoiceCard row={props.row} file={file} />}>
            <DocumentCard row={props.row} file={file} />
          </Show>
        )}
      </For>
      <For each={props.row.attachments}>
        {(file) => (
          <>
            <Show when={file.transfer}>{(transfer) => <TransferLine row={props.row} file={file} transfer={transfer()} />}</Show>
            <FiledLine file={file} />
          </>
        )}
      </For>
    </div>
  );
};
