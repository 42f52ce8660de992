/** From and to, both inclusive; one of them may stay open. */
import { createSignal } from 'solid-js';
import { dayKey } from '../../i18n/dates.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { inOrder, isDay, type SearchForm } from './search-form.ts';

type Days = Pick<SearchForm, 'from' | 'to'>;

interface DatesSheetProps {
  readonly value: Days;
  readonly onPick: (days: Days) => void;
  readonly onClose: () => void;
}

export const DatesSheet = (props: DatesSheetProps) => {
  const { t } = useI18n();
  const today = dayKey(Date.now());
  const first = () => props.value;
  const [from, setFrom] = createSignal(first().from);
  const [to, setTo] = createSignal(first().to);
  const isWhole = () => [from(), to()].every((day) => day === '' || isDay(day)) && (from() !== '' || to() !== '');
  const pick = (days: Days) => {
    props.onPick(days);
    props.onClose();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isWhole()) pick(inOrder(from(), to()));
  };
  return (
    <Sheet title={t('search.dates')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <form class="stack" onSubmit={submit}>
        <div class="search-days">
          <TextField type="date" label={t('search.from')} max={today} value={from()} onValue={setFrom} />
          <TextField type="date" label={t('search.to')} max={today} value={to()} onValue={setTo} />
        </div>
        <Button kind="primary" size="lg" wide type="submit" disabled={!isWhole()}>
          {t('search.use-dates')}
        </Button>
        <Button kind="quiet" wide onClick={() => pick({ from: '', to: '' })}>
          {t('search.any-date')}
        </Button>
      </form>
    </Sheet>
  );
};
