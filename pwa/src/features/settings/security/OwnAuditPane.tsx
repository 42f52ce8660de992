/** What was done with my account (AUDIT-8): asked of the server, checked by this device, kept nowhere. */
import CircleCheck from 'lucide-solid/icons/circle-check';
import CloudOff from 'lucide-solid/icons/cloud-off';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { AuditIcon } from '../../../app/audit/AuditIcon.tsx';
import { actorWords, actWords, factWords } from '../../../app/audit/audit-words.ts';
import { createDirectory } from '../../../app/colleagues.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useMe } from '../../../app/me.ts';
import { createNow } from '../../../app/now.ts';
import { personName } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { SettingPane } from '../SettingPane.tsx';
import './own-audit.css';

type Page = Extract<Awaited<ReturnType<ReturnType<typeof useEngine>['api']['ownAudit']>>, { ok: true }>['value'];

export const OwnAuditPane = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const me = useMe();
  const now = createNow();
  const people = createDirectory();
  const [pages, setPages] = createSignal<readonly Page[]>([]);
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const isOffline = () => sync().connectivity === 'offline';

  const load = async (before?: number) => {
    setBusy(true);
    const answer = await api.ownAudit(before);
    setBusy(false);
    setFailure(answer.ok ? undefined : failureWords(i18n, answer.error));
    if (answer.ok) setPages([...(before === undefined ? [] : pages()), answer.value]);
  };
  createEffect(
    on(isOffline, (offline) => {
      if (!offline) void load();
    }),
  );
  const nameOf = (user: string) => {
    const found = people()?.find((person) => person.user === user);
    return found && personName(i18n, found);
  };
  const entries = () => pages().flatMap((page) => page.entries);
  const details = (entry: Page['entries'][number]) => [
    ...(entry.actor === me()?.user ? [] : [t('audit.own.by', { name: actorWords(i18n, entry.actor, nameOf) })]),
    ...factWords(i18n, entry),
    i18n.dates().moment(entry.atMs, now()),
  ];

  return (
    <SettingPane title={t('audit.own.title')} partOf="/settings/security">
      <p class="hint">{t('audit.own.text')}</p>
      <Show when={isOffline()} fallback={<Failure words={failure()} />}>
        <Banner kind="off" role="status" icon={<CloudOff class="i" />}>
          {t('audit.own.offline')}
        </Banner>
      </Show>
      <Show when={pages().length > 0}>
        <Show
          when={pages().every(({ isWhole }) => isWhole)}
          fallback={
            <Banner kind="medium" role="status" icon={<TriangleAlert class="i" />}>
              {t('audit.own.broken')}
            </Banner>
          }
        >
          <Banner kind="ok" role="status" icon={<CircleCheck class="i" />}>
            {t('audit.own.whole')}
          </Banner>
        </Show>
        <ul class="card rows own-audit">
          <For each={entries()}>
            {(entry) => (
              <li class="row">
                <AuditIcon act={entry.act} />
                <span class="txt">
                  {actWords(i18n, entry.subject === me()?.user ? { ...entry, subject: undefined } : entry, nameOf)}
                  <small>{details(entry).join(' · ')}</small>
                </span>
              </li>
            )}
          </For>
        </ul>
        <Show when={pages().at(-1)?.next}>
          {(next) => (
            <Button kind="line" wide busy={isBusy()} onClick={() => void load(next())}>
              {t('audit.older')}
            </Button>
          )}
        </Show>
      </Show>
      <Show when={pages().length === 0 && !isOffline() && failure() === undefined}>
        <p role="status">{t('common.loading')}</p>
      </Show>
    </SettingPane>
  );
};
