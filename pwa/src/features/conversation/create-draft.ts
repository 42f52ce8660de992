/** What is being written, saved a moment after each change, and put aside while a waiting message is edited. */
import type { Priority, UrgentForm } from '@sanad/model/engine/api';
import { type Accessor, createSignal } from 'solid-js';

export interface DraftContent {
  readonly text: string;
  readonly priority: Priority;
  /** What it asks for when it is sent as urgent; undefined: what is usual in the hospital (ORG-10). */
  readonly plan: UrgentForm | undefined;
}
export interface Draft {
  readonly text: Accessor<string>;
  readonly priority: Accessor<Priority>;
  readonly plan: Accessor<UrgentForm | undefined>;
  setText(text: string): void;
  setPriority(priority: Priority): void;
  setPlan(plan: UrgentForm | undefined): void;
  /** What belongs to it has changed: it is saved again in a moment. */
  touch(): void;
  /** Words of another device: false, and nothing changes, when something was written here that is not saved yet. */
  follow(other: DraftContent): boolean;
  /** Sent: nothing is left. */
  clear(): void;
  /** Shows other content without saving it; `takeBack` returns to what was being written. */
  setAside(other: DraftContent): void;
  takeBack(): void;
  /** Saves now what would be saved in a moment. */
  flush(): void;
  /** What cannot be typed again has come or gone: saved at once, also while something else is edited. Ends when it is durable. */
  keep(): Promise<void>;
}

const saveAfterMs = 400;

/** `save` ends when it is durable. */
export function createDraft(first: DraftContent, save: (content: DraftContent) => Promise<unknown>): Draft {
  const [text, setText] = createSignal(first.text);
  const [priority, setPriority] = createSignal<Priority>(first.priority);
  const [plan, setPlan] = createSignal(first.plan);
  const now = (): DraftContent => ({ text: text(), priority: priority(), plan: plan() });
  let aside: DraftContent | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = 0;

  const keep = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    saving += 1;
    await save(aside ?? now()).finally(() => {
      saving -= 1;
    });
  };
  const flush = () => {
    if (timer !== undefined) void keep();
  };
  const touch = () => {
    if (aside !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(flush, saveAfterMs);
  };
  const show = (content: DraftContent) => {
    setText(content.text);
    setPriority(content.priority);
    setPlan(() => content.plan);
  };
  return {
    text,
    priority,
    plan,
    setText: (next) => {
      setText(next);
      touch();
    },
    setPriority: (next) => {
      setPriority(next);
      touch();
    },
    setPlan: (next) => {
      setPlan(() => next);
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
      show({ text: '', priority: 'normal', plan: undefined });
      void keep();
    },
    setAside: (other) => {
      flush();
      aside ??= now();
      show(other);
    },
    takeBack: () => {
      if (aside !== undefined) show(aside);
      aside = undefined;
    },
    flush,
    keep,
  };
}
