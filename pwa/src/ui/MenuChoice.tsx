/** A line of a sheet that is pressed: what happens, and in smaller words what that means. */
import { type JSX, Show } from 'solid-js';

interface MenuChoiceProps {
  readonly icon: JSX.Element;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Apart from the others, as what takes something away. */
  readonly isLast?: boolean | undefined;
  readonly onlyPhone?: boolean | undefined;
  readonly onChoose: () => void;
}

export const MenuChoice = (props: MenuChoiceProps) => (
  <button
    type="button"
    class="row"
    classList={{ leave: props.isLast === true, 'only-phone': props.onlyPhone === true }}
    onClick={() => props.onChoose()}
  >
    {props.icon}
    <span class="txt">
      {props.label}
      <Show when={props.hint}>{(hint) => <small>{hint()}</small>}</Show>
    </span>
  </button>
);
