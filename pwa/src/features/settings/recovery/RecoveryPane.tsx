/** My recovery code: since when it is valid, by whose hand, and the way to a new one (CODE-1, CODE-6). */
import type { RecoveryCodeRow } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import CloudOff from 'lucide-solid/icons/cloud-off';
import Info from 'lucide-solid/icons/info';
import KeyRound from 'lucide-solid/icons/key-round';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createMemo, For, Show } from 'solid-js';
import { recentlyReplaced, replacedBy } from '../../../app/code/recovery-words.ts';
import { whenWords } from '../../../app/devices/device-words.ts';
import { createRecoveryCodes, useEngine } from '../../../app/engine-client.ts';
import { createNow } from '../../../app/now.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { SettingPane } from '../SettingPane.tsx';

export const RecoveryPane = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { sync } = useEngine();
  const codes = createRecoveryCodes();
  const now = createNow();
  const current = createMemo(() => codes()?.[0]);
  const earlier = createMemo(() => (codes() ?? []).slice(1));
  const when = (row: RecoveryCodeRow) => whenWords(i18n, row.atMs, now());
  const isOffline = () => sync().connectivity === 'offline';
  return (
    <SettingPane title={t('recovery.title')}>
      <p>{t('recovery.for')}</p>
      <Show when={recentlyReplaced(codes(), now())}>
        {(row) => (
          <Banner kind="medium" icon={<TriangleAlert class="i" />}>
            <b>{t('recovery.replaced', { when: when(row()) })}</b> {replacedBy(i18n, row())}. {t('recovery.not-you')}
          </Banner>
        )}
      </Show>
      <Show
        when={current()}
        fallback={
          <p class="hint" role="status">
            {t('recovery.loading')}
          </p>
        }
      >
        {(row) => (
          <div class="card rows">
            <div class="row">
              <KeyRound class="i" />
              <span class="txt">
                <b>{t('recovery.since', { when: when(row()) })}</b>
                <small>{replacedBy(i18n, row())}</small>
              </span>
            </div>
          </div>
        )}
      </Show>
      <Show when={isOffline()}>
        <Banner kind="off" role="status" icon={<CloudOff class="i" />}>
          {t('recovery.offline')}
        </Banner>
      </Show>
      <div class="stack">
        <Show
          when={!isOffline()}
          fallback={
            <Button kind="primary" size="lg" wide disabled>
              {t('recovery.replace')}
            </Button>
          }
        >
          <A class="btn" data-kind="primary" data-size="lg" data-wide="" href="/settings/recovery/new">
            {t('recovery.replace')}
          </A>
        </Show>
        <p class="hint centred">{t('recovery.replace.lead')}</p>
      </div>
      <Banner icon={<Info class="i" />}>
        <b>{t('recovery.seen.title')}</b> {t('recovery.seen.text')}
      </Banner>
      <Show when={earlier().length > 0}>
        <section class="sec">
          <h2 class="sec-head" id="earlier-codes">
            {t('recovery.earlier')}
          </h2>
          <ul class="card rows" aria-labelledby="earlier-codes">
            <For each={earlier()}>
              {(row, at) => (
                <li class="row">
                  <span class="txt">
                    {t('recovery.made', { when: when(row), until: when(codes()?.[at()] ?? row) })}
                    <small>{replacedBy(i18n, row)}</small>
                  </span>
                </li>
              )}
            </For>
          </ul>
          <p class="hint">{t('recovery.earlier.hint')}</p>
        </section>
      </Show>
    </SettingPane>
  );
};
