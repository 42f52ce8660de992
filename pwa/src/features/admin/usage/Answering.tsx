/** How long units take to answer urgent messages: bars beside the numbers, which are the table. */
import { createMemo, For, Show } from 'solid-js';
import type { Usage } from '../../../app/admin/ask.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { unitNames } from './UnitTables.tsx';
import { createNumbers, durationWords } from './usage-words.ts';

export const Answering = (props: { readonly usage: Usage }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const numbers = createNumbers();
  const names = createMemo(() => unitNames(props.usage));
  const rows = createMemo(() => [...props.usage.answering].sort((a, b) => a.medianMs - b.medianMs));
  const longest = createMemo(() => Math.max(1, ...rows().map(({ medianMs }) => medianMs)));
  return (
    <section class="card card-pad usage-chart">
      <h2>{t('usage.chart.answering')}</h2>
      <Show when={rows().length > 0} fallback={<p class="hint">{t('usage.median.none')}</p>}>
        <table class="usage-table usage-answering">
          <thead>
            <tr>
              <th scope="col">{t('usage.unit')}</th>
              <th scope="col">{t('usage.answered')}</th>
              <th scope="col" colSpan={2}>
                {t('usage.median')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row) => (
                <tr>
                  <th scope="row">
                    <bdi>{names().get(row.unit) ?? row.unit}</bdi>
                  </th>
                  <td>{numbers().count(row.answered)}</td>
                  <td class="usage-meter">
                    <span style={{ '--part': String(row.medianMs / longest()) }} />
                  </td>
                  <td>{durationWords(i18n, row.medianMs)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  );
};
