/** How I prove that it is me (AUTH-12 … AUTH-18): password, six digits, passkeys. */
import { A } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import CloudOff from 'lucide-solid/icons/cloud-off';
import KeyRound from 'lucide-solid/icons/key-round';
import ScrollText from 'lucide-solid/icons/scroll-text';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import Smartphone from 'lucide-solid/icons/smartphone';
import { Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { createFactorDemand } from '../../../app/security/factor-demand.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { SettingPane } from '../SettingPane.tsx';
import { createSecurity } from './create-security.ts';
import { Passkeys } from './Passkeys.tsx';
import './security.css';

export const SecurityPane = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const demand = createFactorDemand();
  const { sync } = useEngine();
  const { security, failure, reload } = createSecurity();
  return (
    <SettingPane title={t('security.title')}>
      <Show when={sync().connectivity === 'offline'} fallback={<Failure words={failure()} />}>
        <Banner kind="off" role="status" icon={<CloudOff class="i" />}>
          {t('security.offline')}
        </Banner>
      </Show>
      <Show when={demand()}>
        {(now) => (
          <Banner kind="medium" icon={<ShieldAlert class="i" />}>
            {now().isDue
              ? t('factor.demanded')
              : t('factor.demanded.from', { date: i18n.dates().moment(now().fromMs, Date.now()) })}
          </Banner>
        )}
      </Show>
      <section class="sec">
        <h2 class="sec-head" id="security-sign-in">
          {t('security.sign-in')}
        </h2>
        <ul class="card rows" aria-labelledby="security-sign-in">
          <li>
            <A class="row" href="/settings/security/password">
              <KeyRound class="i" />
              <span class="txt">{t('password.title')}</span>
              <ChevronRight class="i chev flip" />
            </A>
          </li>
          <li>
            <A class="row" href="/settings/security/code">
              <Smartphone class="i" />
              <span class="txt">
                {t('factor.title')}
                <small>
                  <Show when={security()?.secondFactor ? security() : undefined} fallback={t('factor.row.hint')}>
                    {(known) => n('factor.left', known().reserveCodesLeft)}
                  </Show>
                </small>
              </span>
              <Show when={security()}>
                {(known) => <span class="val">{t(known().secondFactor ? 'security.on' : 'security.off')}</span>}
              </Show>
              <ChevronRight class="i chev flip" />
            </A>
          </li>
        </ul>
      </section>
      <section class="sec">
        <ul class="card rows">
          <li>
            <A class="row" href="/settings/security/history">
              <ScrollText class="i" />
              <span class="txt">
                {t('audit.own.title')}
                <small>{t('audit.own.row')}</small>
              </span>
              <ChevronRight class="i chev flip" />
            </A>
          </li>
        </ul>
      </section>
      <Show when={security()}>{(known) => <Passkeys security={known()} onChange={reload} />}</Show>
    </SettingPane>
  );
};
