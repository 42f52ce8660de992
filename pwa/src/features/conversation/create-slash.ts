/** The "/" at the beginning of a message: which phrases fit, and which one is chosen. */
import type { PhraseRow } from '@sanad/model/engine/api';
import { type Accessor, createMemo, createSignal } from 'solid-js';
import { findPhrases, orderPhrases } from '../../app/phrases/order-phrases.ts';
import type { Language } from '../../i18n/language.ts';
import { createChoices } from './create-choices.ts';
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
  const refuse = () => {
    isRefused = true;
    close();
  };
  const list = createChoices({ choices, choose, refuse });
  return {
    choices,
    marked: list.marked,
    choose,
    close,
    /** After each change of the text or the cursor. */
    look: (cursor: number) => {
      isRefused &&= dep.text().startsWith('/');
      setQuery(isRefused ? undefined : slashQuery(dep.text(), cursor));
      list.markFirst();
    },
    key: list.key,
  };
}
