/** When the hospital writes (USAGE-8): the hours of a week, darker where there is more; the same numbers as a table. */
import { createMemo, For, Show } from 'solid-js';
import type { Usage } from '../../../app/admin/ask.ts';
import { localeOf } from '../../../i18n/language.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { WEEK, weekdayName } from '../../../i18n/weekdays.ts';
import { heatOf, heatStep, weekOf } from './heat.ts';
import { UsageChart } from './UsageChart.tsx';
import { createNumbers } from './usage-words.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const named = (hour: number): boolean => hour % 6 === 0;

export const HeatMap = (props: { readonly hours: Usage['hours'] }) => {
  const { t, language } = useI18n();
  const numbers = createNumbers();
  const week = createMemo(() => weekOf(props.hours));
  const step = createMemo(() => heatStep(props.hours));
  const dayName = (day: number, style: 'long' | 'short') => weekdayName(day, localeOf[language()], style);
  const hourName = (hour: number) => t('usage.hour', { hour });
  const largest = createMemo(() => [...props.hours].sort((a, b) => b.messages - a.messages)[0]);
  const label = () => {
    const peak = largest();
    return peak === undefined
      ? t('usage.chart.hours')
      : t('usage.hours.peak', { title: t('usage.chart.hours'), day: dayName(peak.weekday, 'long'), hour: hourName(peak.hour) });
  };
  const legend = () => {
    const [one, two] = [numbers().count(step()), numbers().count(2 * step())];
    return [
      t('usage.few'),
      t('usage.range', { from: numbers().count(5), to: one }),
      t('usage.range', { from: numbers().count(step() + 1), to: two }),
      t('usage.more-than', { value: two }),
    ];
  };
  return (
    <UsageChart
      title={t('usage.chart.hours')}
      head={t('usage.hour-of-day')}
      labels={HOURS.map(hourName)}
      short={HOURS.map(hourName)}
      rows={WEEK.map((day) => ({ label: dayName(day, 'short'), values: week()[day] ?? [] }))}
    >
      <div class="heat" role="img" aria-label={label()}>
        <For each={week()}>
          {(hours, day) => (
            <>
              <span>{dayName(day(), 'short')}</span>
              <For each={hours}>{(messages) => <i data-v={heatOf(messages, step())} />}</For>
            </>
          )}
        </For>
        <span />
        <For each={HOURS}>{(hour) => <span class="heat-hour">{named(hour) ? hourName(hour) : ''}</span>}</For>
      </div>
      <ul class="usage-legend">
        <For each={legend()}>
          {(words, level) => (
            <li>
              <i class="heat-swatch" data-v={level()} />
              {words}
            </li>
          )}
        </For>
      </ul>
      <Show when={props.hours.length > 0}>
        <p class="hint">{t('usage.hours.note')}</p>
      </Show>
    </UsageChart>
  );
};
