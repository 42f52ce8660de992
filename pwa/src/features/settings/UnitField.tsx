/** Where I work: one of the hospital's units, or in words of my own where the list does not have it or cannot be asked for (UNIT-3). */
import { createMemo, createSignal, Show } from 'solid-js';
import { createUnits, namesOfUnits } from '../../app/units.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';

interface UnitFieldProps {
  readonly value: string;
  readonly onValue: (unit: string) => void;
}
/** No unit has no name. */
const other = '';

export const UnitField = (props: UnitFieldProps) => {
  const { t } = useI18n();
  const units = createUnits();
  const names = createMemo(() => namesOfUnits(units()));
  const listed = () => names().find((name) => name.toLowerCase() === props.value.trim().toLowerCase());
  const [isOther, setOther] = createSignal(false);
  const isWritten = () => names().length === 0 || isOther() || listed() === undefined;
  return (
    <>
      <Show when={names().length > 0}>
        <SelectField
          label={t('settings.unit')}
          hint={t('settings.unit.who')}
          value={isWritten() ? other : (listed() ?? other)}
          options={[...names().map((name) => ({ value: name, label: name })), { value: other, label: t('settings.unit.other') }]}
          onChange={(name) => {
            setOther(name === other);
            if (name !== other) props.onValue(name);
          }}
        />
      </Show>
      <Show when={isWritten()}>
        <TextField
          label={t(names().length > 0 ? 'settings.unit.own' : 'settings.unit')}
          hint={names().length > 0 ? undefined : t('settings.unit.who')}
          required
          maxlength={80}
          dir="auto"
          value={props.value}
          onValue={props.onValue}
        />
      </Show>
    </>
  );
};
