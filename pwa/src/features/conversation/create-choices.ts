/** A list that stands over a text field while somebody types: which choice is marked, and the keys that move and choose. */
import { type Accessor, createSignal } from 'solid-js';

interface ChoicesDep<T> {
  readonly choices: Accessor<readonly T[]>;
  readonly choose: (choice: T) => void;
  /** Escape. */
  readonly refuse: () => void;
}

export function createChoices<T>({ choices, choose, refuse }: ChoicesDep<T>) {
  const [marked, setMarked] = createSignal(0);
  return {
    marked,
    markFirst: () => setMarked(0),
    /** True when the key was for the list. */
    key: (event: KeyboardEvent): boolean => {
      const all = choices();
      const choice = all[marked()];
      if (choice === undefined || event.isComposing) return false;
      if (event.key === 'ArrowDown') setMarked((at) => (at + 1) % all.length);
      else if (event.key === 'ArrowUp') setMarked((at) => (at - 1 + all.length) % all.length);
      else if (event.key === 'Enter' || event.key === 'Tab') choose(choice);
      else if (event.key === 'Escape') refuse();
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
