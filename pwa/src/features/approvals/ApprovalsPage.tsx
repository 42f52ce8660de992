/** Requests for access. Online only: nothing of it is kept on this device. */
import type { PendingPerson } from '@sanad/model/engine/api';
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

const lookEveryMs = 20_000;
type Act = { readonly kind: 'approve' | 'refuse'; readonly person: PendingPerson };

export const ApprovalsPage = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api, sync } = useEngine();
  const me = useMe();
  const [people, setPeople] = createSignal<readonly PendingPerson[]>();
  const [failure, setFailure] = createSignal<{ readonly isOffline: boolean; readonly words: string }>();
  const [act, setAct] = createSignal<Act>();
  useTitle(() => t('approvals.title'));

  const load = async () => {
    if (me()?.role !== 'administrator') return;
    const result = await api.pendingPeople();
    if (result.ok) {
      setPeople(result.value);
      setFailure(undefined);
    } else setFailure({ isOffline: result.error.type === 'offline', words: failureWords(i18n, result.error) });
  };
  onMount(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && act() === undefined && void load(), lookEveryMs);
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
                <Show
                  when={list().length > 0}
                  fallback={
                    <EmptyState
                      icon={<UserPlus class="i" />}
                      title={t('approvals.empty.title')}
                      text={t('approvals.empty.text')}
                    />
                  }
                >
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
          {(person) => <RefuseSheet person={person()} onClose={() => setAct(undefined)} onDone={done} />}
        </Match>
      </Switch>
    </div>
  );
};
