/** Who sees what of me: what can be chosen (EPH-5, MARK-9), what cannot and why, and the way to what is chosen elsewhere. */
import { A } from '@solidjs/router';
import BellRing from 'lucide-solid/icons/bell-ring';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import EyeOff from 'lucide-solid/icons/eye-off';
import IdCard from 'lucide-solid/icons/id-card';
import Lock from 'lucide-solid/icons/lock';
import Mail from 'lucide-solid/icons/mail';
import UserRound from 'lucide-solid/icons/user-round';
import { createPresenceShown, createReadsShown, useEngine } from '../../app/engine-client.ts';
import { createPortraits } from '../../app/faces.tsx';
import { failureWords } from '../../app/failure-words.ts';
import { useMe } from '../../app/me.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { SettingPane } from './SettingPane.tsx';

export const PrivacyPane = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const me = useMe();
  const toaster = useToaster();
  const isShown = createPresenceShown();
  const portraits = createPortraits();
  const photoWords = () => {
    if (portraits()?.some(({ user }) => user === me()?.user)) return 'privacy.photo.sealed';
    return me()?.photo === undefined ? 'privacy.photo.none' : 'privacy.photo.text';
  };
  const areReadsShown = createReadsShown();
  const choose = async (said: ReturnType<typeof api.showPresence>) => {
    const result = await said;
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
  };
  const onOff = (isOn: boolean | undefined) => (isOn === undefined ? undefined : isOn ? 'on' : 'off');
  return (
    <SettingPane title={t('privacy.title')}>
      <section class="sec">
        <h2 class="sec-head">{t('privacy.presence')}</h2>
        <Choices
          label={t('privacy.presence')}
          value={onOff(isShown())}
          options={[
            { value: 'on', label: t('settings.presence.on'), hint: t('settings.presence.on.hint') },
            { value: 'off', label: t('settings.presence.off'), hint: t('settings.presence.off.hint') },
          ]}
          onChange={(value) => void choose(api.showPresence(value === 'on'))}
        />
        <p class="hint">{t('settings.presence.follows')}</p>
      </section>
      <section class="sec">
        <h2 class="sec-head">{t('privacy.reads')}</h2>
        <Choices
          label={t('privacy.reads')}
          value={onOff(areReadsShown())}
          options={[
            { value: 'on', label: t('settings.presence.on'), hint: t('privacy.reads.on.hint') },
            { value: 'off', label: t('settings.presence.off'), hint: t('privacy.reads.off.hint') },
          ]}
          onChange={(value) => void choose(api.showReads(value === 'on'))}
        />
        <p class="hint">{t('privacy.reads.urgent')}</p>
      </section>
      <section class="sec">
        <h2 class="sec-head" id="privacy-seen">
          {t('privacy.seen')}
        </h2>
        <ul class="card rows" aria-labelledby="privacy-seen">
          <li>
            <A class="row" href="/settings/profile">
              <UserRound class="i" />
              <span class="txt">
                {t('privacy.photo')}
                <small>{t(photoWords())}</small>
              </span>
              <ChevronRight class="i chev flip" />
            </A>
          </li>
          <li>
            <A class="row" href="/settings/profile">
              <IdCard class="i" />
              <span class="txt">
                {t('privacy.details')}
                <small>{t('privacy.details.text')}</small>
              </span>
              <ChevronRight class="i chev flip" />
            </A>
          </li>
          <li class="row">
            <Mail class="i" />
            <span class="txt">
              {t('privacy.email')}
              <small>{t('privacy.email.text')}</small>
            </span>
          </li>
          <li>
            <A class="row" href="/settings/notifications">
              <BellRing class="i" />
              <span class="txt">{t('privacy.previews')}</span>
              <ChevronRight class="i chev flip" />
            </A>
          </li>
          <li>
            <A class="row" href="/settings/lock">
              <Lock class="i" />
              <span class="txt">{t('privacy.lock')}</span>
              <ChevronRight class="i chev flip" />
            </A>
          </li>
        </ul>
      </section>
      <Banner icon={<EyeOff class="i" />}>
        <b>{t('privacy.never')}.</b> {t('privacy.never.text')}
      </Banner>
    </SettingPane>
  );
};
