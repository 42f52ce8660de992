/** Units side by side: what they wrote in the period, and what stands now. */
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Usage } from '../../../app/admin/ask.ts';
import { sizeWords } from '../../../app/health/storage-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { createNumbers } from './usage-words.ts';

export const unitNames = ({ names }: Pick<Usage, 'names'>): ReadonlyMap<string, string> =>
  new Map(names.map(({ unit, name, site }) => [unit, site === undefined ? name : `${site} · ${name}`]));

const MEASURES = ['messages', 'medium', 'urgent', 'calls'] as const;

export const UnitsTable = (props: { readonly usage: Usage }) => {
  const { t } = useI18n();
  const numbers = createNumbers();
  const names = createMemo(() => unitNames(props.usage));
  return (
    <Show when={props.usage.units.length > 0}>
      <Tabled title={t('usage.chart.units')} note={props.usage.units.some(({ isPart }) => isPart) ? t('usage.part') : undefined}>
        <thead>
          <tr>
            <th scope="col">{t('usage.unit')}</th>
            <For each={MEASURES}>{(measure) => <th scope="col">{t(`usage.${measure}`)}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.usage.units}>
            {(row) => (
              <tr>
                <th scope="row">
                  <bdi>{names().get(row.unit) ?? row.unit}</bdi>
                </th>
                <For each={MEASURES}>
                  {(measure) => {
                    const value = () => row[measure];
                    return (
                      <td>
                        <Show when={value()} fallback={t('usage.few.short')}>
                          {(count) =>
                            row.isPart ? t('usage.at-least', { value: numbers().count(count()) }) : numbers().count(count())
                          }
                        </Show>
                      </td>
                    );
                  }}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </Tabled>
    </Show>
  );
};

export const StandingTable = (props: { readonly usage: Usage }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const numbers = createNumbers();
  const names = createMemo(() => unitNames(props.usage));
  const count = (value: number | undefined) => (value === undefined ? t('usage.few.short') : numbers().count(value));
  const bytes = (value: number | undefined) => (value === undefined ? '—' : sizeWords(i18n, value));
  const rows = () => [{ unit: '', ...props.usage.now }, ...props.usage.now.units];
  return (
    <Tabled title={t('usage.now')} note={`${t('usage.database')} : ${bytes(props.usage.now.databaseBytes)}`}>
      <thead>
        <tr>
          <th scope="col">{t('usage.unit')}</th>
          <th scope="col">{t('usage.accounts-now')}</th>
          <th scope="col">{t('usage.devices')}</th>
          <th scope="col">{t('usage.reachable')}</th>
          <th scope="col">{t('usage.files')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={rows()}>
          {(row) => (
            <tr>
              <th scope="row">
                <bdi>{row.unit === '' ? t('usage.unit.all') : (names().get(row.unit) ?? row.unit)}</bdi>
              </th>
              <td>{count(row.accounts)}</td>
              <td>{count(row.devices)}</td>
              <td>{count(row.reachable)}</td>
              <td>{bytes(row.fileBytes)}</td>
            </tr>
          )}
        </For>
      </tbody>
    </Tabled>
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
