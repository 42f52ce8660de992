/**
 * How long units take to answer urgent messages: bars beside the numbers, which are the table. A mark says by when somebody should have answered,
 * as the hospital's rules have it (ORG-10).
 */
import { createMemo, For, Show } from 'solid-js';
import type { Usage } from '../../../app/admin/ask.ts';
import { createPolicy } from '../../../app/engine-client.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { unitNames } from './usage-groups.ts';
import { createNumbers, durationWords } from './usage-words.ts';

export const Answering = (props: { readonly usage: Usage }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const numbers = createNumbers();
  const names = createMemo(() => unitNames(props.usage.names));
  const rows = createMemo(() => [...props.usage.answering].sort((a, b) => a.medianMs - b.medianMs));
  const policy = createPolicy();
  const targetMs = () => policy()?.urgent.deadlineMs;
  const longest = createMemo(() => Math.max(1, (targetMs() ?? 0) * 1.5, ...rows().map(({ medianMs }) => medianMs)));
  const part = (ms: number | undefined) => String((ms ?? 0) / longest());
  const isOver = (ms: number) => ms > (targetMs() ?? Number.POSITIVE_INFINITY);
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
                    <span
                      data-target={targetMs() === undefined ? undefined : ''}
                      style={{ '--part': part(row.medianMs), '--target': part(targetMs()) }}
                    />
                  </td>
                  <td>
                    {durationWords(i18n, row.medianMs)}
                    <Show when={isOver(row.medianMs)}>
                      <small>{t('usage.target.over')}</small>
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <Show when={targetMs()}>{(ms) => <p class="hint">{t('usage.target', { time: durationWords(i18n, ms()) })}</p>}</Show>
      </Show>
    </section>
  );
};
