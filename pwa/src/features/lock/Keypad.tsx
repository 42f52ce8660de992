/** Digits for a thumb, in the lower part of the screen. The field keeps the focus, so that a keyboard goes on where the keypad was. */
import Delete from 'lucide-solid/icons/delete';
import { For, type JSX } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';

interface KeypadProps {
  readonly onDigit: (digit: string) => void;
  readonly onDelete: () => void;
  /** At the place beside the zero. */
  readonly start?: JSX.Element;
}
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

export const Keypad = (props: KeypadProps) => {
  const { t } = useI18n();
  const keepFocus = (event: Event) => event.preventDefault();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form
    <div class="keypad" role="group" aria-label={t('lock.keypad')}>
      <For each={DIGITS}>
        {(digit) => (
          <button type="button" class="key" onPointerDown={keepFocus} onClick={() => props.onDigit(digit)}>
            {digit}
          </button>
        )}
      </For>
      {props.start ?? <span />}
      <button type="button" class="key" onPointerDown={keepFocus} onClick={() => props.onDigit('0')}>
        0
      </button>
      <button
        type="button"
        class="key"
        data-kind="plain"
        aria-label={t('lock.delete')}
        onPointerDown={keepFocus}
        onClick={() => props.onDelete()}
      >
        <Delete class="i" />
      </button>
    </div>
  );
};
