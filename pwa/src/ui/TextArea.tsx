/** Several lines of writing, with the label and the hint that belong to them. */
import { createUniqueId, Show } from 'solid-js';

interface TextAreaProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly rows?: number | undefined;
  readonly maxlength: number;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export const TextArea = (props: TextAreaProps) => {
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="input">
        <textarea
          id={id}
          dir="auto"
          rows={props.rows ?? 3}
          maxlength={props.maxlength}
          aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
          value={props.value}
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
      </div>
      <Show when={props.hint}>
        {(hint) => (
          <p class="hint" id={`${id}-hint`}>
            {hint()}
          </p>
        )}
      </Show>
    </div>
  );
};
