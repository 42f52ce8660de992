/** Narrows the directory to a unit, a profession, a speciality: what the people on this device have, so it works without a network. */
import type { Profession } from '@sanad/model/engine/api';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { PROFESSIONS } from '../urgent/rule-words.ts';
import { filterCount, noFilter, type PeopleFilter } from './find-people.ts';

interface PeopleFilterSheetProps {
  readonly filter: PeopleFilter;
  readonly units: readonly string[];
  readonly specialities: readonly string[];
  readonly found: number;
  readonly onChange: (filter: PeopleFilter) => void;
  readonly onClose: () => void;
}

export const PeopleFilterSheet = (props: PeopleFilterSheetProps) => {
  const { t, n } = useI18n();
  const any = () => ({ value: '', label: t('people.filter.any') });
  const chosen = (value: string) => (value === '' ? undefined : value);
  return (
    <Sheet title={t('people.filter')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <div class="stack">
        <SelectField
          label={t('people.unit')}
          value={props.filter.unit ?? ''}
          options={[any(), ...props.units.map((unit) => ({ value: unit, label: unit }))]}
          onChange={(unit) => props.onChange({ ...props.filter, unit: chosen(unit) })}
        />
        <SelectField<Profession | ''>
          label={t('people.filter.profession')}
          value={props.filter.profession ?? ''}
          options={[
            { value: '', label: t('people.filter.any') },
            ...PROFESSIONS.map((one) => ({ value: one, label: t(`profession.${one}`) })),
          ]}
          onChange={(one) => props.onChange({ ...props.filter, profession: one === '' ? undefined : one })}
        />
        <SelectField
          label={t('people.speciality')}
          value={props.filter.speciality ?? ''}
          disabled={props.specialities.length === 0}
          hint={props.specialities.length === 0 ? t('people.filter.no-speciality') : undefined}
          options={[any(), ...props.specialities.map((one) => ({ value: one, label: one }))]}
          onChange={(one) => props.onChange({ ...props.filter, speciality: chosen(one) })}
        />
        <div class="btns" data-fill="">
          <Button kind="line" size="lg" disabled={filterCount(props.filter) === 0} onClick={() => props.onChange(noFilter)}>
            {t('people.filter.clear')}
          </Button>
          <Button kind="primary" size="lg" onClick={props.onClose}>
            {n('people.filter.show', props.found)}
          </Button>
        </div>
      </div>
    </Sheet>
  );
};
