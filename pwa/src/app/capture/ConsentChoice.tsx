/** How the person in the photo agreed to it. Not noted until somebody says so: a default would be a claim. */
import { CONSENTS, type Consent } from '@sanad/model/engine/api';
import { createUniqueId, For } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';

/** Undefined: not noted. */
const CHOICES = [...CONSENTS, undefined] as const;

interface ConsentChoiceProps {
  readonly value: Consent | undefined;
  readonly onChange: (value: Consent | undefined) => void;
}

export const ConsentChoice = (props: ConsentChoiceProps) => {
  const { t } = useI18n();
  const name = createUniqueId();
  return (
    <fieldset class="consent">
      <legend class="label">{t('consent.label')}</legend>
      <For each={CHOICES}>
        {(choice) => (
          <label class="chip">
            <input type="radio" class="sr" name={name} checked={props.value === choice} onChange={() => props.onChange(choice)} />
            {t(`consent.${choice ?? 'none'}`)}
          </label>
        )}
      </For>
    </fieldset>
  );
};
