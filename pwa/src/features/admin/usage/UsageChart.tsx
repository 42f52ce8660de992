/** One chart with its title, what its bars stand for, and the same numbers as a table. */
import Table from 'lucide-solid/icons/table';
import { createEffect, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { drawChart, PATTERNS } from './draw-chart.ts';
import { createNumbers } from './usage-words.ts';

export interface ChartRow {
  readonly label: string;
  readonly values: readonly (number | undefined)[];
}
interface UsageChartProps {
  readonly title: string;
  /** Of the first column of the table. */
  readonly head: string;
  /** For the table, and short ones for the axis. */
  readonly labels: readonly string[];
  readonly short: readonly string[];
  readonly rows: readonly ChartRow[];
  /** Another drawing than bars. */
  readonly children?: JSX.Element;
}

export const UsageChart = (props: UsageChartProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const numbers = createNumbers();
  const [isTable, setTable] = createSignal(false);
  const patternOf = (at: number) => PATTERNS[at % PATTERNS.length] ?? 'solid';
  const cell = (value: number | undefined) => (value === undefined ? t('usage.few') : numbers().count(value));
  return (
    <section class="card card-pad usage-chart">
      <header>
        <h2>{props.title}</h2>
        <Button
          kind="quiet"
          aria-pressed={isTable()}
          aria-label={`${t('usage.table')}, ${props.title}`}
          onClick={() => setTable(!isTable())}
        >
          <Table class="i" />
          {t('usage.table')}
        </Button>
      </header>
      <Show
        when={isTable()}
        fallback={
          props.children ?? (
            <>
              <Bars
                label={props.title}
                labels={props.short}
                rows={props.rows.map(({ values }, at) => ({ values, pattern: patternOf(at) }))}
              />
              <ul class="usage-legend">
                <For each={props.rows}>
                  {(row, at) => (
                    <li>
                      <span class="usage-swatch" data-p={patternOf(at())} />
                      {row.label}
                    </li>
                  )}
                </For>
              </ul>
            </>
          )
        }
      >
        <section class="usage-scroll" tabindex="0" aria-label={props.title}>
          <table class="usage-table">
            <thead>
              <tr>
                <th scope="col">{props.head}</th>
                <For each={props.rows}>{(row) => <th scope="col">{row.label}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={props.labels}>
                {(label, at) => (
                  <tr>
                    <th scope="row">{label}</th>
                    <For each={props.rows}>{(row) => <td>{cell(row.values[at()])}</td>}</For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </section>
      </Show>
    </section>
  );
};

const Bars = (props: {
  readonly label: string;
  readonly labels: readonly string[];
  readonly rows: Parameters<typeof drawChart>[1]['rows'];
}) => {
  const i18n = useI18n();
  const numbers = createNumbers();
  const [theme, setTheme] = createSignal(0);
  const box = (<div class="usage-bars" role="img" aria-label={props.label} />) as HTMLDivElement;
  onMount(() => {
    const again = () => setTheme((times) => times + 1);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', again);
    const chosen = new MutationObserver(again);
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    onCleanup(() => {
      dark.removeEventListener('change', again);
      chosen.disconnect();
    });
    createEffect(() => {
      theme();
      const isFromRight = i18n.language() === 'ar';
      const end = drawChart(box, { labels: props.labels, rows: props.rows, isFromRight, format: numbers().count });
      onCleanup(end);
    });
  });
  return box;
};
