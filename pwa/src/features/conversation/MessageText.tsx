/** The words of a message: links, names and measures set apart, a long text cut until somebody wants to read on. */
import type { MessageRow } from '@sanad/model/engine/api';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { mentionName } from './mentions.ts';
import { cutLong } from './message-length.ts';
import { type NameInText, type TextPart, textParts } from './message-text.ts';
import { useThreadDoor } from './thread-door.ts';

export const MessageText = (props: { readonly row: Pick<MessageRow, 'text' | 'mentions'>; readonly class: string }) => {
  const { t } = useI18n();
  const door = useThreadDoor();
  const [isOpen, setOpen] = createSignal(false);
  const short = createMemo(() => cutLong(props.row.text));
  const names = (): readonly NameInText[] =>
    props.row.mentions.flatMap((user) => {
      const person = door.person(user);
      return person === undefined ? [] : [{ user, name: mentionName(person) }];
    });
  const parts = createMemo(() => textParts(isOpen() ? props.row.text : (short() ?? props.row.text), names()));
  return (
    <>
      <span class={props.class} dir="auto">
        {isPlain(parts()) ? props.row.text : <For each={parts()}>{(part) => <Part of={part} me={door.me()} />}</For>}
        {short() !== undefined && !isOpen() ? '…' : undefined}
      </span>
      <Show when={short() !== undefined}>
        <button type="button" class="read-on" aria-expanded={isOpen()} onClick={() => setOpen((open) => !open)}>
          {t(isOpen() ? 'msg.less' : 'msg.more')}
        </button>
      </Show>
    </>
  );

  /** Most messages: one text node, made at once. */
  function isPlain(all: readonly TextPart[]): boolean {
    return all.length === 1 && all[0]?.kind === 'text' && short() === undefined;
  }
};

/** A part never changes its kind. */
const Part = (props: { readonly of: TextPart; readonly me: string | undefined }) => {
  const part = props.of;
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'measure':
      return (
        <bdi class="measure" dir="ltr">
          {part.text}
        </bdi>
      );
    case 'mention':
      return (
        <bdi class="mention" data-me={part.user === props.me ? '' : undefined}>
          {part.text}
        </bdi>
      );
    case 'link':
      return (
        <a class="url" dir="ltr" href={part.href} target="_blank" rel="noopener noreferrer">
          {part.text}
        </a>
      );
  }
};
