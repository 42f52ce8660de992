/** SHARED-1: whose computer this is, said before anything is kept on it. */
import type { SharedComputer } from '@sanad/model/engine/api';
import { createUniqueId, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { isWardComputer } from './ward-computer.ts';
import './shared.css';

interface ComputerChoiceProps {
  readonly value: SharedComputer | undefined;
  readonly onChange: (computer: SharedComputer | undefined) => void;
  /** Whoever asks for access keeps her keys here until she is approved. */
  readonly isSignUp?: boolean;
}

export const ComputerChoice = (props: ComputerChoiceProps) => {
  const { t } = useI18n();
  return (
    <div class="computer-choice">
      {/* Once it is shared it stays so: what colleagues keep here is locked by it. */}
      <Show when={!isWardComputer()} fallback={<p class="hint">{t('shared.is-shared')}</p>}>
        <Check
          label={t('shared.choice')}
          hint={t('shared.choice.hint')}
          checked={props.value !== undefined}
          onChange={(on) => props.onChange(on ? 'shared' : undefined)}
        />
      </Show>
      <Show when={props.value !== undefined && !props.isSignUp}>
        <Check
          label={t('shared.passing')}
          hint={t('shared.passing.hint')}
          checked={props.value === 'passing'}
          onChange={(on) => props.onChange(on ? 'passing' : 'shared')}
        />
      </Show>
    </div>
  );
};

interface CheckProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}

const Check = (props: CheckProps) => {
  const hint = createUniqueId();
  return (
    <label class="check">
      <input
        type="checkbox"
        class="tick"
        checked={props.checked}
        aria-label={props.label}
        aria-describedby={hint}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>
        <b>{props.label}</b>
        <span class="hint" id={hint}>
          {props.hint}
        </span>
      </span>
    </label>
  );
};
