/** Two to four choices of which one holds; pressed state, so that it reads as a filter and not as navigation. */
import { For, type JSX } from 'solid-js';

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly end?: JSX.Element | undefined }[];
  readonly onChange: (value: Value) => void;
}

export const Segments = <Value extends string>(props: SegmentsProps<Value>) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form
  <div class="seg" role="group" aria-label={props.label}>
    <For each={props.options}>
      {(option) => (
        <button type="button" aria-pressed={option.value === props.value} onClick={() => props.onChange(option.value)}>
          {option.label}
          {option.end}
        </button>
      )}
    </For>
  </div>
);
