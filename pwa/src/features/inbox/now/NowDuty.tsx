/** Who has which role now, with one press to write to the role or to call whoever has it (CAL-8). */
import type { ShiftRow } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import MessageCircle from 'lucide-solid/icons/message-circle';
import Phone from 'lucide-solid/icons/phone';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { createMemo, createSignal, Show } from 'solid-js';
import { useCallPerson } from '../../../app/calls/use-call-person.ts';
import { useDuty } from '../../../app/duty/duty.tsx';
import { WriteRoleSheet } from '../../../app/duty/WriteRoleSheet.tsx';
import { ProfessionTag } from '../../../app/people.tsx';
import type { Names } from '../../../app/urgent/use-urgents.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Keyed } from '../../../ui/Keyed.tsx';
import '../../../app/duty/duty.css';

/** The page of duty has all of them. */
const fewRoles = 6;

export const NowDuty = (props: { readonly names: Names }) => {
  const { t } = useI18n();
  const duty = useDuty();
  const shifts = createMemo(() =>
    (duty.roster()?.roles ?? []).flatMap(({ now }) => now.filter(({ holder }) => holder !== undefined)).slice(0, fewRoles),
  );
  const [role, setRole] = createSignal<string>();
  return (
    <section class="sec" aria-labelledby="now-duty">
      <h2 class="sec-head" id="now-duty">
        <UserRoundCheck class="i" />
        <span class="grow">{t('duty.title')}</span>
        <A class="btn" data-kind="quiet" href="/on-call" aria-label={t('inbox.now.duty.all')}>
          {t('inbox.now.all')}
        </A>
      </h2>
      <Show when={duty.roster()}>
        <Show when={shifts().length > 0} fallback={<p class="card now-none">{t('duty.nobody.yet')}</p>}>
          <div class="card">
            <Keyed each={shifts()} by={({ id }) => id}>
              {(shift) => <Holder shift={shift()} names={props.names} onWrite={setRole} />}
            </Keyed>
          </div>
        </Show>
      </Show>
      <Show when={role()}>{(one) => <WriteRoleSheet role={one()} onClose={() => setRole(undefined)} />}</Show>
    </section>
  );
};

interface HolderProps {
  readonly shift: ShiftRow;
  readonly names: Names;
  readonly onWrite: (role: string) => void;
}

const Holder = (props: HolderProps) => {
  const { t, dates } = useI18n();
  const call = useCallPerson();
  const holder = () => props.shift.holder;
  const person = () => {
    const user = holder();
    return user === undefined ? undefined : props.names.person(user);
  };
  const name = () => {
    const user = holder();
    return user === undefined ? t('duty.nobody') : props.names.name(user);
  };
  const phone = () => {
    const user = holder();
    if (user !== undefined) void call(user);
  };
  return (
    <div class="duty">
      <Avatar id={holder() ?? ''} name={person()?.name ?? ''} photoUrl={person()?.photoUrl} size={44} />
      <div>
        <h3 dir="auto" class="page-side">
          {props.shift.role}
        </h3>
        <p class="nm">
          <bdi>{name()}</bdi>
        </p>
        <p class="sub">
          <Show when={person()}>{(one) => <ProfessionTag of={one().profession} />}</Show>
          <span>{t('inbox.now.until', { time: dates().time(props.shift.endMs) })}</span>
        </p>
      </div>
      <div class="acts">
        <Show when={holder() !== props.names.me()}>
          <IconButton
            label={t('duty.write', { name: name(), role: props.shift.role })}
            aria-haspopup="dialog"
            onClick={() => props.onWrite(props.shift.role)}
          >
            <MessageCircle class="i" />
          </IconButton>
          <IconButton label={t('duty.call', { name: name() })} onClick={phone}>
            <Phone class="i" />
          </IconButton>
        </Show>
      </div>
    </div>
  );
};
