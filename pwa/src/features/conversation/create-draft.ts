/** What is being written, saved a moment after each change, and put aside while a waiting message is edited. */
import type { Priority } from '@sanad/model/engine/api';
import { type Accessor, createSignal } from 'solid-js';

interface Content {
  readonly text: string;
  readonly priority: Priority;
}
export interface Draft {
  readonly text: Accessor<string>;
  readonly priority: Accessor<Priority>;
  setText(text: string): void;
  setPriority(priority: Priority): void;
  /** What belongs to it has changed: it is saved again in a moment. */
  touch(): void;
  /** Words of another device: false, and nothing changes, when something was written here that is not saved yet. */
  follow(other: Content): boolean;
  /** Sent: nothing is left. */
  clear(): void;
  /** Shows other content without saving it; `takeBack` returns to what was being written. */
  setAside(other: Content): void;
  takeBack(): void;
  /** Saves now what would be saved in a moment. */
  flush(): void;
}

const saveAfterMs = 400;

/** `save` ends when it is durable. */
export function createDraft(first: Content, save: (text: string, priority: Priority) => Promise<unknown>): Draft {
  const [text, setText] = createSignal(first.text);
  const [priority, setPriority] = createSignal<Priority>(first.priority);
  let aside: Content | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = 0;

  const keep = () => {
    saving += 1;
    void save(text(), priority()).finally(() => {
      saving -= 1;
    });
  };
  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    keep();
  };
  const touch = () => {
    if (aside !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(flush, saveAfterMs);
  };
  const show = (content: Content) => {
    setText(content.text);
    setPriority(content.priority);
  };
  return {
    text,
    priority,
    setText: (next) => {
      setText(next);
      touch();
    },
    setPriority: (next) => {
      setPriority(next);
      touch();
    },
    touch,
    follow: (other) => {
      if (timer !== undefined || saving > 0) return false;
      if (aside === undefined) show(other);
      else aside = other;
      return true;
    },
    clear: () => {
      clearTimeout(timer);
      timer = undefined;
      show({ text: '', priority: 'normal' });
      keep();
    },
    setAside: (other) => {
      flush();
      aside ??= { text: text(), priority: priority() };
      show(other);
    },
    takeBack: () => {
      if (aside !== undefined) show(aside);
      aside = undefined;
    },
    flush,
  };
}
