/** A row that is on or off, native underneath: a press anywhere on it, the space bar, name and state come from the browser. */
import { createUniqueId, type JSX } from 'solid-js';

interface SwitchProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly icon?: JSX.Element | undefined;
  /** Undefined: not known yet. Nothing can be chosen until it is, or what was chosen would be overwritten. */
  readonly checked: boolean | undefined;
  /** It is not hers to choose. */
  readonly disabled?: boolean | undefined;
  /** False: it could not be, and the switch goes back. */
  readonly onChange: (checked: boolean) => Promise<boolean>;
}

export const Switch = (props: SwitchProps) => {
  const id = createUniqueId();
  const change = async (input: HTMLInputElement) => {
    input.setAttribute('aria-busy', 'true');
    const isDone = await props.onChange(input.checked);
    input.removeAttribute('aria-busy');
    if (!isDone) input.checked = props.checked === true;
  };
  return (
    <label class="row" data-choice>
      {props.icon}
      <span class="txt">
        <span id={`${id}-label`}>{props.label}</span>
        {props.hint === undefined ? undefined : <small id={`${id}-hint`}>{props.hint}</small>}
      </span>
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says itself whether it is checked
        role="switch"
        class="switch"
        aria-labelledby={`${id}-label`}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        checked={props.checked === true}
        disabled={props.checked === undefined || props.disabled === true}
        onChange={(event) => void change(event.currentTarget)}
      />
    </label>
  );
};
