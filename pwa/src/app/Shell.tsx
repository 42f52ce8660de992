/** The frame, and the one main landmark: rail on a desk, bar on a phone, panes between. A page shows its list, its main pane, or on a desk both. */
import { useLocation } from '@solidjs/router';
import { createMemo, type JSX, lazy, Show, Suspense } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { tellAttention } from './attention.ts';
import { Navigation } from './Navigation.tsx';
import { useQueueDoor } from './queue-door.ts';
import './shell.css';

const QueueSheet = lazy(async () => ({ default: (await import('./queue/QueueSheet.tsx')).QueueSheet }));

/** Addresses whose list is the screen of a phone; everything else there is one pane. */
const LISTS = ['/', '/directory', '/settings'];
const ROOTS = [...LISTS, '/approvals'];

export const Shell = (props: { readonly children?: JSX.Element }) => {
  const { t } = useI18n();
  const location = useLocation();
  const queue = useQueueDoor();
  tellAttention();
  const show = createMemo(() => (LISTS.includes(location.pathname) ? 'list' : 'main'));
  const isRoot = createMemo(() => ROOTS.includes(location.pathname));
  return (
    <div class="app" data-show={show()} data-root={isRoot() ? '' : undefined}>
      <a class="skip" href="#main">
        {t('common.skip')}
      </a>
      <Navigation kind="rail" />
      <main class="panes" id="main" tabindex="-1">
        <Suspense>{props.children}</Suspense>
      </main>
      <Navigation kind="tabbar" />
      <Show when={queue.isOpen()}>
        <Suspense>
          <QueueSheet />
        </Suspense>
      </Show>
    </div>
  );
};
