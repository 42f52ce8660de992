/** A browser that has no keys yet: another device of hers gives them to it, or the recovery code does, or an administrator (LINK-1, KEY-7, RESET-1). */

import ChevronRight from 'lucide-solid/icons/chevron-right';
import KeyRound from 'lucide-solid/icons/key-round';
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import { createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import '../../app/devices/devices.css';
import { useEngine } from '../../app/engine-client.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { LeaveButton } from '../../app/LeaveButton.tsx';
import { useMe } from '../../app/me.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { Erased, WhyErased } from './Erased.tsx';
import { AskReset } from './reset/AskReset.tsx';
import { WithCode } from './WithCode.tsx';
import { WithDevice } from './WithDevice.tsx';

export const Recover = () => {
  const { t } = useI18n();
  const { state } = useEngine();
  const me = useMe();
  const [way, setWay] = createSignal<'device' | 'code' | 'neither'>();
  /** STORE-2: this browser was a device of hers. */
  const lost = createMemo(() => {
    const now = state();
    return now.phase === 'needs-recovery' ? now.lost : undefined;
  });
  useTitle(() => t(lost() === undefined ? 'recover.title' : 'lost.title'));
  return (
    <Show when={way() !== 'neither'} fallback={<AskReset onBack={() => setWay(undefined)} />}>
      <div class="gate" data-card>
        <GateHead end={<LeaveButton kind="quiet">{t('sign-out.submit')}</LeaveButton>} />
        <main class="gate-body" data-top>
          <Switch
            fallback={
              <>
                <Show
                  when={lost()}
                  fallback={
                    <div>
                      <h1 ref={focusOnMount}>{t('recover.title')}</h1>
                      <p class="lead">{t('recover.lead', { name: me()?.name ?? '' })}</p>
                    </div>
                  }
                >
                  {(device) => <Erased name={me()?.name ?? ''} label={device().label} />}
                </Show>
                {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
                <div class="card rows" role="group" aria-label={t('recover.ways')}>
                  <Way
                    icon={<MonitorSmartphone class="i" />}
                    label={t('recover.with-device')}
                    hint={t('recover.with-device.hint')}
                    onChoose={() => setWay('device')}
                  />
                  <Way
                    icon={<KeyRound class="i" />}
                    label={t('recover.with-code')}
                    hint={t('recover.with-code.hint')}
                    onChoose={() => setWay('code')}
                  />
                  <Way
                    icon={<UserRoundX class="i" />}
                    label={t('recover.with-neither')}
                    hint={t('recover.with-neither.hint')}
                    onChoose={() => setWay('neither')}
                  />
                </div>
                <Show when={lost()}>
                  <WhyErased />
                </Show>
              </>
            }
          >
            <Match when={way() === 'device'}>
              <WithDevice />
            </Match>
            <Match when={way() === 'code'}>
              <WithCode />
            </Match>
          </Switch>
        </main>
        <footer class="gate-foot">
          <Show when={way() !== undefined}>
            <Button kind="quiet" wide onClick={() => setWay(undefined)}>
              {t('recover.other-way')}
            </Button>
          </Show>
        </footer>
      </div>
    </Show>
  );
};

interface WayProps {
  readonly icon: JSX.Element;
  readonly label: string;
  readonly hint: string;
  readonly onChoose: () => void;
}

const Way = (props: WayProps) => (
  <button type="button" class="row way" onClick={() => props.onChoose()}>
    {props.icon}
    <span class="txt">
      <b>{props.label}</b>
      <small>{props.hint}</small>
    </span>
    <ChevronRight class="i chev flip" />
  </button>
);
