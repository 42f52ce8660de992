/** One of the hospital's units, by where it stands (UNIT-1). Nothing where no tree is kept. */
import type { Unit } from '@sanad/model/engine/api';
import type { UnitId } from '@sanad/model/ids';
import { createMemo, Show } from 'solid-js';
import { pathOf, unitsToChoose } from '../../app/units.ts';
import { SelectField } from '../../ui/SelectField.tsx';

interface UnitSelectProps {
  readonly label: string;
  /** What stands first: no unit of the tree. */
  readonly none: string;
  readonly units: readonly Unit[];
  readonly value: UnitId | undefined;
  readonly onChange: (unit: UnitId | undefined) => void;
}

export const UnitSelect = (props: UnitSelectProps) => {
  const options = createMemo(() => [
    { value: '', label: props.none },
    ...unitsToChoose(props.units).map((unit) => ({ value: unit.unit, label: pathOf(props.units, unit) })),
  ]);
  return (
    <Show when={props.units.length > 0}>
      <SelectField
        label={props.label}
        value={props.value ?? ''}
        options={options()}
        onChange={(chosen) => props.onChange(props.units.find(({ unit }) => unit === chosen)?.unit)}
      />
    </Show>
  );
};
