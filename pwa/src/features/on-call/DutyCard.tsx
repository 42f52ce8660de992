/** One role: who has it with how much of the shift is over, or that nobody does. */
import type { ShiftRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import MessageCircle from 'lucide-solid/icons/message-circle';
import Phone from 'lucide-solid/icons/phone';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import UserX from 'lucide-solid/icons/user-x';
import { Match, Show, Switch } from 'solid-js';
import { useCallPerson } from '../../app/calls/use-call-person.ts';
import { nameDirection, ProfessionTag } from '../../app/people.tsx';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Keyed } from '../../ui/Keyed.tsx';
import type { DutyCardRow } from './cards.ts';
import type { OpenDutySheet } from './DutySheets.tsx';

interface DutyCardProps {
  readonly card: DutyCardRow;
  readonly now: number;
  readonly names: Names;
  readonly onSheet: (sheet: OpenDutySheet) => void;
}

export const DutyCard = (props: DutyCardProps) => {
  const { t, dates } = useI18n();
  const held = () => (props.card.kind === 'held' ? props.card : undefined);
  const gap = () => (props.card.kind === 'gap' ? props.card : undefined);
  return (
    <Switch>
      <Match when={held()}>
        {(card) => (
          <article class="card duty-card" data-double={card().now.length > 1 ? '' : undefined}>
            <Show when={card().now.length > 1}>
              <p class="duty-fault">
                <TriangleAlert class="i" />
                <span class="grow">{t('duty.double')}</span>
                <Button
                  kind="line"
                  onClick={() => props.onSheet({ kind: 'shift', id: card().now[0]?.id ?? '' })}
                  aria-label={t('duty.double.choose.of', { role: card().role })}
                >
                  {t('duty.double.choose')}
                </Button>
              </p>
            </Show>
            <Keyed each={card().now} by={({ id }) => id}>
              {(shift) => (
                <Holder shift={shift()} next={card().next} now={props.now} names={props.names} onSheet={props.onSheet} />
              )}
            </Keyed>
          </article>
        )}
      </Match>
      <Match when={gap()}>
        {(card) => (
          <article class="duty card" data-open>
            <span class="avatar" data-kind="nobody" aria-hidden="true">
              <UserX class="i" />
            </span>
            <div>
              <h3 dir="auto" class="page-side">
                {card().role}
              </h3>
              <p class="nm">
                <Show
                  when={card().fromMs}
                  fallback={
                    <Show when={card().toMs} fallback={t('duty.nobody')}>
                      {(ms) => t('duty.nobody.until', { time: dates().time(ms()) })}
                    </Show>
                  }
                >
                  {(ms) => t('duty.nobody.after', { time: dates().time(ms()) })}
                </Show>
              </p>
              <Show when={card().fromMs !== undefined ? card().holder : undefined}>
                {(holder) => (
                  <p class="sub">
                    {t('duty.until', { name: props.names.name(holder()), time: dates().time(card().fromMs ?? 0) })}
                  </p>
                )}
              </Show>
            </div>
            <Button
              kind="line"
              aria-haspopup="dialog"
              aria-label={t('duty.propose.of', { role: card().role })}
              onClick={() =>
                props.onSheet({
                  kind: 'open',
                  role: card().role,
                  shift: card().shift,
                  fromMs: card().fromMs ?? props.now,
                  toMs: card().toMs ?? props.now + 12 * 3_600_000,
                })
              }
            >
              {t('duty.propose')}
            </Button>
          </article>
        )}
      </Match>
    </Switch>
  );
};

interface HolderProps extends Omit<DutyCardProps, 'card'> {
  readonly shift: ShiftRow;
  readonly next: ShiftRow | undefined;
}

const Holder = (props: HolderProps) => {
  const { t, dates } = useI18n();
  const call = useCallPerson();
  const person = () => (props.shift.holder === undefined ? undefined : props.names.person(props.shift.holder));
  const nameOf = (user: UserId | undefined) => (user === undefined ? t('duty.open') : props.names.name(user));
  const name = () => nameOf(props.shift.holder);
  const isMe = () => props.shift.holder === props.names.me();
  const done = () => {
    const { startMs, endMs } = props.shift;
    return Math.round(Math.min(1, Math.max(0, (props.now - startMs) / (endMs - startMs))) * 100);
  };
  const phone = () => {
    const { holder } = props.shift;
    if (holder !== undefined) void call(holder);
  };
  return (
    <div class="duty">
      <Avatar id={props.shift.holder ?? ''} name={person()?.name ?? ''} photoUrl={person()?.photoUrl} size={48} />
      <button
        type="button"
        class="duty-who"
        aria-haspopup="dialog"
        onClick={() => props.onSheet({ kind: 'shift', id: props.shift.id })}
      >
        <h3 dir="auto" class="page-side">
          {props.shift.role}
        </h3>
        <span class="nm">
          <bdi dir={nameDirection(name())} class="name-clip">
            {name()}
          </bdi>
        </span>
        <span class="sub">
          <Show when={person()}>{(one) => <ProfessionTag of={one().profession} />}</Show>
          <Show when={props.next?.startMs === props.shift.endMs ? props.next : undefined}>
            {(next) => <span>{t('duty.next', { name: nameOf(next().holder), time: dates().time(next().startMs) })}</span>}
          </Show>
        </span>
      </button>
      <div class="acts">
        <Show
          when={!isMe()}
          fallback={
            <Button kind="line" aria-haspopup="dialog" onClick={() => props.onSheet({ kind: 'shift', id: props.shift.id })}>
              {t('duty.mine')}
            </Button>
          }
        >
          <IconButton
            label={t('duty.write', { name: name(), role: props.shift.role })}
            aria-haspopup="dialog"
            onClick={() => props.onSheet({ kind: 'write', role: props.shift.role })}
          >
            <MessageCircle class="i" />
          </IconButton>
          <IconButton label={t('duty.call', { name: name() })} kind="soft" onClick={phone}>
            <Phone class="i" />
          </IconButton>
        </Show>
      </div>
      <div class="shift">
        <time>{dates().time(props.shift.startMs)}</time>
        <i
          role="progressbar"
          aria-label={isMe() ? t('duty.progress.mine') : t('duty.progress', { name: name() })}
          aria-valuenow={done()}
          aria-valuemin="0"
          aria-valuemax="100"
          style={{ '--p': `${done()}%` }}
        />
        <time>{dates().time(props.shift.endMs)}</time>
      </div>
    </div>
  );
};
