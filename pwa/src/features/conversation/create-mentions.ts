/** The @ that is being typed in a text field: who fits, who was chosen, and who is mentioned in the end. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { type Accessor, createMemo, createSignal } from 'solid-js';
import { createChoices } from './create-choices.ts';
import { type MentionQuery, mentionChoices, mentionedIn, mentionName, mentionQuery, withMention } from './mentions.ts';

interface MentionsDep {
  readonly members: Accessor<readonly Person[]>;
  readonly text: Accessor<string>;
  /** The field holds this text now, with the cursor there. */
  readonly write: (text: string, cursor: number) => void;
}

export function createMentions(dep: MentionsDep) {
  const [query, setQuery] = createSignal<MentionQuery>();
  const chosen = new Set<UserId>();
  const choices = createMemo(() => {
    const asked = query();
    return asked === undefined ? [] : mentionChoices(dep.members(), asked.words);
  });
  const close = () => setQuery(undefined);
  const choose = (person: Person) => {
    const asked = query();
    if (asked === undefined) return;
    chosen.add(person.user);
    close();
    const { text, cursor } = withMention(dep.text(), asked, mentionName(person));
    dep.write(text, cursor);
  };
  const list = createChoices({ choices, choose, refuse: close });
  return {
    choices,
    marked: list.marked,
    choose,
    close,
    /** After each change of the text or the cursor. */
    look: (cursor: number) => {
      setQuery(dep.members().length === 0 ? undefined : mentionQuery(dep.text(), cursor));
      list.markFirst();
    },
    key: list.key,
    /** Who is mentioned by the text that is sent. */
    mentioned: (text: string): readonly UserId[] => mentionedIn(text, dep.members(), chosen),
    forget: () => chosen.clear(),
    /** Who was chosen before: in a draft. */
    restore: (users: readonly UserId[]) => {
      for (const user of users) chosen.add(user);
    },
  };
}
