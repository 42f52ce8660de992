/** Where I work: one of the hospital's units, or in words of my own where the list does not have it or cannot be asked for (UNIT-3, UNIT-6). */
import type { UnitId } from '@sanad/model/ids';
import { createMemo, createSignal, Show } from 'solid-js';
import { createUnits, labelOf, unitCalled, unitsToChoose } from '../../app/units.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';

export interface ChosenUnit {
  readonly name: string;
  /** Of the hospital's tree. */
  readonly unit: UnitId | undefined;
}
interface UnitFieldProps {
  readonly value: ChosenUnit;
  readonly onValue: (unit: ChosenUnit) => void;
}
/** No unit has no id. */
const other = '';

export const UnitField = (props: UnitFieldProps) => {
  const { t } = useI18n();
  const units = createUnits();
  const options = createMemo(() =>
    unitsToChoose(units()).map((one) => ({ value: one.unit as string, label: labelOf(units(), one) })),
  );
  const listed = () =>
    unitsToChoose(units()).find(({ unit }) => unit === props.value.unit) ?? unitCalled(units(), props.value.name);
  const [isOther, setOther] = createSignal(false);
  const isWritten = () => options().length === 0 || isOther() || listed() === undefined;
  const choose = (id: string) => {
    const chosen = units().find(({ unit }) => unit === id);
    setOther(chosen === undefined);
    if (chosen !== undefined) props.onValue({ name: chosen.name, unit: chosen.unit });
  };
  return (
    <>
      <Show when={options().length > 0}>
        <SelectField
          label={t('settings.unit')}
          hint={t('settings.unit.who')}
          value={isWritten() ? other : (listed()?.unit ?? other)}
          options={[...options(), { value: other, label: t('settings.unit.other') }]}
          onChange={choose}
        />
      </Show>
      <Show when={isWritten()}>
        <TextField
          label={t(options().length > 0 ? 'settings.unit.own' : 'settings.unit')}
          hint={options().length > 0 ? undefined : t('settings.unit.who')}
          required
          maxlength={80}
          dir="auto"
          value={props.value.name}
          onValue={(name) => props.onValue({ name, unit: undefined })}
        />
      </Show>
    </>
  );
};
