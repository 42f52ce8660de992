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
  return (
    <SettingPane title={t('privacy.title')}>
      <Shown
        title={t('privacy.presence')}
        isOn={isShown()}
        hints={{ on: t('settings.presence.on.hint'), off: t('settings.presence.off.hint') }}
        note={t('settings.presence.follows')}
        onChange={(isOn) => void choose(api.showPresence(isOn))}
      />
      <Shown
        title={t('privacy.reads')}
        isOn={areReadsShown()}
        hints={{ on: t('privacy.reads.on.hint'), off: t('privacy.reads.off.hint') }}
        note={t('privacy.reads.urgent')}
        onChange={(isOn) => void choose(api.showReads(isOn))}
      />
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

interface ShownProps {
  readonly title: string;
  /** Undefined: not known yet. */
  readonly isOn: boolean | undefined;
  readonly hints: { readonly on: string; readonly off: string };
  readonly note: string;
  readonly onChange: (isOn: boolean) => void;
}

/** Whether others see something of her. */
const Shown = (props: ShownProps) => {
  const { t } = useI18n();
  return (
    <section class="sec">
      <h2 class="sec-head">{props.title}</h2>
      <Choices
        label={props.title}
        value={props.isOn === undefined ? undefined : props.isOn ? 'on' : 'off'}
        options={[
          { value: 'on', label: t('settings.presence.on'), hint: props.hints.on },
          { value: 'off', label: t('settings.presence.off'), hint: props.hints.off },
        ]}
        onChange={(value) => props.onChange(value === 'on')}
      />
      <p class="hint">{props.note}</p>
    </section>
  );
};
