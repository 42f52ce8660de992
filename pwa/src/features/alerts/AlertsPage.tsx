/** The notification centre: what still needs her, then what happened. What was looked at counts as read when she leaves it (URGENT-9). */
import type { AlertRow } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import Bell from 'lucide-solid/icons/bell';
import CheckCheck from 'lucide-solid/icons/check-check';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import SettingsTwo from 'lucide-solid/icons/settings-2';
import { createEffect, createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { createAlerts, createNotificationSettings } from '../../app/alerts.ts';
import { AnnouncementCards } from '../../app/announcements/AnnouncementCards.tsx';
import { createAnnouncements } from '../../app/announcements/create-announcements.ts';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { useEngine } from '../../app/engine-client.ts';
import { createNow } from '../../app/now.ts';
import { useTitle } from '../../app/title.ts';
import { createAnswers } from '../../app/urgent/create-answers.ts';
import { createNames } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { AlertList } from './AlertList.tsx';
import './alerts.css';
import type { AlertWorld } from './alert-words.ts';
import { QuietStrip } from './QuietStrip.tsx';
import { ALERT_FILTERS, type AlertFilter, sortAlerts } from './sort-alerts.ts';

const secondMs = 1000;

export const AlertsPage = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const alerts = createAlerts();
  const settings = createNotificationSettings();
  const announcements = createAnnouncements();
  const names = createNames();
  const answers = createAnswers();
  const now = createNow();
  /** For the ring that comes next, and nothing else. */
  const second = createNow(secondMs);
  const [filter, setFilter] = createSignal<AlertFilter>('all');
  const sorted = createMemo(() => sortAlerts(alerts() ?? [], filter()));
  const isNew = createMemo(() => alerts()?.some(({ unread }) => unread) ?? false);
  const world: AlertWorld = {
    i18n,
    get me() {
      return names.me();
    },
    get nowMs() {
      return second() + (sync().clockOffsetMs ?? 0);
    },
    person: names.person,
  };
  useTitle(() => t('alerts.title'));

  let heading: HTMLHeadingElement | undefined;
  const read = () => void api.markAlertsRead();
  const readAll = () => {
    read();
    heading?.focus();
  };
  createLookedAt(() => alerts() !== undefined, read);

  const take = async ({ item }: Extract<AlertRow, { readonly kind: 'urgent' }>) => {
    heading?.focus();
    await answers.take({ conversation: item.conversation, id: item.message.id });
  };

  return (
    <div class="pane main alerts">
      <header class="bar" data-page>
        <A class="icon-btn only-phone" href="/" aria-label={t('common.back')}>
          <ChevronLeft class="i flip" />
        </A>
        <h1
          class="grow"
          ref={(element) => {
            heading = element;
            focusOnMount(element);
          }}
        >
          {t('alerts.title')}
        </h1>
        <Show when={isNew()}>
          <Button kind="quiet" onClick={readAll}>
            <CheckCheck class="i" />
            {t('alerts.read-all')}
          </Button>
        </Show>
        <A class="icon-btn" href="/settings/notifications" aria-label={t('alerts.settings')} title={t('alerts.settings')}>
          <SettingsTwo class="i" />
        </A>
      </header>
      <ConnectivityStrip />
      <div class="scroll">
        <AnnouncementCards rows={announcements()} />
        <Show
          when={alerts()}
          fallback={
            <p class="empty" role="status">
              {t('common.loading')}
            </p>
          }
        >
          {(all) => (
            <>
              <Show
                when={all().length > 0}
                fallback={<EmptyState icon={<Bell class="i" />} title={t('alerts.empty.title')} text={t('alerts.empty.text')} />}
              >
                {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
                <div class="chips" role="group" aria-label={t('inbox.filter')}>
                  <For each={ALERT_FILTERS}>
                    {(one) => (
                      <button type="button" class="chip" aria-pressed={one === filter()} onClick={() => setFilter(one)}>
                        {t(`alerts.filter.${one}`)}
                      </button>
                    )}
                  </For>
                </div>
                <div class="two">
                  <section class="notes">
                    <h2 id="alerts-todo">
                      {t('alerts.todo')} <small>{sorted().todo.length || undefined}</small>
                    </h2>
                    <AlertList
                      rows={sorted().todo}
                      none="alerts.todo.none"
                      labelledBy="alerts-todo"
                      world={world}
                      now={now()}
                      onTake={take}
                    />
                  </section>
                  <section class="notes">
                    <h2 id="alerts-earlier">{t('alerts.earlier')}</h2>
                    <AlertList
                      rows={sorted().earlier}
                      none="alerts.earlier.none"
                      labelledBy="alerts-earlier"
                      world={world}
                      now={now()}
                      onTake={take}
                    />
                  </section>
                </div>
              </Show>
              <Show when={settings()}>
                {(told) => (
                  <div class="quiet-strip">
                    <QuietStrip settings={told()} now={now()} />
                  </div>
                )}
              </Show>
            </>
          )}
        </Show>
      </div>
    </div>
  );
};

/** Read is what stood before somebody: when she leaves, or turns to another window. */
function createLookedAt(isShown: () => boolean, read: () => void): void {
  let wasShown = false;
  createEffect(() => {
    if (isShown() && document.visibilityState === 'visible') wasShown = true;
  });
  const turn = () => {
    if (document.visibilityState === 'visible') wasShown ||= isShown();
    else if (wasShown) read();
  };
  onMount(() => document.addEventListener('visibilitychange', turn));
  onCleanup(() => {
    document.removeEventListener('visibilitychange', turn);
    if (wasShown) read();
  });
}
