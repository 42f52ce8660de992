/** Notifications of this device: what the browser will ask and why, before it asks; then on or off, and what they show and sound. */
import type { NotificationSettings, PushInfo } from '@sanad/model/engine/api';
import Bell from 'lucide-solid/icons/bell';
import BellOff from 'lucide-solid/icons/bell-off';
import Eye from 'lucide-solid/icons/eye';
import Vibrate from 'lucide-solid/icons/vibrate';
import Volume2 from 'lucide-solid/icons/volume-2';
import { Switch as Cases, createSignal, Match, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { HomeCoach } from '../../../app/health/HomeCoach.tsx';
import { mustStandOnHomeScreen, surroundings } from '../../../app/health/home-screen.ts';
import { pushBrowser } from '../../../app/notifications/push-help.ts';
import { type Permission, type PushFault, turnOffPush, turnOnPush } from '../../../app/notifications/push-here.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import type { Change } from './use-change.ts';

interface DeviceSectionProps {
  readonly settings: NotificationSettings | undefined;
  readonly push: PushInfo | undefined;
  readonly permission: Permission;
  readonly change: Change;
}

export const DeviceSection = (props: DeviceSectionProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const [fault, setFault] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const allowed = () => props.permission.now();
  const isOn = () => (props.push === undefined ? undefined : allowed() === 'granted' && props.push.subscribed);

  const faultWords = (found: PushFault) =>
    found.type === 'no-service'
      ? `${t('notify.no-service')} ${t(`notify.help.subscribed.${pushBrowser(surroundings())}`)}`
      : failureWords(i18n, found);
  /** POLICY-4: and what the hospital lets them show. */
  const contentHint = () => {
    const atMost = props.settings?.previewAtMost ?? 'text';
    return atMost === 'text' ? t('notify.content.hint') : t(`notify.content.${atMost}`);
  };
  const turn = async (on: boolean) => {
    const key = props.push?.key;
    setFault(undefined);
    if (on && key === undefined) {
      setFault(t('failure.offline'));
      return false;
    }
    setBusy(true);
    const done = on && key !== undefined ? await turnOnPush(api, key) : await turnOffPush(api);
    setBusy(false);
    if (!done.ok) setFault(faultWords(done.error));
    return done.ok;
  };
  const ask = async () => {
    if ((await props.permission.ask()) === 'granted') await turn(true);
  };

  return (
    <section class="sec">
      <h2 class="sec-head">{t('notify.device')}</h2>
      <Cases>
        <Match when={allowed() === 'unsupported'}>
          <Show
            when={mustStandOnHomeScreen(surroundings())}
            fallback={
              <Banner kind="medium" icon={<BellOff class="i" />}>
                <b>{t('notify.unsupported')}</b> {t('notify.unsupported.text')}
              </Banner>
            }
          >
            <Banner icon={<BellOff class="i" />}>
              <b>{t('notify.home')}</b> {t('notify.home.text')}
            </Banner>
            <HomeCoach />
          </Show>
        </Match>
        <Match when={allowed() === 'default'}>
          <div class="card card-pad ask">
            <p>
              <b>{t('notify.ask.title')}</b>
            </p>
            <ul>
              <li>{t('notify.ask.why')}</li>
              <li>{t('notify.ask.what')}</li>
              <li>{t('notify.ask.press')}</li>
            </ul>
            <Button kind="primary" size="lg" wide busy={isBusy()} onClick={() => void ask()}>
              <Bell class="i" />
              {t('notify.ask.submit')}
            </Button>
          </div>
        </Match>
        <Match when={allowed() === 'denied'}>
          <Banner kind="medium" icon={<BellOff class="i" />}>
            <b>{t('notify.denied')}</b> {t(`notify.help.allowed.${pushBrowser(surroundings())}`)}
          </Banner>
        </Match>
      </Cases>
      <div class="card rows">
        <Show when={allowed() === 'granted'}>
          <Switch
            icon={<Bell class="i" />}
            label={t('notify.here')}
            hint={t(isBusy() ? 'notify.here.busy' : 'notify.here.hint')}
            checked={isOn()}
            onChange={turn}
          />
        </Show>
        <Switch
          icon={<Eye class="i" />}
          label={t('notify.content')}
          hint={contentHint()}
          checked={props.settings?.previewAtMost === 'nothing' ? false : props.settings?.showContent}
          disabled={props.settings?.previewAtMost === 'nothing'}
          onChange={(showContent) => props.change({ showContent })}
        />
        <Switch
          icon={<Volume2 class="i" />}
          label={t('notify.sounds')}
          hint={t('notify.sounds.hint')}
          checked={props.settings?.sounds}
          onChange={(sounds) => props.change({ sounds })}
        />
        <Switch
          icon={<Vibrate class="i" />}
          label={t('notify.vibration')}
          hint={t('notify.vibration.hint')}
          checked={props.settings?.vibration}
          onChange={(vibration) => props.change({ vibration })}
        />
      </div>
      <div role="status">
        <Show when={fault()}>
          {(words) => (
            <p class="hint" data-k="error">
              {words()}
            </p>
          )}
        </Show>
      </div>
    </section>
  );
};
