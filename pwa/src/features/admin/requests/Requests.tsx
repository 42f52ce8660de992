/** Requests for access, and for a new identity: the first thing that waits for whoever administers. */
import type { PendingPerson, ResetRequestRow } from '@sanad/model/engine/api';
import { ok } from '@sanad/model/result';
import CloudOff from 'lucide-solid/icons/cloud-off';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import UserPlus from 'lucide-solid/icons/user-plus';
import { createEffect, createSignal, For, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js';
import { may } from '../../../app/admin/may.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useMe } from '../../../app/me.ts';
import { isSame } from '../../../app/projection.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { ApproveSheet } from './ApproveSheet.tsx';
import './approvals.css';
import { PendingRow } from './PendingRow.tsx';
import { RefuseSheet } from './RefuseSheet.tsx';
import { ConfirmResetSheet } from './resets/ConfirmResetSheet.tsx';
import { ResetList } from './resets/ResetList.tsx';

/** Somebody stands beside the administrator and waits. */
const lookEveryMs = 4_000;
const userOf = ({ user }: PendingPerson) => user;
type Act = { readonly kind: 'approve' | 'refuse'; readonly person: PendingPerson };
type ResetAct = { readonly kind: 'confirm' | 'refuse'; readonly request: ResetRequestRow };

interface RequestsProps {
  /** Somebody asked, or was answered: accounts are other ones now. */
  readonly onChange: () => void;
}

export const Requests = (props: RequestsProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api, sync } = useEngine();
  const me = useMe();
  const [people, setPeople] = createSignal<readonly PendingPerson[]>();
  const [resets, setResets] = createSignal<readonly ResetRequestRow[]>([]);
  const [resetAct, setResetAct] = createSignal<ResetAct>();
  const [failure, setFailure] = createSignal<{ readonly isOffline: boolean; readonly words: string }>();
  const [act, setAct] = createSignal<Act>();

  const load = async () => {
    const mayReset = may(me(), 'accounts.reset');
    const [result, asked] = await Promise.all([api.pendingPeople(), mayReset ? api.resetRequests() : ok([])]);
    if (result.ok && asked.ok) {
      const before = people();
      setPeople(result.value);
      if (before !== undefined && !isSame(before.map(userOf), result.value.map(userOf))) props.onChange();
      setResets(asked.value);
      setFailure(undefined);
      return;
    }
    const failed = result.ok ? asked : result;
    if (!failed.ok) setFailure({ isOffline: failed.error.type === 'offline', words: failureWords(i18n, failed.error) });
  };
  onMount(() => {
    const timer = setInterval(
      () => document.visibilityState === 'visible' && act() === undefined && resetAct() === undefined && void load(),
      lookEveryMs,
    );
    onCleanup(() => clearInterval(timer));
  });
  createEffect(
    on(
      () => sync().connectivity,
      () => void load(),
    ),
  );
  const refresh = () => {
    void load();
    props.onChange();
  };
  const done = () => {
    setAct(undefined);
    setResetAct(undefined);
    void load();
  };

  return (
    <>
      <Show when={failure()}>
        {(found) => (
          <Banner kind="medium" icon={<CloudOff class="i" />}>
            <b>{found().isOffline ? t('approvals.offline.title') : found().words}</b>
          </Banner>
        )}
      </Show>
      <ResetList
        requests={resets()}
        onConfirm={(request) => setResetAct({ kind: 'confirm', request })}
        onRefuse={(request) => setResetAct({ kind: 'refuse', request })}
      />
      <section class="sec">
        <h2 class="sec-head">
          <UserPlus class="i" />
          <span class="grow">
            {(people()?.length ?? 0) === 0 ? t('approvals.title') : n('approvals.count', people()?.length ?? 0)}
          </span>
          <IconButton label={t('approvals.refresh')} onClick={refresh}>
            <RefreshCw class="i" />
          </IconButton>
        </h2>
        <Show
          when={people()?.length}
          fallback={
            <div class="card card-pad">
              <p class="hint" role="status">
                {people() === undefined ? t('common.loading') : t('approvals.empty.text')}
              </p>
            </div>
          }
        >
          <ul class="card rows">
            <For each={people()}>
              {(person) => (
                <li>
                  <PendingRow
                    person={person}
                    onApprove={() => setAct({ kind: 'approve', person })}
                    onRefuse={() => setAct({ kind: 'refuse', person })}
                  />
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
      <Switch>
        <Match when={act()?.kind === 'approve' ? act()?.person : undefined}>
          {(person) => <ApproveSheet person={person()} onClose={() => setAct(undefined)} onDone={done} />}
        </Match>
        <Match when={act()?.kind === 'refuse' ? act()?.person : undefined}>
          {(person) => (
            <RefuseSheet
              of="approvals"
              name={person().name}
              withReason
              send={(reason) => api.refuse(person().user, reason)}
              onClose={() => setAct(undefined)}
              onDone={done}
            />
          )}
        </Match>
        <Match when={resetAct()?.kind === 'confirm' ? resetAct()?.request : undefined}>
          {(request) => <ConfirmResetSheet request={request()} onClose={() => setResetAct(undefined)} onDone={done} />}
        </Match>
        <Match when={resetAct()?.kind === 'refuse' ? resetAct()?.request : undefined}>
          {(request) => (
            <RefuseSheet
              of="resets"
              name={request().name}
              send={() => api.refuseReset(request().user)}
              onClose={() => setResetAct(undefined)}
              onDone={done}
            />
          )}
        </Match>
      </Switch>
    </>
  );
};
