/** What may be meant by what is being typed. The text field keeps the focus and says which one is marked. */
import { For, type JSX } from 'solid-js';

interface ChoiceListProps<T> {
  readonly id: string;
  readonly label: string;
  /** How many there are, for who does not see them. */
  readonly found: string;
  readonly choices: readonly T[];
  readonly marked: number;
  readonly onChoose: (choice: T) => void;
  /** A class for its rows, beside the common one. */
  readonly rowClass?: string;
  readonly children: (choice: T) => JSX.Element;
}

export const ChoiceList = <T,>(props: ChoiceListProps<T>) => (
  <div class="choice-list">
    <p class="sr" role="status">
      {props.found}
    </p>
    <div role="listbox" id={props.id} aria-label={props.label}>
      <For each={props.choices}>
        {(choice, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the text field, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: the field points at it with aria-activedescendant
          <div
            role="option"
            id={`${props.id}-${at()}`}
            class="choice-row"
            classList={{ [props.rowClass ?? '']: props.rowClass !== undefined }}
            aria-selected={at() === props.marked}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => props.onChoose(choice)}
          >
            {props.children(choice)}
          </div>
        )}
      </For>
    </div>
  </div>
);
