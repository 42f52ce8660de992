/** What is typed into a form, kept on this device a moment after each change and when the form is closed. */
import type { CardDraft, Priority } from '@sanad/model/engine/api';
import { createSignal, onCleanup, onMount } from 'solid-js';
import { onLeaving } from '../../app/leaving.ts';

interface CardFormDep {
  readonly texts: readonly string[];
  readonly priority: Priority;
  /** What stands in the message already: as long as nothing differs from it, nothing is kept. */
  readonly before: Pick<CardDraft, 'texts' | 'priority'>;
  readonly save: (content: Pick<CardDraft, 'texts' | 'priority'>) => void;
}
const saveAfterMs = 400;

export function createCardForm(dep: CardFormDep) {
  const [texts, setTexts] = createSignal(dep.texts);
  const [priority, setPriority] = createSignal(dep.priority);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isChanged = () =>
    priority() !== dep.before.priority || texts().some((text, at) => text.trim() !== (dep.before.texts[at] ?? ''));
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const flush = () => {
    if (timer === undefined) return;
    stop();
    dep.save({ texts: isChanged() ? texts() : texts().map(() => ''), priority: priority() });
  };
  let isSending = false;
  const changed = () => {
    clearTimeout(timer);
    if (!isSending) timer = setTimeout(flush, saveAfterMs);
  };
  onMount(() => window.addEventListener('pagehide', flush));
  onCleanup(onLeaving(flush));
  onCleanup(() => {
    window.removeEventListener('pagehide', flush);
    flush();
  });
  return {
    texts,
    priority,
    isChanged,
    setText: (at: number, text: string) => {
      setTexts((before) => before.map((one, i) => (i === at ? text : one)));
      changed();
    },
    setPriority: (next: Priority) => {
      setPriority(next);
      changed();
    },
    /** It goes out: what would be kept from now on would be found begun after it was sent. */
    sending: () => {
      isSending = true;
      stop();
    },
    /** It did not go. */
    goOn: () => {
      isSending = false;
      changed();
    },
  };
}
