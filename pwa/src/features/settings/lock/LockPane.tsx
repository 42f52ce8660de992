/** The lock of this device: what opens it, when it closes by itself, and the way to turn it on and off (LOCK-10, LOCK-11). */
import { IDLE_MINUTES, type IdleMinutes, type LockSettings, type SecretKind } from '@sanad/model/engine/api';
import FingerprintPattern from 'lucide-solid/icons/fingerprint-pattern';
import Lock from 'lucide-solid/icons/lock';
import LockOpen from 'lucide-solid/icons/lock-open';
import RectangleEllipsis from 'lucide-solid/icons/rectangle-ellipsis';
import TextCursorInput from 'lucide-solid/icons/text-cursor-input';
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import { createLockSettings, useEngine } from '../../../app/engine-client.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { SettingPane } from '../SettingPane.tsx';
import { type LockAsk, LockSheet } from './LockSheet.tsx';

export const LockPane = () => {
  const { t } = useI18n();
  const settings = createLockSettings();
  return (
    <SettingPane title={t('lock.settings')}>
      <Show when={settings()}>{(now) => <Lockable settings={now()} />}</Show>
    </SettingPane>
  );
};

const Lockable = (props: { readonly settings: LockSettings }) => {
  const { t, n } = useI18n();
  const { api, opened } = useEngine();
  const [asking, setAsking] = createSignal<LockAsk>();
  const isOn = () => props.settings.secret !== undefined || props.settings.passkey !== undefined;
  const isAllowed = (minutes: IdleMinutes) => minutes <= props.settings.idleAtMost;
  const secretRow = (kind: SecretKind) => (
    <Way
      icon={<SecretIcon kind={kind} />}
      label={t(`lock.settings.choose-${kind}`)}
      hint={t(`lock.settings.${kind}.hint`)}
      onChoose={() => setAsking({ type: 'secret', kind })}
    />
  );
  return (
    <Show when={props.settings.isAvailable} fallback={<p>{t('lock.settings.missing')}</p>}>
      <p>{t('lock.settings.lead')}</p>
      <Show when={props.settings.isDemanded}>
        <Banner kind="medium" icon={<Lock class="i" />}>
          {t('lock.by-rules')}
        </Banner>
      </Show>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
      <div class="card rows" role="group" aria-label={t('lock.settings.ways')}>
        <Show
          when={props.settings.secret}
          fallback={
            <>
              {secretRow('pin')}
              {secretRow('passphrase')}
            </>
          }
        >
          {(kind) => (
            <>
              <Way
                icon={<SecretIcon kind={kind()} />}
                label={t(`lock.${kind()}`)}
                hint={t('lock.settings.change')}
                onChoose={() => setAsking({ type: 'secret', kind: kind() })}
              />
              {/* A colleague who waits for the ward's computer is let in by a PIN. */}
              <Show when={opened().computer === undefined}>{secretRow(kind() === 'pin' ? 'passphrase' : 'pin')}</Show>
            </>
          )}
        </Show>
        <Way
          icon={<FingerprintPattern class="i" />}
          label={t(props.settings.passkey === undefined ? 'lock.settings.add-passkey' : 'lock.settings.remove-passkey')}
          hint={t('lock.settings.passkey.hint')}
          onChoose={() => setAsking({ type: props.settings.passkey === undefined ? 'passkey' : 'remove-passkey' })}
        />
      </div>
      <Show when={isOn()}>
        <section class="sec">
          <h2 class="sec-head">{t('lock.settings.idle')}</h2>
          <Choices
            label={t('lock.settings.idle')}
            value={minutesName(props.settings.idleMinutes)}
            options={IDLE_MINUTES.filter(isAllowed).map((minutes) => ({
              value: minutesName(minutes),
              label: n('lock.minutes', minutes),
            }))}
            onChange={(name) => {
              const minutes = IDLE_MINUTES.find((each) => minutesName(each) === name);
              if (minutes !== undefined) void api.setIdleMinutes(minutes);
            }}
          />
          <Show when={IDLE_MINUTES.some((minutes) => !isAllowed(minutes))}>
            <p class="hint">{n('lock.by-rules.idle', props.settings.idleAtMost)}</p>
          </Show>
        </section>
        <Button kind="line" size="lg" wide onClick={() => void api.lockNow()}>
          <Lock class="i" />
          {t('lock.settings.now')}
        </Button>
        <Switch
          fallback={
            <Button kind="quiet" size="lg" wide onClick={() => setAsking({ type: 'off' })}>
              <LockOpen class="i" />
              {t('lock.settings.remove')}
            </Button>
          }
        >
          <Match when={opened().computer === 'shared'}>
            <p class="hint">{t('shared.lock-stays')}</p>
          </Match>
          <Match when={props.settings.isRequired}>
            <p class="hint">{t('lock.by-rules.stays')}</p>
          </Match>
        </Switch>
      </Show>
      <Banner icon={<Lock class="i" />}>{t('lock.settings.limit')}</Banner>
      <p class="hint">{t('lock.settings.strength')}</p>
      <Show when={asking()}>
        {(ask) => <LockSheet ask={ask()} settings={props.settings} onClose={() => setAsking(undefined)} />}
      </Show>
    </Show>
  );
};

const SecretIcon = (props: { readonly kind: SecretKind }) => (
  <Show when={props.kind === 'pin'} fallback={<TextCursorInput class="i" />}>
    <RectangleEllipsis class="i" />
  </Show>
);

const minutesName = (minutes: IdleMinutes) => `${minutes}` as const;

interface WayProps {
  readonly icon: JSX.Element;
  readonly label: string;
  readonly hint: string;
  readonly onChoose: () => void;
}
const Way = (props: WayProps) => (
  <button type="button" class="row" onClick={() => props.onChoose()}>
    {props.icon}
    <span class="txt">
      {props.label}
      <small>{props.hint}</small>
    </span>
  </button>
);
