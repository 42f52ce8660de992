/** One of a few values that a rule may have. */
import { createUniqueId, For } from 'solid-js';

interface RuleSelectProps {
  readonly label: string;
  readonly values: readonly number[];
  readonly chosen: number;
  readonly words: (value: number) => string;
  readonly onChange: (value: number) => void;
}

export const RuleSelect = (props: RuleSelectProps) => {
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <span class="input">
        <select id={id} onChange={(event) => props.onChange(Number(event.currentTarget.value))}>
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
