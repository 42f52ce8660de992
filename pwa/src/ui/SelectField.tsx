/** One of many, by the browser's own list: label, control, hint and error that belong together. */
import { createUniqueId, For, Show } from 'solid-js';

interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly disabled?: boolean | undefined;
  readonly onChange: (value: Value) => void;
}

export const SelectField = <Value extends string>(props: SelectFieldProps<Value>) => {
  const id = createUniqueId();
  const described = () => (props.error !== undefined ? `${id}-error` : props.hint !== undefined ? `${id}-hint` : undefined);
  const take = (select: HTMLSelectElement) => {
    const chosen = props.options[select.selectedIndex];
    if (chosen !== undefined) props.onChange(chosen.value);
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="input" data-invalid={props.error === undefined ? undefined : ''}>
        <select
          id={id}
          disabled={props.disabled}
          aria-invalid={props.error === undefined ? undefined : 'true'}
          aria-describedby={described()}
          onChange={(event) => take(event.currentTarget)}
        >
          <For each={props.options}>
            {(option) => (
              <option value={option.value} selected={option.value === props.value}>
                {option.label}
              </option>
            )}
          </For>
        </select>
      </div>
      <Show when={props.error ?? props.hint}>
        {(words) => (
          <p class="hint" data-k={props.error === undefined ? undefined : 'error'} id={described()}>
            {words()}
          </p>
        )}
      </Show>
    </div>
  );
};
