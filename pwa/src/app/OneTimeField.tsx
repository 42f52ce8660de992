/** Six digits of an authenticator app: a keypad on a phone, filled in by the browser where it can, pasted with or without a space. */
import { TextField } from '../ui/TextField.tsx';
import './factor.css';

interface OneTimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export const OneTimeField = (props: OneTimeFieldProps) => (
  <div class="one-time">
    <TextField
      label={props.label}
      autocomplete="one-time-code"
      inputmode="numeric"
      spellcheck={false}
      required
      maxlength={12}
      dir="ltr"
      value={props.value}
      onValue={props.onValue}
    />
  </div>
);
