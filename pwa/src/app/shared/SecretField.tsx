/**
 * Where a PIN is chosen on a shared computer. Not a password field: the browser would offer to remember it, for the next
 * person as well.
 */
import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import KeyRound from 'lucide-solid/icons/key-round';
import { createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { TextField } from '../../ui/TextField.tsx';

interface SecretFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export const SecretField = (props: SecretFieldProps) => {
  const { t } = useI18n();
  const [isShown, setShown] = createSignal(false);
  return (
    <TextField
      label={props.label}
      hint={props.hint}
      type="text"
      data-masked={isShown() ? undefined : ''}
      inputmode="numeric"
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      required
      maxlength={128}
      dir="ltr"
      value={props.value}
      onValue={props.onValue}
      icon={<KeyRound class="i" />}
      end={
        <IconButton
          label={t(isShown() ? 'shared.secret.hide' : 'shared.secret.show')}
          aria-pressed={isShown()}
          onClick={() => setShown((now) => !now)}
        >
          <Show when={isShown()} fallback={<Eye class="i" />}>
            <EyeOff class="i" />
          </Show>
        </IconButton>
      }
    />
  );
};
