/** A list of radio rows, native underneath: arrow keys, one tab stop, names and state come from the browser. */
import { createUniqueId, For, type JSX } from 'solid-js';

interface ChoicesProps<Value extends string> {
  readonly label: string;
  /** Undefined: not known yet. Nothing can be chosen until it is, or what was chosen would be overwritten. */
  readonly value: Value | undefined;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    readonly hint?: string | undefined;
    readonly lang?: string | undefined;
    readonly icon?: JSX.Element | undefined;
  }[];
  readonly onChange: (value: Value) => void;
}

export const Choices = <Value extends string>(props: ChoicesProps<Value>) => {
  const name = createUniqueId();
  return (
    <div class="card rows" role="radiogroup" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <label class="row" data-choice>
            {option.icon}
            <span class="txt" lang={option.lang}>
              {option.label}
              {option.hint === undefined ? undefined : <small>{option.hint}</small>}
            </span>
            <input
              type="radio"
              class="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              disabled={props.value === undefined}
              onChange={() => props.onChange(option.value)}
            />
          </label>
        )}
      </For>
    </div>
  );
};
