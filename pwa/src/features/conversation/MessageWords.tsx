/** What a message says: what it carries, its words, or the form that was filled in. */
import type { MessageRow } from '@sanad/model/engine/api';
import { Show } from 'solid-js';
import { MessageFiles } from './attachments/MessageFiles.tsx';
import { CardWords, SynthesisButton } from './CardWords.tsx';
import { MessageText } from './MessageText.tsx';

export const MessageWords = (props: { readonly row: MessageRow; readonly class: string }) => (
  <>
    {/* Nearly no message carries one: nothing is made for the others. */}
    {hasFiles(props.row) ? <MessageFiles row={props.row} /> : undefined}
    <Show when={props.row.card} fallback={hasWords(props.row) ? <MessageText row={props.row} class={props.class} /> : undefined}>
      {(card) => (
        <>
          <CardWords card={card()} mentions={props.row.mentions} />
          <SynthesisButton row={props.row} />
        </>
      )}
    </Show>
  </>
);

const hasFiles = (row: MessageRow): boolean => row.attachments.length > 0;
const hasWords = (row: MessageRow): boolean => row.text !== '';
