/**
 * The audit log (AUDIT-7, AUDIT-9): who did what and when, filtered and paged by the server, its fingerprints computed again here. Whoever reads it
 * stands in it.
 */
import CircleCheck from 'lucide-solid/icons/circle-check';
import Download from 'lucide-solid/icons/download';
import Link from 'lucide-solid/icons/link';
import ScrollText from 'lucide-solid/icons/scroll-text';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { AuditPage, type AuditPage as Page, queryOf, useAdminAsk } from '../../../app/admin/ask.ts';
import { findUnfit, headHash, type ShownLine, toShown } from '../../../app/admin/audit-lines.ts';
import { createDirectory } from '../../../app/colleagues.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { createNow } from '../../../app/now.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { AuditFilters, type AuditForm, emptyForm, toQuery } from './AuditFilters.tsx';
import { AuditRow } from './AuditRow.tsx';
import './audit.css';

export const AuditPane = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const ask = useAdminAsk();
  const { sync } = useEngine();
  const now = createNow();
  const people = createDirectory();
  const [form, setForm] = createSignal<AuditForm>(emptyForm);
  const [lines, setLines] = createSignal<readonly ShownLine[]>();
  const [page, setPage] = createSignal<Page>();
  const [names, setNames] = createSignal<ReadonlyMap<string, string>>(new Map());
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  /** Undefined: not checked yet. */
  const [unfit, setUnfit] = createSignal<{ readonly n: number | undefined }>();

  const load = async (before?: number) => {
    const asked = form();
    setBusy(true);
    const answer = await ask.get(`/admin/audit${queryOf({ ...toQuery(asked), before })}`, AuditPage);
    if (asked !== form()) return; // another filter was chosen meanwhile
    setBusy(false);
    setFailure(answer.ok ? undefined : failureWords(i18n, answer.error));
    if (!answer.ok) return;
    const shown = [...(before === undefined ? [] : (lines() ?? [])), ...answer.value.lines.map(toShown)];
    setNames((known) => new Map([...known, ...(answer.value.names ?? []).map(({ user, name }) => [user, name] as const)]));
    setPage(() => answer.value);
    setLines(shown);
    setUnfit(undefined);
    const n = await findUnfit(shown);
    if (shown === lines()) setUnfit({ n });
  };
  createEffect(
    on([form, () => sync().connectivity === 'offline'], ([, isOffline]) => {
      if (!isOffline) void load();
    }),
  );
  const exportPath = createMemo(() => ask.file('/admin/audit/export', toQuery(form())));
  const nameOf = (user: string) => names().get(user);

  return (
    <>
      <div class="audit-tools">
        <AuditFilters form={form()} people={people() ?? []} onChange={(change) => setForm({ ...form(), ...change })} />
        <a class="btn" data-kind="line" href={exportPath()} download="sanad-audit.csv">
          <Download class="i" />
          {t('audit.export')}
        </a>
      </div>
      <Failure words={failure()} />
      <Show when={lines()} fallback={<p role="status">{t('common.loading')}</p>}>
        {(shown) => (
          <Show
            when={shown().length > 0}
            fallback={<EmptyState icon={<ScrollText class="i" />} title={t('audit.empty.title')} text={t('audit.empty.text')} />}
          >
            <div class="card tbl audit-table">
              <table aria-busy={isBusy()}>
                <caption class="sr">{t('admin.audit')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('audit.column.act')}</th>
                    <th scope="col">{t('audit.column.by')}</th>
                    <th scope="col">{t('audit.column.time')}</th>
                    <th scope="col">{t('audit.column.hash')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={shown()}>{(line) => <AuditRow shown={line} nameOf={nameOf} nowMs={now()} />}</For>
                </tbody>
              </table>
            </div>
            <div class="audit-foot">
              <p class="hint" role="status">
                {i18n.n('audit.shown', shown().length)}
              </p>
              <Show when={page()?.next}>
                {(next) => (
                  <Button kind="line" busy={isBusy()} onClick={() => void load(next())}>
                    {t('audit.older')}
                  </Button>
                )}
              </Show>
            </div>
          </Show>
        )}
      </Show>
      <Show when={page()}>
        {(known) => (
          <div class="stack audit-chain">
            <Show when={unfit()} fallback={<p class="hint">{t('audit.verifying')}</p>}>
              {(found) => (
                <Show
                  when={found().n}
                  fallback={
                    <p class="hint audit-note" data-k="ok">
                      <CircleCheck class="i" />
                      {t('audit.verified')}
                    </p>
                  }
                >
                  {(n) => (
                    <Banner kind="medium" icon={<TriangleAlert class="i" />}>
                      {t('audit.broken', { n: n() })}
                    </Banner>
                  )}
                </Show>
              )}
            </Show>
            <p class="hint audit-note">
              <Link class="i" />
              <span>
                {t('audit.chain')}{' '}
                <bdi>{t('audit.head', { n: known().head.n, hash: `\u2066${headHash(known().head.hash)}\u2069` })}</bdi>
              </span>
            </p>
          </div>
        )}
      </Show>
    </>
  );
};
