/**
 * Where a PIN or a passphrase is typed on a shared computer. Not a password field: the browser would offer to remember it, for the next
 * person as well.
 */
import type { SecretKind } from '@sanad/model/engine/api';
import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import KeyRound from 'lucide-solid/icons/key-round';
import { createSignal, onMount, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { TextField } from '../../ui/TextField.tsx';

interface SecretFieldProps {
  readonly kind: SecretKind;
  readonly label: string;
  readonly hint?: string | undefined;
  /** It is what the screen is for. */
  readonly focus?: boolean;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export const SecretField = (props: SecretFieldProps) => {
  const { t } = useI18n();
  const [isShown, setShown] = createSignal(false);
  const begin = (input: HTMLInputElement) => {
    if (props.focus) onMount(() => input.focus({ preventScroll: true }));
  };
  return (
    <TextField
      label={props.label}
      hint={props.hint}
      type="text"
      data-masked={isShown() ? undefined : ''}
      inputmode={props.kind === 'pin' ? 'numeric' : 'text'}
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      required
      maxlength={128}
      dir="ltr"
      ref={begin}
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
