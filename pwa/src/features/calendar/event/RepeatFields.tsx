/** How often: what most events need as native choices; a rule of another kind stays until somebody chooses one of these. */
import { For, Show } from 'solid-js';
import { deviceZone } from '../../../app/device-zone.ts';
import type { SentenceKey } from '../../../i18n/translate.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { type EventDraft, type FormFault, startOfDraft } from './event-form.ts';
import { isLastOf, nthOf, type RepeatDraft, type RepeatEvery, type RepeatFault, weekdayOf } from './repeat-form.ts';
import { nthWords, ruleWords, weekdayName } from './rule-words.ts';

interface RepeatFieldsProps {
  readonly draft: EventDraft;
  readonly faults: readonly FormFault[];
  readonly onChange: (repeat: RepeatDraft) => void;
}
const EVERY = ['none', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const FAULTS: Readonly<Record<RepeatFault, SentenceKey>> = {
  interval: 'event.form.fault.interval',
  until: 'event.form.fault.until',
  'until-before': 'event.form.fault.until-before',
  count: 'event.form.fault.count',
};

export const RepeatFields = (props: RepeatFieldsProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const repeat = () => props.draft.repeat;
  const set = (part: Partial<RepeatDraft>) => props.onChange({ ...repeat(), ...part });
  const start = () => startOfDraft(props.draft, props.draft.zone === '' ? deviceZone() : props.draft.zone);
  const frequency = () => {
    const { every } = repeat();
    return every === 'none' || every === 'kept' ? undefined : every;
  };
  /** What came from elsewhere, also when another was tried out meanwhile. */
  const kept = () => {
    const at = start();
    return repeat().every === 'kept' && at !== undefined
      ? ruleWords(i18n, { rule: repeat().kept, start: at, dates: [], without: [] }).main
      : undefined;
  };
  const options = (): readonly { readonly value: RepeatEvery; readonly label: string }[] => {
    const rule = kept();
    const plain = EVERY.map((value) => ({ value, label: t(`event.form.repeat.${value}`) }));
    return rule === undefined ? plain : [{ value: 'kept', label: t('event.form.repeat.kept', { rule }) }, ...plain];
  };
  const fault = (...which: readonly RepeatFault[]) => {
    const found = props.faults.find((one) => one.field === 'repeat' && which.includes(one.why));
    return found?.field === 'repeat' ? t(FAULTS[found.why]) : undefined;
  };
  const days = () => {
    const at = start();
    return repeat().days.length > 0 || at === undefined ? repeat().days : [weekdayOf(at)];
  };
  const toggle = (day: number, box: HTMLInputElement) => {
    set({ days: box.checked ? [...days(), day] : days().filter((one) => one !== day) });
    // Without any it is the day of the start: its box stays as it is, and the press is taken back.
    box.checked = days().includes(day);
  };
  const by = () => {
    const at = start();
    if (at === undefined) return [];
    const date = Number(props.draft.startDate.slice(8));
    return [
      { value: 'date' as const, label: t('event.rule.date', { date }) },
      { value: 'nth' as const, label: nthWords(i18n, nthOf(at), weekdayOf(at)) },
      ...(isLastOf(at) || repeat().by === 'last' ? [{ value: 'last' as const, label: nthWords(i18n, -1, weekdayOf(at)) }] : []),
    ];
  };
  return (
    <>
      <SelectField
        label={t('event.form.repeat')}
        value={repeat().every}
        options={options()}
        onChange={(every) => set({ every })}
      />
      <Show when={frequency()}>
        {(one) => (
          <>
            <TextField
              label={t(`event.form.interval.${one()}`)}
              error={fault('interval')}
              inputmode="numeric"
              autocomplete="off"
              value={repeat().interval}
              onValue={(interval) => set({ interval })}
            />
            <Show when={one() === 'WEEKLY'}>
              <fieldset class="event-days">
                <legend class="label">{t('event.form.weekdays')}</legend>
                <For each={[0, 1, 2, 3, 4, 5, 6]}>
                  {(day) => (
                    <label class="chip">
                      <input
                        class="sr"
                        type="checkbox"
                        aria-label={weekdayName(i18n, day)}
                        checked={days().includes(day)}
                        onChange={(event) => toggle(day, event.currentTarget)}
                      />
                      {weekdayName(i18n, day, 'short')}
                    </label>
                  )}
                </For>
              </fieldset>
            </Show>
            <Show when={one() === 'MONTHLY'}>
              <SelectField
                label={t('event.form.by')}
                value={repeat().by}
                options={by()}
                onChange={(chosen) => set({ by: chosen })}
              />
            </Show>
            <SelectField
              label={t('event.form.ends')}
              value={repeat().end}
              options={(['never', 'until', 'count'] as const).map((value) => ({ value, label: t(`event.form.ends.${value}`) }))}
              onChange={(end) => set({ end })}
            />
            <Show when={repeat().end === 'until'}>
              <TextField
                label={t('event.form.until')}
                error={fault('until', 'until-before')}
                type="date"
                min="1900-01-01"
                max="2199-12-31"
                value={repeat().until}
                onValue={(until) => set({ until })}
              />
            </Show>
            <Show when={repeat().end === 'count'}>
              <TextField
                label={t('event.form.count')}
                error={fault('count')}
                inputmode="numeric"
                autocomplete="off"
                value={repeat().count}
                onValue={(count) => set({ count })}
              />
            </Show>
          </>
        )}
      </Show>
    </>
  );
};
