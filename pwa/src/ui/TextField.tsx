/** Label, control, hint and error that belong together. */
import { createUniqueId, type JSX, Show, splitProps } from 'solid-js';
import { caretAfter } from './caret.ts';

interface TextFieldProps extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'class' | 'style' | 'id' | 'onInput'> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly icon?: JSX.Element | undefined;
  /** A control at the end of the entry, such as "show the password". */
  readonly end?: JSX.Element | undefined;
  readonly onValue: (value: string) => void;
}

export const TextField = (props: TextFieldProps) => {
  const id = createUniqueId();
  const [own, rest] = splitProps(props, ['label', 'hint', 'error', 'icon', 'end', 'onValue']);
  const described = () => (own.error !== undefined ? `${id}-error` : own.hint !== undefined ? `${id}-hint` : undefined);
  /** Whoever holds the value may write it otherwise; the caret stays where she types. */
  const take = (input: HTMLInputElement) => {
    const { value, selectionStart } = input;
    own.onValue(value);
    if (input.value === value || selectionStart === null) return;
    const at = caretAfter(value, selectionStart, input.value);
    input.setSelectionRange(at, at);
  };
  return (
    <div class="field">
      <label for={id}>{own.label}</label>
      <div class="input" data-invalid={own.error === undefined ? undefined : ''}>
        {own.icon}
        <input
          {...rest}
          id={id}
          aria-invalid={own.error === undefined ? undefined : 'true'}
          aria-describedby={described()}
          onInput={(event) => take(event.currentTarget)}
        />
        {own.end}
      </div>
      <Show
        when={own.error}
        fallback={
          <Show when={own.hint}>
            {(hint) => (
              <p class="hint" id={`${id}-hint`}>
                {hint()}
              </p>
            )}
          </Show>
        }
      >
        {(error) => (
          <p class="hint" data-k="error" id={`${id}-error`}>
            {error()}
          </p>
        )}
      </Show>
    </div>
  );
};
