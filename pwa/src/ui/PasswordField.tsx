/** A password entry that can be shown: gloves, small keys and long passwords make blind typing fail. */
import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import KeyRound from 'lucide-solid/icons/key-round';
import { createSignal, Show } from 'solid-js';
import { IconButton } from './IconButton.tsx';
import { TextField } from './TextField.tsx';

interface PasswordFieldProps {
  readonly label: string;
  readonly showLabel: string;
  readonly hideLabel: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly autocomplete: 'current-password' | 'new-password';
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export const PasswordField = (props: PasswordFieldProps) => {
  const [shown, setShown] = createSignal(false);
  return (
    <TextField
      label={props.label}
      hint={props.hint}
      error={props.error}
      type={shown() ? 'text' : 'password'}
      autocomplete={props.autocomplete}
      autocapitalize="none"
      spellcheck={false}
      dir="auto"
      required
      maxlength={128}
      value={props.value}
      onValue={props.onValue}
      icon={<KeyRound class="i" />}
      end={
        <IconButton
          label={shown() ? props.hideLabel : props.showLabel}
          aria-pressed={shown()}
          onClick={() => setShown((now) => !now)}
        >
          <Show when={shown()} fallback={<Eye class="i" />}>
            <EyeOff class="i" />
          </Show>
        </IconButton>
      }
    />
  );
};
