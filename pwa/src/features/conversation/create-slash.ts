/** The "/" at the beginning of a message: which phrases fit, which one is marked, and the keys that move and choose. */
import type { PhraseRow } from '@sanad/model/engine/api';
import { type Accessor, createMemo, createSignal } from 'solid-js';
import { findPhrases, orderPhrases } from '../../app/phrases/order-phrases.ts';
import type { Language } from '../../i18n/language.ts';
import { slashQuery } from './slash.ts';

interface SlashDep {
  readonly phrases: Accessor<readonly PhraseRow[]>;
  readonly language: Accessor<Language>;
  readonly text: Accessor<string>;
  readonly choose: (phrase: PhraseRow) => void;
}
const shownChoices = 6;

export function createSlash(dep: SlashDep) {
  const [query, setQuery] = createSignal<string>();
  const [marked, setMarked] = createSignal(0);
  /** Escape: until the message no longer begins with a slash. */
  let isRefused = false;
  const choices = createMemo(() => {
    const asked = query();
    return asked === undefined
      ? []
      : orderPhrases(findPhrases(dep.phrases(), asked), 'use', dep.language()).slice(0, shownChoices);
  });
  const close = () => setQuery(undefined);
  const choose = (phrase: PhraseRow) => {
    close();
    dep.choose(phrase);
  };
  return {
    choices,
    marked,
    choose,
    close,
    /** After each change of the text or the cursor. */
    look: (cursor: number) => {
      isRefused &&= dep.text().startsWith('/');
      setQuery(isRefused ? undefined : slashQuery(dep.text(), cursor));
      setMarked(0);
    },
    /** True when the key was for the list. */
    key: (event: KeyboardEvent): boolean => {
      const all = choices();
      const phrase = all[marked()];
      if (phrase === undefined || event.isComposing) return false;
      if (event.key === 'ArrowDown') setMarked((at) => (at + 1) % all.length);
      else if (event.key === 'ArrowUp') setMarked((at) => (at - 1 + all.length) % all.length);
      else if (event.key === 'Enter' || event.key === 'Tab') choose(phrase);
      else if (event.key === 'Escape') {
        isRefused = true;
        close();
      } else return false;
      event.preventDefault();
      return true;
    },
  };
}
