/**
 * Where the administration begins (ADMIN-2): its code is a bundle of its own that no service worker keeps. Without a network it does not come,
 * and this says so; with the network back it is asked for again. Where the session has ended it says that, with the way to sign in and back here.
 */
import { A, type RouteSectionProps, useLocation } from '@solidjs/router';
import CloudOff from 'lucide-solid/icons/cloud-off';
import LockKeyhole from 'lucide-solid/icons/lock-keyhole';
import { type Component, createEffect, createMemo, createSignal, Match, on, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { ConnectivityStrip } from '../ConnectivityStrip.tsx';
import { useEngine } from '../engine-client.ts';
import { useMe } from '../me.ts';
import { useTitle } from '../title.ts';
import { Forbidden } from './Forbidden.tsx';
import { mayEnter } from './may.ts';

/** The same file once it has come; a browser asks for one that failed again. */
const fetchPage = async (): Promise<Component<RouteSectionProps> | undefined> => {
  try {
    return (await import('../../features/admin/AdminPage.tsx')).AdminPage;
  } catch {
    return undefined;
  }
};

export const AdminDoor = (props: RouteSectionProps) => {
  const { t } = useI18n();
  const { state, sync, api } = useEngine();
  const me = useMe();
  const location = useLocation();
  const [page, setPage] = createSignal<Component<RouteSectionProps>>();
  const [isAway, setAway] = createSignal(false);
  useTitle(() => t('admin.title'));
  const isOnline = () => sync().connectivity !== 'offline';
  const isExpired = createMemo(() => {
    const now = state();
    return now.phase === 'ready' && now.session === 'expired';
  });
  const load = async () => {
    if (!mayEnter(me())) return;
    const found = await fetchPage();
    setAway(found === undefined);
    if (found !== undefined) setPage(() => found);
  };
  createEffect(
    on([() => sync().connectivity, () => mayEnter(me())], () => {
      if (page() === undefined) void load();
    }),
  );
  const retry = () => {
    void api.retryNow();
    void load();
  };
  return (
    <Show
      when={isOnline() && !isAway() && !isExpired() && mayEnter(me()) ? page() : undefined}
      fallback={
        <div class="pane main">
          <header class="bar bar-top" data-page>
            <h1 class="grow" ref={focusOnMount}>
              {t('admin.title')}
            </h1>
          </header>
          <ConnectivityStrip />
          <div class="scroll">
            <div class="page">
              <Show when={mayEnter(me())} fallback={<Forbidden />}>
                <Switch
                  fallback={
                    <p class="empty" role="status">
                      {t('common.loading')}
                    </p>
                  }
                >
                  <Match when={isExpired()}>
                    <section class="card">
                      <EmptyState
                        icon={<LockKeyhole class="i" />}
                        title={t('conn.session-expired')}
                        text={t('admin.expired.text')}
                      >
                        <A class="btn" data-kind="primary" href="/sign-in" state={{ from: location.pathname }}>
                          {t('sign-in.submit')}
                        </A>
                      </EmptyState>
                    </section>
                  </Match>
                  <Match when={!isOnline() || isAway()}>
                    <section class="card">
                      <EmptyState icon={<CloudOff class="i" />} title={t('admin.offline.title')} text={t('admin.offline.text')}>
                        <div class="btns">
                          <Button kind="primary" onClick={retry}>
                            {t('common.retry')}
                          </Button>
                          <A class="btn" data-kind="line" href="/">
                            {t('admin.offline.messages')}
                          </A>
                        </div>
                      </EmptyState>
                    </section>
                  </Match>
                </Switch>
              </Show>
            </div>
          </div>
        </div>
      }
    >
      {(component) => <Dynamic component={component()} {...props} />}
    </Show>
  );
};
