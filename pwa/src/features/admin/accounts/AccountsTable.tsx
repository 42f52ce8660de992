/** All accounts (ADMIN-3): the server looks, sorts and cuts; this page shows fifty of them and says how many there are. */
import type { Role } from '@sanad/model/engine/api';
import ArrowDown from 'lucide-solid/icons/arrow-down';
import ArrowUp from 'lucide-solid/icons/arrow-up';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import { createEffect, createSignal, For, on, onCleanup, Show } from 'solid-js';
import {
  ACCOUNT_STATES,
  type AccountLine,
  AccountsPage,
  type AccountsQuery,
  queryOf,
  useAdminAsk,
} from '../../../app/admin/ask.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { createUnits, labelOfId } from '../../../app/units.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Failure } from '../../../ui/Failure.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { AccountRow } from './AccountRow.tsx';
import { AccountSheet } from './AccountSheet.tsx';
import { ROLE_WORDS } from './role-words.ts';
import './accounts.css';

const pageSize = 50;
/** Letters that come close together are one question. */
const typingPauseMs = 250;
const COLUMNS = [
  { order: 'name', words: 'admin.column.name' },
  { order: 'role', words: 'admin.column.role' },
  { order: 'unit', words: 'admin.column.unit' },
  { order: 'status', words: 'admin.column.status' },
  { order: 'seen', words: 'admin.column.seen' },
] as const;

interface AccountsTableProps {
  /** Another number: it is asked for again. */
  readonly changes: number;
}

export const AccountsTable = (props: AccountsTableProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const ask = useAdminAsk();
  const units = createUnits();
  const [text, setText] = createSignal('');
  const [role, setRole] = createSignal<Role | ''>('');
  const [status, setStatus] = createSignal<AccountLine['status'] | ''>('');
  const [sort, setSort] = createSignal<{ readonly order: AccountsQuery['order']; readonly descending: boolean }>({
    order: 'name',
    descending: false,
  });
  const [page, setPage] = createSignal(0);
  const [found, setFound] = createSignal<AccountsPage>();
  const [failure, setFailure] = createSignal<string>();
  const [opened, setOpened] = createSignal<AccountLine>();
  let asked = 0;

  const load = async () => {
    const mine = ++asked;
    const typed = text().trim();
    const query = queryOf({
      text: typed === '' ? undefined : typed,
      role: role() || undefined,
      status: status() || undefined,
      order: sort().order,
      descending: sort().descending || undefined,
      page: page(),
      limit: pageSize,
    });
    const answer = await ask.get(`/admin/accounts${query}`, AccountsPage);
    // Only the newest question counts.
    if (mine !== asked) return;
    setFailure(answer.ok ? undefined : failureWords(i18n, answer.error));
    if (answer.ok) setFound(answer.value);
  };
  createEffect(on([role, status, sort, page, () => props.changes], () => void load()));
  createEffect(
    on(
      text,
      () => {
        const timer = setTimeout(() => {
          if (page() === 0) void load();
          else setPage(0);
        }, typingPauseMs);
        onCleanup(() => clearTimeout(timer));
      },
      { defer: true },
    ),
  );
  const sortBy = (order: AccountsQuery['order']) => {
    const now = sort();
    setPage(0);
    setSort({ order, descending: now.order === order && !now.descending });
  };
  const sorted = (order: AccountsQuery['order']) =>
    sort().order === order ? (sort().descending ? 'descending' : 'ascending') : undefined;
  const last = () => Math.max(0, Math.ceil((found()?.total ?? 0) / pageSize) - 1);
  return (
    <section class="sec accounts" aria-labelledby="accounts-title">
      <div class="sec-head accounts-head">
        <h2 id="accounts-title" aria-live="polite">
          {found() === undefined ? t('admin.accounts') : n('admin.accounts.count', found()?.total ?? 0)}
        </h2>
        <SearchBox label={t('admin.accounts.search')} value={text()} onValue={setText} />
        <div class="input accounts-filter">
          <select
            aria-label={t('admin.column.role')}
            onChange={(event) => {
              setPage(0);
              setRole(ROLE_WORDS.find((one) => one.role === event.currentTarget.value)?.role ?? '');
            }}
          >
            <option value="">{t('admin.role.all')}</option>
            <For each={ROLE_WORDS}>{(one) => <option value={one.role}>{t(one.words)}</option>}</For>
          </select>
        </div>
        <div class="input accounts-filter">
          <select
            aria-label={t('admin.column.status')}
            onChange={(event) => {
              setPage(0);
              setStatus(ACCOUNT_STATES.find((one) => one === event.currentTarget.value) ?? '');
            }}
          >
            <option value="">{t('admin.status.all')}</option>
            <For each={ACCOUNT_STATES}>{(one) => <option value={one}>{t(`admin.status.${one}`)}</option>}</For>
          </select>
        </div>
      </div>
      <Failure words={failure()} />
      <div class="card tbl">
        <table>
          <thead>
            <tr>
              <For each={COLUMNS}>
                {({ order, words }) => (
                  <th scope="col" aria-sort={sorted(order)}>
                    <button type="button" onClick={() => sortBy(order)}>
                      {t(words)}
                      <Show when={sorted(order)}>
                        {(direction) => (direction() === 'ascending' ? <ArrowUp class="i" /> : <ArrowDown class="i" />)}
                      </Show>
                    </button>
                  </th>
                )}
              </For>
              <th scope="col">{t('admin.column.devices')}</th>
              <th scope="col">
                <span class="sr">{t('admin.column.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={found()?.accounts} fallback={<NobodyFound isKnown={found() !== undefined} />}>
              {(line) => (
                <AccountRow line={line} unit={labelOfId(units(), line.unitId, line.unit)} onOpen={() => setOpened(line)} />
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Show when={last() > 0}>
        <nav class="accounts-pages" aria-label={t('admin.pages')}>
          <IconButton label={t('admin.pages.before')} disabled={page() === 0} onClick={() => setPage(page() - 1)}>
            <ChevronLeft class="i flip" />
          </IconButton>
          <span class="num">{t('admin.pages.of', { page: String(page() + 1), last: String(last() + 1) })}</span>
          <IconButton label={t('admin.pages.after')} disabled={page() >= last()} onClick={() => setPage(page() + 1)}>
            <ChevronRight class="i flip" />
          </IconButton>
        </nav>
      </Show>
      <Show when={opened()}>
        {(line) => <AccountSheet line={line()} onClose={() => setOpened(undefined)} onChanged={() => void load()} />}
      </Show>
    </section>
  );
};

const NobodyFound = (props: { readonly isKnown: boolean }) => {
  const { t } = useI18n();
  return (
    <tr>
      <td colspan={7} class="hint">
        {props.isKnown ? t('admin.accounts.none') : t('common.loading')}
      </td>
    </tr>
  );
};
