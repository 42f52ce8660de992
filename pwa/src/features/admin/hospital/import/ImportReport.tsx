/** What is in the file, line by line: bad lines first, since they are what she can do something about. */
import CircleAlert from 'lucide-solid/icons/circle-alert';
import CircleCheck from 'lucide-solid/icons/circle-check';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Banner } from '../../../../ui/Banner.tsx';
import { Button } from '../../../../ui/Button.tsx';
import { focusOnMount } from '../../../../ui/focus-on-mount.ts';
import type { Judged } from './send-rows.ts';

/** So many more each time. */
const shownStep = 200;

export const ImportReport = (props: { readonly rows: readonly Judged[] }) => {
  const { t, n } = useI18n();
  const [shown, setShown] = createSignal(shownStep);
  const sorted = createMemo(() => [
    ...props.rows.filter(({ fault }) => fault !== undefined),
    ...props.rows.filter(({ fault }) => fault === undefined),
  ]);
  const bad = createMemo(() => props.rows.filter(({ fault }) => fault !== undefined).length);
  return (
    <section class="sec">
      <h3 class="sec-head" ref={focusOnMount}>
        <span class="grow">{t('import.report')}</span>
      </h3>
      <Banner kind="ok" icon={<CircleCheck class="i" />}>
        {n('import.good', props.rows.length - bad())}
      </Banner>
      <Show when={bad() > 0}>
        <Banner kind="medium" icon={<CircleAlert class="i" />}>
          {n('import.bad', bad())}
        </Banner>
      </Show>
      <div class="card tbl">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('sign-up.name')}</th>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('sign-up.email')}</th>
              <th scope="col">{t('sign-up.staff-number')}</th>
              <th scope="col">{t('sign-up.unit')}</th>
              <th scope="col">{t('import.state')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={sorted().slice(0, shown())}>
              {({ line, row, fault }) => (
                <tr>
                  <td>
                    <bdi>{row.name === '' ? '—' : row.name}</bdi>
                  </td>
                  <td data-c="line">{n('import.line-n', line)}</td>
                  <td data-c="meta">
                    <bdi class="ltr">{row.email}</bdi>
                  </td>
                  <td data-c="meta">
                    <bdi class="code">{row.staffNumber}</bdi>
                  </td>
                  <td data-c="meta">
                    <bdi>{row.unit}</bdi>
                  </td>
                  <td>
                    <span class="tag" data-k={fault === undefined ? 'ok' : 'medium'}>
                      <Show when={fault === undefined} fallback={<CircleAlert class="i" />}>
                        <CircleCheck class="i" />
                      </Show>
                      {t(fault === undefined ? 'import.ok' : `import.row.${fault}`)}
                    </span>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Show when={shown() < sorted().length}>
        <Button kind="quiet" onClick={() => setShown(shown() + shownStep)}>
          {n('import.more', sorted().length - shown())}
        </Button>
      </Show>
    </section>
  );
};
