/** What an urgent message asks for, chosen on purpose and said in words before it leaves. */
import { DEADLINES_MS, NEEDS, type Person, type UrgentForm, type UrgentRules } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import BellRing from 'lucide-solid/icons/bell-ring';
import Repeat from 'lucide-solid/icons/repeat';
import UserRoundPlus from 'lucide-solid/icons/user-round-plus';
import X from 'lucide-solid/icons/x';
import { createMemo, createResource, createSignal, createUniqueId, For, lazy, Show, Suspense } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { PersonName } from '../../app/people.tsx';
import { minutesOf, ringWords } from '../../app/urgent/rule-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { answered } from '../../ui/answered.ts';
import { Button } from '../../ui/Button.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { FirstRoles, LaterRoles } from './PlanRoles.tsx';
import { useThreadDoor } from './thread-door.ts';

const ChoosePerson = lazy(async () => ({ default: (await import('../../app/urgent/ChoosePerson.tsx')).ChoosePerson }));

interface UrgentPlanFormProps {
  readonly plan: UrgentForm;
  readonly rules: UrgentRules | undefined;
  readonly peer: Person | undefined;
  readonly members: readonly Person[];
  readonly onPlan: (plan: UrgentForm) => void;
  readonly onDone: () => void;
}

export const UrgentPlanForm = (props: UrgentPlanFormProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const door = useThreadDoor();
  const deadlineId = createUniqueId();
  const [isAdding, setAdding] = createSignal(false);
  const [statistics] = createResource(async () => {
    const answer = await api.urgentStatistics();
    return answer.ok ? answer.value : undefined;
  });
  const change = (part: Partial<UrgentForm>) => props.onPlan({ ...props.plan, ...part });
  const isGroup = () => props.peer === undefined;
  const first = () => props.plan.first;
  const toggle = (user: UserId) => {
    const chosen = first() ?? [];
    const next = chosen.includes(user) ? chosen.filter((one) => one !== user) : [...chosen, user];
    change({ first: next, escalateTo: props.plan.escalateTo.filter((one) => !next.includes(one)) });
  };
  /** Who is told if those who were chosen do not answer, unless the sender says otherwise. */
  const administrators = () =>
    (door.group()?.people ?? []).filter(({ user, admin }) => admin && user !== door.me()).map(({ user }) => user);
  /** The usual one of the hospital is among them. */
  const deadlines = () => [...new Set([...DEADLINES_MS, props.plan.deadlineMs])].sort((a, b) => a - b);
  const asked = () => first()?.length ?? props.members.length;
  const memberIds = createMemo(() => new Set<string>(props.members.map(({ user }) => user)));
  const roles = (of: readonly string[] | undefined) => (of ?? []).map((role) => t('urgent.role', { role }));
  const later = () => [...props.plan.escalateTo.map(door.name), ...roles(props.plan.escalateRoles)].join(', ');
  const taken = () =>
    new Set([...props.plan.escalateTo, ...(props.peer === undefined ? [] : [props.peer.user]), ...(first() ?? [])]);
  return (
    <section class="plan" aria-label={t('urgent.plan')}>
      <Show when={isGroup()}>
        <div class="plan-choice">
          <p class="label" aria-hidden="true">
            {t('urgent.who')}
          </p>
          <Segments
            label={t('urgent.who')}
            value={first() === undefined ? 'all' : 'some'}
            onChange={(value) =>
              change(
                value === 'all'
                  ? { first: undefined, firstRoles: [], escalateTo: [] }
                  : { first: [], escalateTo: administrators() },
              )
            }
            options={[
              { value: 'all', label: t('urgent.who.all') },
              { value: 'some', label: t('urgent.who.some') },
            ]}
          />
        </div>
        <Show when={first() !== undefined}>
          <ul class="plan-people">
            <For each={props.members}>
              {(person) => (
                <li>
                  <label class="row" data-choice>
                    <span class="txt">
                      <PersonName of={person} />
                    </span>
                    <input
                      type="checkbox"
                      class="check"
                      checked={first()?.includes(person.user) === true}
                      onChange={() => toggle(person.user)}
                    />
                  </label>
                </li>
              )}
            </For>
            <Show when={props.plan.need === 'one'}>
              <FirstRoles plan={props.plan} members={memberIds()} onPlan={change} />
            </Show>
          </ul>
        </Show>
        <Show when={asked() > 1}>
          <div class="plan-choice">
            <p class="label" aria-hidden="true">
              {t('urgent.need')}
            </p>
            <Segments
              label={t('urgent.need')}
              value={props.plan.need}
              onChange={(need) => change(need === 'each' ? { need, firstRoles: [] } : { need })}
              options={NEEDS.map((need) => ({ value: need, label: t(`urgent.need.${need}`) }))}
            />
          </div>
        </Show>
      </Show>
      <ul class="facts">
        <li>
          <Repeat class="i" />
          <span>
            <Show when={props.rules}>{(rules) => ringWords(i18n, rules())}</Show>
            <small>{t(`urgent.rings.until-${props.plan.need}`)}</small>
          </span>
        </li>
        <li>
          <Show when={later() !== ''} fallback={<BellRing class="i" />}>
            <UserRoundPlus class="i" />
          </Show>
          <span>
            <Show
              when={later() !== ''}
              fallback={
                <>
                  {t('urgent.then.nobody')}
                  <small>{t('urgent.then.nobody-hint')}</small>
                </>
              }
            >
              {t('urgent.then', { who: later() })}
              <small>{n('urgent.then.after', minutesOf(props.plan.deadlineMs))}</small>
            </Show>
          </span>
        </li>
      </ul>
      <div class="plan-later">
        <For each={props.plan.escalateTo}>
          {(user) => (
            <button
              type="button"
              class="chip"
              aria-label={t('urgent.escalate.remove', { name: door.name(user) })}
              onClick={() => change({ escalateTo: props.plan.escalateTo.filter((one) => one !== user) })}
            >
              <bdi>{door.name(user)}</bdi>
              <X class="i" />
            </button>
          )}
        </For>
        <Button kind="line" onClick={() => setAdding(true)}>
          <UserRoundPlus class="i" />
          {t('urgent.escalate')}
        </Button>
        <LaterRoles plan={props.plan} onPlan={change} />
      </div>
      <Show when={later() !== ''}>
        <label class="plan-deadline" for={deadlineId}>
          <span class="grow">{t('urgent.deadline')}</span>
          <select
            id={deadlineId}
            class="input"
            value={props.plan.deadlineMs}
            onChange={(event) => change({ deadlineMs: Number(event.currentTarget.value) })}
          >
            <For each={deadlines()}>{(ms) => <option value={ms}>{t('urgent.minutes', { count: minutesOf(ms) })}</option>}</For>
          </select>
        </label>
      </Show>
      <label class="row" data-choice>
        <span class="txt">{t('urgent.replies')}</span>
        <input
          type="checkbox"
          class="check"
          checked={props.plan.repliesAnswer}
          onChange={(event) => change({ repliesAnswer: event.currentTarget.checked })}
        />
      </label>
      <Show when={(answered(statistics)?.sent ?? 0) > 0 ? answered(statistics) : undefined}>
        {(counted) => (
          <p class="plan-count">
            {n('urgent.statistics', counted().sent)},{' '}
            {counted().overrated === 0 ? t('urgent.statistics.none') : n('urgent.statistics.some', counted().overrated)}
          </p>
        )}
      </Show>
      <div class="plan-done">
        <Button
          kind="primary"
          size="lg"
          wide
          disabled={first()?.length === 0 && (props.plan.firstRoles ?? []).length === 0}
          onClick={props.onDone}
        >
          {t('urgent.keep')}
        </Button>
      </div>
      <Show when={isAdding()}>
        <Suspense>
          <ChoosePerson
            title={t('urgent.escalate.title')}
            without={taken()}
            onClose={() => setAdding(false)}
            onChoose={(person) => {
              setAdding(false);
              change({ escalateTo: [...props.plan.escalateTo, person.user] });
            }}
          />
        </Suspense>
      </Show>
    </section>
  );
};
