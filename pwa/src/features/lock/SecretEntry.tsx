/** Where a secret is typed. `one-time-code` keeps browsers from offering to save it as the password of the account. */
import { maxPassphraseCharacters, maxPinDigits } from '@sanad/model/engine/api';
import { onMount } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { TextField } from '../../ui/TextField.tsx';

/** The digits of any keyboard; nothing else is part of a PIN. */
export const digitsOf = (typed: string): string =>
  [...typed]
    .filter((character) => /\p{Nd}/u.test(character))
    .slice(0, maxPinDigits)
    .join('');

interface EntryProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** Dots, as a password field shows them. Without a keyboard of the system: the keypad is below. */
export const PinEntry = (props: EntryProps) => {
  const { t } = useI18n();
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());
  return (
    <input
      ref={(element) => {
        field = element;
      }}
      class="pin-entry"
      type="password"
      inputmode="none"
      autocomplete="one-time-code"
      aria-label={t('lock.pin')}
      value={props.value}
      onInput={({ currentTarget }) => {
        currentTarget.value = digitsOf(currentTarget.value);
        props.onValue(currentTarget.value);
      }}
    />
  );
};

export const PassphraseEntry = (props: EntryProps & { readonly label: string }) => (
  <TextField
    label={props.label}
    type="password"
    autocomplete="one-time-code"
    autocapitalize="none"
    spellcheck={false}
    maxlength={maxPassphraseCharacters}
    value={props.value}
    onValue={props.onValue}
    ref={(element: HTMLInputElement) => onMount(() => element.focus())}
  />
);
