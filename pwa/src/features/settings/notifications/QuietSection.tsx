/** Quiet hours: from when to when, on which days, by the clock of this device's place. */
import type { NotificationSettings } from '@sanad/model/engine/api';
import Moon from 'lucide-solid/icons/moon';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { createEffect, createUniqueId, For, Show } from 'solid-js';
import { deviceZone } from '../../../app/device-zone.ts';
import { minuteWords, readMinute } from '../../../app/minute-words.ts';
import { localeOf } from '../../../i18n/language.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { WEEK, weekdayName } from '../../../i18n/weekdays.ts';
import { Switch } from '../../../ui/Switch.tsx';
import { everyDay, hasDay, toggleDay } from './quiet-days.ts';
import type { Change } from './use-change.ts';

type Quiet = NonNullable<NotificationSettings['quiet']>;

type Keep = (change: (before: Omit<Quiet, 'zone'>) => Partial<Omit<Quiet, 'zone'>>) => Promise<boolean>;

const usual = { from: 22 * 60, to: 6 * 60, days: everyDay };

export const QuietSection = (props: { readonly settings: NotificationSettings | undefined; readonly change: Change }) => {
  const { t } = useI18n();
  /** As it will be: two presses may come before the first is told back. What she had comes back with the switch. */
  let next: Omit<Quiet, 'zone'> = usual;
  createEffect(() => {
    const quiet = props.settings?.quiet;
    if (quiet !== undefined) next = quiet;
  });
  const keep: Keep = (change) => {
    next = { ...next, ...change(next) };
    return props.change({ quiet: { from: next.from, to: next.to, days: next.days, zone: deviceZone() } });
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('notify.quiet')}</h2>
      <div class="card rows">
        <Switch
          icon={<Moon class="i" />}
          label={t('notify.quiet')}
          hint={t('notify.quiet.hint')}
          checked={props.settings === undefined ? undefined : props.settings.quiet !== undefined}
          onChange={(on) => (on ? keep(() => ({})) : props.change({ quiet: undefined }))}
        />
        <Switch
          icon={<UserRoundCheck class="i" />}
          label={t('notify.duty')}
          hint={t('notify.duty.hint')}
          checked={props.settings?.followsDuty}
          onChange={(followsDuty) => props.change({ followsDuty })}
        />
        <Show when={props.settings?.quiet}>{(quiet) => <Hours quiet={quiet()} keep={keep} />}</Show>
      </div>
      <p class="hint">{t('notify.everywhere')}</p>
    </section>
  );
};

const Hours = (props: { readonly quiet: Quiet; readonly keep: Keep }) => {
  const { t, language } = useI18n();
  const from = createUniqueId();
  const to = createUniqueId();
  const set = (field: 'from' | 'to', input: HTMLInputElement) => {
    const minute = readMinute(input.value);
    if (minute === undefined) input.value = minuteWords(props.quiet[field]);
    else void props.keep(() => ({ [field]: minute }));
  };
  const time = (field: 'from' | 'to', id: string) => (
    <div class="field">
      <label for={id}>{t(`notify.quiet.${field}`)}</label>
      <span class="input">
        <input
          id={id}
          type="time"
          required
          value={minuteWords(props.quiet[field])}
          onChange={(event) => set(field, event.currentTarget)}
        />
      </span>
    </div>
  );
  const flip = async (day: number, input: HTMLInputElement) => {
    const wanted = input.checked;
    const isKept = await props.keep(({ days }) => ({ days: hasDay(days, day) === wanted ? days : toggleDay(days, day) }));
    // The last day stays.
    if (!isKept || props.quiet.days === 1 << day) input.checked = hasDay(props.quiet.days, day);
  };
  return (
    <div class="card-pad hours">
      <div class="hours-times">
        {time('from', from)}
        {time('to', to)}
      </div>
      <fieldset class="chip-set">
        <legend>{t('notify.quiet.days')}</legend>
        <For each={WEEK}>
          {(day) => (
            <label class="chip">
              <input
                class="sr"
                type="checkbox"
                checked={hasDay(props.quiet.days, day)}
                onChange={(event) => void flip(day, event.currentTarget)}
              />
              {weekdayName(day, localeOf[language()])}
            </label>
          )}
        </For>
      </fieldset>
      <p class="hint">{t('notify.quiet.days.hint')}</p>
    </div>
  );
};
