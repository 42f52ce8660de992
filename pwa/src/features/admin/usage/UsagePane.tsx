/** How the service is used (USAGE): of a period and a unit, as charts and as tables, without a count of few people. */
import ChartColumn from 'lucide-solid/icons/chart-column';
import Download from 'lucide-solid/icons/download';
import { createEffect, createMemo, createSignal, on, Show } from 'solid-js';
import { dayAfter, queryOf, Usage, type Usage as UsageAnswer, useAdminAsk } from '../../../app/admin/ask.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Answering } from './Answering.tsx';
import { StandingTable, UnitsTable } from './UnitTables.tsx';
import { UsageCards } from './UsageCards.tsx';
import { UsageChart } from './UsageChart.tsx';
import { UsageNotes } from './UsageNotes.tsx';
import { createNumbers } from './usage-words.ts';
import './usage.css';

const PERIODS = ['7', '30', '90'] as const;
type Period = (typeof PERIODS)[number];
/** The server knows where the hospital is; near midnight this device may be a day ahead or behind. */
const today = (): string => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

export const UsagePane = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const ask = useAdminAsk();
  const { sync } = useEngine();
  const numbers = createNumbers();
  const [period, setPeriod] = createSignal<Period>('30');
  const [unit, setUnit] = createSignal('');
  const [usage, setUsage] = createSignal<UsageAnswer>();
  const [failure, setFailure] = createSignal<string>();
  const asking = createMemo(() => {
    const to = today();
    return { from: dayAfter(to, 1 - Number(period())), to, unit: unit() || undefined };
  });
  const query = createMemo(() => queryOf(asking()));
  createEffect(
    on([query, () => sync().connectivity === 'offline'], async ([asked, isOffline]) => {
      if (isOffline) return;
      const answer = await ask.get(`/admin/usage${asked}`, Usage);
      if (asked !== query()) return;
      setFailure(answer.ok ? undefined : failureWords(i18n, answer.error));
      if (answer.ok) setUsage(() => answer.value);
    }),
  );
  const units = createMemo(() => [
    { value: '', label: t('usage.unit.all') },
    ...(usage()?.names ?? []).map(({ unit: value, name, site }) => ({
      value,
      label: site === undefined ? name : `${site} · ${name}`,
    })),
  ]);
  const isEmpty = (found: UsageAnswer) =>
    found.days.every(({ people, messages, calls }) => (people ?? messages ?? calls) === undefined);

  return (
    <>
      <div class="usage-tools">
        <Segments
          label={t('usage.period')}
          value={period()}
          options={PERIODS.map((value) => ({ value, label: t(`usage.period.${value}`) }))}
          onChange={setPeriod}
        />
        <SelectField label={t('usage.unit')} value={unit()} options={units()} onChange={setUnit} />
        <a class="btn" data-kind="line" href={ask.file('/admin/usage/export', asking())} download="sanad-usage.csv">
          <Download class="i" />
          {t('usage.export')}
        </a>
      </div>
      <Failure words={failure()} />
      <Show when={usage()} fallback={<p role="status">{t('common.loading')}</p>}>
        {(found) => {
          const days = () => found().days;
          const labels = () => days().map(({ day }) => numbers().day(day));
          const short = () => days().map(({ day }) => (days().length > 31 ? numbers().day(day) : numbers().date(day)));
          return (
            <>
              <UsageCards usage={found()} />
              <Show
                when={!isEmpty(found())}
                fallback={
                  <section class="card">
                    <EmptyState icon={<ChartColumn class="i" />} title={t('usage.empty.title')} text={t('usage.empty.text')} />
                  </section>
                }
              >
                <UsageChart
                  title={t('usage.chart.messages')}
                  head={t('usage.day')}
                  labels={labels()}
                  short={short()}
                  rows={[
                    { label: t('usage.messages'), values: days().map(({ messages }) => messages) },
                    { label: t('usage.urgent'), values: days().map(({ urgent }) => urgent) },
                    { label: t('usage.medium'), values: days().map(({ medium }) => medium) },
                  ]}
                />
                <div class="usage-pair">
                  <UsageChart
                    title={t('usage.chart.people')}
                    head={t('usage.day')}
                    labels={labels()}
                    short={short()}
                    rows={[{ label: t('usage.people'), values: days().map(({ people }) => people) }]}
                  />
                  <UsageChart
                    title={t('usage.chart.calls')}
                    head={t('usage.day')}
                    labels={labels()}
                    short={short()}
                    rows={[{ label: t('usage.calls'), values: days().map(({ calls }) => calls) }]}
                  />
                </div>
              </Show>
              <Show when={found().weeks.length > 0}>
                <div class="usage-pair">
                  <UsageChart
                    title={t('usage.chart.outcomes')}
                    head={t('usage.week-of')}
                    labels={found().weeks.map(({ week }) => numbers().day(week))}
                    short={found().weeks.map(({ week }) => numbers().day(week))}
                    rows={[
                      { label: t('usage.in-time'), values: found().weeks.map(({ inTime }) => inTime) },
                      { label: t('usage.late'), values: found().weeks.map(({ late }) => late) },
                      { label: t('usage.unanswered'), values: found().weeks.map(({ unanswered }) => unanswered) },
                    ]}
                  />
                  <Answering usage={found()} />
                </div>
              </Show>
              <UnitsTable usage={found()} />
              <StandingTable usage={found()} />
              <UsageNotes />
            </>
          );
        }}
      </Show>
    </>
  );
};
