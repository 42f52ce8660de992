/** What a message says: its words, or the form that was filled in. */
import type { MessageRow } from '@sanad/model/engine/api';
import { Show } from 'solid-js';
import { CardWords, SynthesisButton } from './CardWords.tsx';
import { MessageText } from './MessageText.tsx';

export const MessageWords = (props: { readonly row: MessageRow; readonly class: string }) => (
  <Show when={props.row.card} fallback={<MessageText row={props.row} class={props.class} />}>
    {(card) => (
      <>
        <CardWords card={card()} mentions={props.row.mentions} />
        <SynthesisButton row={props.row} />
      </>
    )}
  </Show>
);
