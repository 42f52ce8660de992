/** One of a few values that a rule may have. */
import { createUniqueId, For } from 'solid-js';

interface RuleSelectProps<Value> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly words: (value: Value) => string;
  readonly onChange: (value: Value) => void;
}

export const RuleSelect = <Value extends string | number>(props: RuleSelectProps<Value>) => {
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <span class="input">
        <select
          id={id}
          onChange={(event) => {
            const value = props.values[event.currentTarget.selectedIndex];
            if (value !== undefined) props.onChange(value);
          }}
        >
          <For each={props.values}>
            {(value) => (
              <option value={value} selected={value === props.chosen}>
                {props.words(value)}
              </option>
            )}
          </For>
        </select>
      </span>
    </div>
  );
};
