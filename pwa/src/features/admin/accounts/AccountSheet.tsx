/** One account: what it is, what is open for it, and what can be done. Each act is asked for once more in plain words (ADMIN-4). */
import Ban from 'lucide-solid/icons/ban';
import Building from 'lucide-solid/icons/building';
import KeyRound from 'lucide-solid/icons/key-round';
import LogOut from 'lucide-solid/icons/log-out';
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone';
import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import UserCog from 'lucide-solid/icons/user-cog';
import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js';
import { AccountDetail, type AccountLine, type AdminDevice, useAdminAsk } from '../../../app/admin/ask.ts';
import { useMe } from '../../../app/me.ts';
import { ProfessionTag, personName } from '../../../app/people.tsx';
import { createUnits, labelOfId } from '../../../app/units.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { answered } from '../../../ui/answered.ts';
import { Button } from '../../../ui/Button.tsx';
import { MenuChoice } from '../../../ui/MenuChoice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { StatusTag } from './AccountRow.tsx';
import { ConfirmAct, type PlainAct } from './ConfirmAct.tsx';
import { PasswordLinkSheet } from './PasswordLinkSheet.tsx';
import { RoleSheet } from './RoleSheet.tsx';
import { UnitSheet } from './UnitSheet.tsx';

type Step = { readonly kind: 'role' | 'unit' | 'password' } | { readonly kind: 'plain'; readonly act: PlainAct };

interface AccountSheetProps {
  readonly line: AccountLine;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export const AccountSheet = (props: AccountSheetProps) => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const ask = useAdminAsk();
  const me = useMe();
  const [step, setStep] = createSignal<Step>();
  const [detail, { refetch }] = createResource(
    () => props.line.user,
    async (user) => {
      const answer = await ask.get(`/admin/accounts/${user}`, AccountDetail);
      return answer.ok ? answer.value : undefined;
    },
  );
  const account = (): AccountLine => answered(detail) ?? props.line;
  const units = createUnits();
  const unit = () => labelOfId(units(), account().unitId, account().unit);
  const isMe = () => account().user === me()?.user;
  const isIn = () => account().status === 'active' || account().status === 'suspended';
  const plain = (act: PlainAct) => setStep({ kind: 'plain', act });
  /** The way back is offered below, where a sheet would cover it; what concerns one of several things leads back to the others. */
  const done = (isOneOfSeveral = false) => {
    props.onChanged();
    if (!isOneOfSeveral) return props.onClose();
    setStep(undefined);
    void refetch();
  };
  const plainAct = () => {
    const now = step();
    return now?.kind === 'plain' ? now.act : undefined;
  };
  return (
    <>
      <Sheet
        title={personName(i18n, account())}
        closeLabel={t('common.close')}
        open={step() === undefined}
        onClose={props.onClose}
      >
        <p class="who-line">
          <ProfessionTag of={account().profession} />
          <bdi>{unit()}</bdi>
          <StatusTag of={account().status} />
        </p>
        <div class="card rows">
          <Fact words={t('settings.staff-number')} value={account().staffNumber} />
          <Fact words={t('settings.email')} value={account().email} />
          <Fact words={t('admin.column.role')} value={t(`admin.role.${account().role}`)} isText />
          <Show when={answered(detail)}>
            {(known) => (
              <>
                <Fact words={t('admin.account.since')} value={dates().moment(known().createdAtMs, Date.now())} isText />
                <Fact
                  words={t('admin.account.factor')}
                  value={t(known().hasSecondFactor ? 'admin.account.factor.on' : 'admin.account.factor.off')}
                  isText
                />
              </>
            )}
          </Show>
        </div>
        <Show when={answered(detail)}>
          {(known) => (
            <>
              <section class="sec">
                <h3 class="sec-head">{t('devices.title')}</h3>
                <div class="card rows">
                  <For each={known().openDevices} fallback={<p class="row hint">{t('admin.account.no-device')}</p>}>
                    {(device) => (
                      <DeviceRow
                        device={device}
                        isRemovable={!isMe()}
                        onRemove={() => plain({ kind: 'device', device: device.device, label: device.label })}
                      />
                    )}
                  </For>
                </div>
              </section>
              <section class="sec">
                <h3 class="sec-head">{t('admin.account.sessions')}</h3>
                <div class="card rows">
                  <For each={known().sessions} fallback={<p class="row hint">{t('admin.account.no-session')}</p>}>
                    {(session) => (
                      <div class="row">
                        <span class="txt">
                          {known().openDevices.find(({ device }) => device === session.device)?.label ??
                            t('admin.account.no-keys')}
                          <small>
                            {t('admin.account.session-since', { date: dates().moment(session.createdAtMs, Date.now()) })}
                          </small>
                        </span>
                        <Show when={!isMe()}>
                          <Button kind="line" onClick={() => plain({ kind: 'session', session: session.id })}>
                            {t('admin.act.session')}
                          </Button>
                        </Show>
                      </div>
                    )}
                  </For>
                </div>
              </section>
            </>
          )}
        </Show>
        {/* What can be done comes last and with what stands above it: it would move away under the finger, and another act come there. */}
        <Show when={detail.state === 'pending'}>
          <p class="hint" role="status">
            {t('common.loading')}
          </p>
        </Show>
        <Show when={isIn() && !isMe() && detail.state !== 'pending'}>
          <div class="card rows menu-rows">
            <MenuChoice
              icon={<UserCog class="i" />}
              label={t('admin.act.role')}
              hint={t('admin.act.role.hint')}
              onChoose={() => setStep({ kind: 'role' })}
            />
            <MenuChoice
              icon={<Building class="i" />}
              label={t('admin.act.unit')}
              hint={unit()}
              onChoose={() => setStep({ kind: 'unit' })}
            />
            <MenuChoice
              icon={<KeyRound class="i" />}
              label={t('admin.act.password')}
              hint={t('admin.act.password.hint')}
              onChoose={() => setStep({ kind: 'password' })}
            />
            <MenuChoice
              icon={<LogOut class="i flip" />}
              label={t('admin.act.sign-out')}
              hint={t('admin.act.sign-out.hint')}
              onChoose={() => plain({ kind: 'sign-out' })}
            />
            <Show
              when={account().status === 'suspended'}
              fallback={
                <MenuChoice
                  icon={<Ban class="i" />}
                  label={t('admin.act.suspend')}
                  hint={t('admin.act.suspend.hint')}
                  isLast
                  onChoose={() => plain({ kind: 'suspend' })}
                />
              }
            >
              <MenuChoice
                icon={<RotateCcw class="i" />}
                label={t('admin.act.reinstate')}
                hint={t('admin.act.reinstate.hint')}
                onChoose={() => plain({ kind: 'reinstate' })}
              />
            </Show>
          </div>
        </Show>
        <Show when={isMe()}>
          <p class="hint">{t('admin.account.me')}</p>
        </Show>
      </Sheet>
      <Switch>
        <Match when={step()?.kind === 'role'}>
          <RoleSheet
            account={account()}
            unit={unit()}
            onClose={() => setStep(undefined)}
            onDone={() => done()}
            onUndone={props.onChanged}
          />
        </Match>
        <Match when={step()?.kind === 'unit'}>
          <UnitSheet account={account()} onClose={() => setStep(undefined)} onDone={() => done()} />
        </Match>
        <Match when={step()?.kind === 'password'}>
          <PasswordLinkSheet account={account()} onClose={() => setStep(undefined)} />
        </Match>
        <Match when={plainAct()}>
          {(act) => (
            <ConfirmAct
              account={account()}
              act={act()}
              onClose={() => setStep(undefined)}
              onDone={() => done(act().kind === 'device' || act().kind === 'session')}
              onUndone={props.onChanged}
            />
          )}
        </Match>
      </Switch>
    </>
  );
};

const Fact = (props: { readonly words: string; readonly value: string; readonly isText?: boolean }) => (
  <div class="row">
    <span class="txt">{props.words}</span>
    <bdi class="val" classList={{ ltr: props.isText !== true }}>
      {props.value}
    </bdi>
  </div>
);

const DeviceRow = (props: { readonly device: AdminDevice; readonly isRemovable: boolean; readonly onRemove: () => void }) => {
  const { t, dates } = useI18n();
  return (
    <div class="row">
      <MonitorSmartphone class="i" />
      <span class="txt">
        <bdi>{props.device.label}</bdi>
        <small>
          {props.device.seenAtMs === undefined
            ? t('admin.account.never-seen')
            : t('admin.account.seen', { date: dates().moment(props.device.seenAtMs, Date.now()) })}
        </small>
      </span>
      <Show when={props.isRemovable}>
        <Button kind="line" aria-label={`${t('admin.act.device')} – ${props.device.label}`} onClick={props.onRemove}>
          {t('admin.act.device')}
        </Button>
      </Show>
    </div>
  );
};
