/** Requests for access, and for a new identity. Online only: nothing of it is kept on this device. */
import type { PendingPerson, ResetRequestRow } from '@sanad/model/engine/api';
import CloudOff from 'lucide-solid/icons/cloud-off';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import UserPlus from 'lucide-solid/icons/user-plus';
import { createEffect, createSignal, For, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useMe } from '../../app/me.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { ApproveSheet } from './ApproveSheet.tsx';
import './approvals.css';
import { PendingRow } from './PendingRow.tsx';
import { RefuseSheet } from './RefuseSheet.tsx';
import { ConfirmResetSheet } from './resets/ConfirmResetSheet.tsx';
import { ResetList } from './resets/ResetList.tsx';

/** Somebody stands beside the administrator and waits. */
const lookEveryMs = 4_000;
type Act = { readonly kind: 'approve' | 'refuse'; readonly person: PendingPerson };
type ResetAct = { readonly kind: 'confirm' | 'refuse'; readonly request: ResetRequestRow };

export const ApprovalsPage = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api, sync } = useEngine();
  const me = useMe();
  const [people, setPeople] = createSignal<readonly PendingPerson[]>();
  const [resets, setResets] = createSignal<readonly ResetRequestRow[]>([]);
  const [resetAct, setResetAct] = createSignal<ResetAct>();
  const [failure, setFailure] = createSignal<{ readonly isOffline: boolean; readonly words: string }>();
  const [act, setAct] = createSignal<Act>();
  useTitle(() => t('approvals.title'));

  const load = async () => {
    if (me()?.role !== 'administrator') return;
    const [result, asked] = await Promise.all([api.pendingPeople(), api.resetRequests()]);
    if (result.ok && asked.ok) {
      setPeople(result.value);
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
  const done = () => {
    setAct(undefined);
    setResetAct(undefined);
    void load();
  };

  return (
    <div class="pane main">
      <header class="bar bar-top" data-page>
        <h1 class="grow" ref={focusOnMount}>
          {t('approvals.title')}
        </h1>
        <IconButton label={t('approvals.refresh')} onClick={() => void load()}>
          <RefreshCw class="i" />
        </IconButton>
      </header>
      <ConnectivityStrip />
      <div class="scroll">
        <div class="page">
          <Switch
            fallback={
              <p class="empty" role="status">
                {t('common.loading')}
              </p>
            }
          >
            <Match when={me()?.role !== 'administrator'}>
              <EmptyState
                icon={<ShieldCheck class="i" />}
                title={t('approvals.forbidden.title')}
                text={t('approvals.forbidden.text')}
              />
            </Match>
            <Match when={failure()}>
              {(found) => (
                <EmptyState
                  icon={<CloudOff class="i" />}
                  title={found().isOffline ? t('approvals.offline.title') : found().words}
                  text={t('approvals.offline.text')}
                >
                  <Button kind="line" onClick={() => void load()}>
                    {t('common.retry')}
                  </Button>
                </EmptyState>
              )}
            </Match>
            <Match when={people()}>
              {(list) => (
                <>
                  <ResetList
                    requests={resets()}
                    onConfirm={(request) => setResetAct({ kind: 'confirm', request })}
                    onRefuse={(request) => setResetAct({ kind: 'refuse', request })}
                  />
                  <Show
                    when={list().length + resets().length > 0}
                    fallback={
                      <EmptyState
                        icon={<UserPlus class="i" />}
                        title={t('approvals.empty.title')}
                        text={t('approvals.empty.text')}
                      />
                    }
                  >
                    <Show when={list().length > 0}>
                      <section class="sec">
                        <h2 class="sec-head">
                          <UserPlus class="i" />
                          <span class="grow">{n('approvals.count', list().length)}</span>
                        </h2>
                        <ul class="card rows">
                          <For each={list()}>
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
                      </section>
                    </Show>
                  </Show>
                </>
              )}
            </Match>
          </Switch>
        </div>
      </div>
      <Switch>
        <Match when={act()?.kind === 'approve' ? act()?.person : undefined}>
          {(person) => <ApproveSheet person={person()} onClose={() => setAct(undefined)} onDone={done} />}
        </Match>
        <Match when={act()?.kind === 'refuse' ? act()?.person : undefined}>
          {(person) => (
            <RefuseSheet
              of="approvals"
              name={person().name}
              send={() => api.refuse(person().user)}
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
    </div>
  );
};
