/** Units, or sites, side by side: what they wrote in the period, and what stands now. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { Usage } from '../../../app/admin/ask.ts';
import { sizeWords } from '../../../app/health/storage-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Segments } from '../../../ui/Segments.tsx';
import { type Grouping, hasSites, rowsBy, type UsageRow } from './usage-groups.ts';
import { createNumbers } from './usage-words.ts';

const WRITTEN = ['messages', 'medium', 'urgent', 'calls'] as const;
const STANDING = ['accounts', 'devices', 'reachable', 'fileBytes'] as const;
const GROUPINGS = ['unit', 'site'] as const;

export const UnitTables = (props: { readonly usage: Usage }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const numbers = createNumbers();
  const [chosen, setChosen] = createSignal<Grouping>('unit');
  const mayChoose = () => hasSites(props.usage.names);
  const by = () => (mayChoose() ? chosen() : 'unit');
  const written = createMemo(() => rowsBy(by(), props.usage.names, props.usage.units, WRITTEN));
  const standing = createMemo(() => rowsBy(by(), props.usage.names, props.usage.now.units, STANDING));
  const count = (value: number | undefined) => (value === undefined ? t('usage.few.short') : numbers().count(value));
  const bytes = (value: number | undefined) => (value === undefined ? '—' : sizeWords(i18n, value));
  const head = () => t(by() === 'site' ? 'usage.site' : 'usage.unit');
  return (
    <>
      <Show when={mayChoose()}>
        <div class="usage-tools">
          <Segments
            label={t('usage.grouping')}
            value={by()}
            options={GROUPINGS.map((value) => ({ value, label: t(`usage.by-${value}`) }))}
            onChange={setChosen}
          />
        </div>
      </Show>
      <Show when={written().length > 0}>
        <Tabled
          title={t(by() === 'site' ? 'usage.chart.sites' : 'usage.chart.units')}
          note={written().some(({ atLeast }) => atLeast.size > 0) ? t('usage.part') : undefined}
        >
          <Head first={head()} columns={WRITTEN.map((measure) => t(`usage.${measure}`))} />
          <tbody>
            <For each={written()}>{(row) => <Row row={row} measures={WRITTEN} say={(_, value) => count(value)} />}</For>
          </tbody>
        </Tabled>
      </Show>
      <Tabled title={t('usage.now')} note={t('usage.database', { size: bytes(props.usage.now.databaseBytes) })}>
        <Head first={head()} columns={[t('usage.accounts-now'), t('usage.devices'), t('usage.reachable'), t('usage.files')]} />
        <tbody>
          <For each={[{ name: t('usage.unit.all'), values: props.usage.now, atLeast: new Set<never>() }, ...standing()]}>
            {(row) => (
              <Row
                row={row}
                measures={STANDING}
                say={(measure, value) => (measure === 'fileBytes' ? bytes(value) : count(value))}
              />
            )}
          </For>
        </tbody>
      </Tabled>
    </>
  );
};

const Head = (props: { readonly first: string; readonly columns: readonly string[] }) => (
  <thead>
    <tr>
      <th scope="col">{props.first}</th>
      <For each={props.columns}>{(column) => <th scope="col">{column}</th>}</For>
    </tr>
  </thead>
);

interface RowProps<M extends string> {
  readonly row: UsageRow<M>;
  readonly measures: readonly M[];
  readonly say: (measure: M, value: number | undefined) => string;
}
const Row = <M extends string>(props: RowProps<M>) => {
  const { t } = useI18n();
  const cell = (measure: M) => {
    const value = props.row.values[measure];
    const said = props.say(measure, value);
    return value !== undefined && props.row.atLeast.has(measure) ? t('usage.at-least', { value: said }) : said;
  };
  return (
    <tr>
      <th scope="row">
        <bdi>{props.row.name ?? t('usage.no-site')}</bdi>
      </th>
      <For each={props.measures}>{(measure) => <td>{cell(measure)}</td>}</For>
    </tr>
  );
};

const Tabled = (props: { readonly title: string; readonly note: string | undefined; readonly children: JSX.Element }) => (
  <section class="card card-pad usage-chart">
    <h2>{props.title}</h2>
    <section class="usage-scroll" tabindex="0" aria-label={props.title}>
      <table class="usage-table">{props.children}</table>
    </section>
    <Show when={props.note}>{(note) => <p class="hint">{note()}</p>}</Show>
  </section>
);
