/** Off duty until a moment: urgent messages are answered "I cannot" at once, and passed on to the deputy (URGENT-10). */
import type { NotificationSettings, Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import Moon from 'lucide-solid/icons/moon-star';
import UserRound from 'lucide-solid/icons/user-round';
import { createMemo, createSignal, createUniqueId, Show } from 'solid-js';
import { createDirectory } from '../../../app/colleagues.ts';
import { momentInput } from '../../../app/moment-input.ts';
import { createNow } from '../../../app/now.ts';
import { PersonName, personName } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { DeputySheet } from './DeputySheet.tsx';
import { readMoment, usualEndMs } from './duty-time.ts';
import type { Change } from './use-change.ts';

interface OffDutyProps {
  readonly settings: NotificationSettings | undefined;
  readonly change: Change;
}

export const OffDutySection = (props: OffDutyProps) => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const now = createNow();
  const people = createDirectory();
  const person = (user: UserId | undefined) => (user === undefined ? undefined : people()?.find((one) => one.user === user));
  return (
    <section class="sec">
      <h2 class="sec-head">{t('notify.off-duty')}</h2>
      <Show
        when={props.settings?.offDuty}
        fallback={<Form isKnown={props.settings !== undefined} person={person} change={props.change} now={now()} />}
      >
        {(off) => (
          <Banner
            icon={<Moon class="i" />}
            action={
              <Button kind="line" onClick={() => void props.change({ offDuty: undefined })}>
                {t('notify.off-duty.end')}
              </Button>
            }
          >
            <b>{t('notify.off-duty.until', { moment: dates().moment(off().untilMs, now()) })}</b>{' '}
            <Show when={off().deputy} fallback={t('notify.off-duty.alone')}>
              {(deputy) => (
                <>
                  {t('notify.off-duty.deputy')}{' '}
                  <Show when={person(deputy())} fallback={t('chat.person-unknown')}>
                    {(one) => <PersonName of={one()} />}
                  </Show>
                </>
              )}
            </Show>
          </Banner>
        )}
      </Show>
    </section>
  );
};

interface FormProps {
  readonly isKnown: boolean;
  readonly person: (user: UserId | undefined) => Person | undefined;
  readonly change: Change;
  readonly now: number;
}

const Form = (props: FormProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const id = createUniqueId();
  const [until, setUntil] = createSignal(momentInput(usualEndMs(Date.now())));
  const [deputy, setDeputy] = createSignal<UserId>();
  const [isChoosing, setChoosing] = createSignal(false);
  const untilMs = createMemo(() => readMoment(until(), props.now));
  const leave = (event: SubmitEvent) => {
    event.preventDefault();
    const endMs = untilMs();
    if (endMs !== undefined) void props.change({ offDuty: { untilMs: endMs, deputy: deputy() } });
  };
  return (
    <>
      <form class="card card-pad stack" onSubmit={leave}>
        <p>{t('notify.off-duty.lead')}</p>
        <div class="field">
          <label for={id}>{t('notify.off-duty.end-at')}</label>
          <span class="input">
            <input
              id={id}
              type="datetime-local"
              required
              min={momentInput(props.now)}
              value={until()}
              onInput={(event) => setUntil(event.currentTarget.value)}
            />
          </span>
        </div>
        <button type="button" class="row deputy" aria-haspopup="dialog" onClick={() => setChoosing(true)}>
          <Show when={props.person(deputy())} fallback={<UserRound class="i" />}>
            {(one) => <Avatar id={one().user} name={one().name} photoUrl={one().photoUrl} size={34} />}
          </Show>
          <span class="txt">
            <Show when={props.person(deputy())} fallback={t('notify.deputy.none')}>
              {(one) => <bdi>{personName(i18n, one())}</bdi>}
            </Show>
            <small>{t('notify.deputy.hint')}</small>
          </span>
          <ChevronRight class="i chev flip" />
        </button>
        <Button kind="line" size="lg" wide type="submit" disabled={!props.isKnown || untilMs() === undefined}>
          {t('notify.off-duty.submit')}
        </Button>
      </form>
      <Show when={isChoosing()}>
        <DeputySheet
          chosen={deputy()}
          onChoose={(user) => {
            setDeputy(user);
            setChoosing(false);
          }}
          onClose={() => setChoosing(false)}
        />
      </Show>
    </>
  );
};
