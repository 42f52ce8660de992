/** Where she is signed in (ACCOUNT-1). The server knows which device a session belongs to; what that is called only her devices know. */
import type { OwnSession } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import Monitor from 'lucide-solid/icons/monitor';
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone';
import Smartphone from 'lucide-solid/icons/smartphone';
import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js';
import { deviceKind, deviceName, seenWords, whenWords } from '../../../app/devices/device-words.ts';
import '../../../app/devices/devices.css';
import { createDevices, useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { createNow } from '../../../app/now.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { answered } from '../../../ui/answered.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { useToaster } from '../../../ui/toaster.ts';

export const SessionsSection = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const toaster = useToaster();
  const devices = createDevices();
  const now = createNow();
  const [failure, setFailure] = createSignal<string>();
  const [sessions, { refetch }] = createResource(
    () => sync().connectivity === 'online',
    async () => {
      const known = await api.sessions();
      setFailure(known.ok ? undefined : failureWords(i18n, known.error));
      return known.ok ? known.value : undefined;
    },
  );
  const deviceOf = (session: OwnSession) => devices()?.find(({ id }) => id === session.device);
  const nameOf = (session: OwnSession): string => {
    const device = deviceOf(session);
    if (device !== undefined) return deviceName(i18n, device.label);
    return t(session.isThis ? 'account.session.this' : 'account.session.unknown');
  };
  const end = async (asked: Promise<{ readonly ok: boolean }>, said: 'account.session.ended' | 'account.sessions.ended') => {
    const ended = await asked;
    // One that had ended already is gone as well: the list says so.
    if (ended.ok) toaster.show({ text: t(said) });
    await refetch();
  };
  return (
    <Show when={answered(sessions)} fallback={<Failure words={failure()} />}>
      {(list) => (
        <section class="sec">
          <h2 class="sec-head" id="account-sessions">
            {t('account.sessions')}
          </h2>
          <ul class="card rows" aria-labelledby="account-sessions">
            <For each={list()}>
              {(session) => (
                <li class="row device">
                  <Switch fallback={<MonitorSmartphone class="i" />}>
                    <Match when={kindOf(deviceOf(session)) === 'computer'}>
                      <Monitor class="i" />
                    </Match>
                    <Match when={kindOf(deviceOf(session)) === 'phone'}>
                      <Smartphone class="i" />
                    </Match>
                  </Switch>
                  <span class="txt">
                    <b>{nameOf(session)}</b>
                    <Show when={session.isThis}>
                      <span class="tags">
                        <span class="tag" data-k="ok">
                          {t('account.session.this')}
                        </span>
                      </span>
                    </Show>
                    <small>{t('account.session.since', { when: whenWords(i18n, session.createdAtMs, now()) })}</small>
                    <Show when={!session.isThis}>
                      <small>{seenWords(i18n, session.seenAtMs, now())}</small>
                    </Show>
                  </span>
                  <Show when={!session.isThis}>
                    <Button
                      kind="line"
                      aria-label={t('account.session.end-of', { name: nameOf(session) })}
                      onClick={() => void end(api.endServerSession(session.id), 'account.session.ended')}
                    >
                      {t('account.session.end')}
                    </Button>
                  </Show>
                </li>
              )}
            </For>
            <li>
              <A class="row" href="/settings/devices">
                <MonitorSmartphone class="i" />
                <span class="txt">{t('account.sessions.devices')}</span>
                <ChevronRight class="i chev flip" />
              </A>
            </li>
          </ul>
          <p class="hint">{t('account.sessions.hint')}</p>
          <Show when={list().length > 1}>
            <Button kind="line" size="lg" wide onClick={() => void end(api.endOtherSessions(), 'account.sessions.ended')}>
              {t('account.sessions.end-others')}
            </Button>
          </Show>
        </section>
      )}
    </Show>
  );
};

const kindOf = (device: Parameters<typeof deviceKind>[0] | undefined) => device && deviceKind(device);
