/** Roles that an urgent message asks, first or as well: whoever has them then (URGENT-12). */
import type { UrgentForm } from '@sanad/model/engine/api';
import X from 'lucide-solid/icons/x';
import { createMemo, createUniqueId, For, Show } from 'solid-js';
import { useDuty } from '../../app/duty/duty.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Keyed } from '../../ui/Keyed.tsx';
import { useThreadDoor } from './thread-door.ts';

interface PlanRolesProps {
  readonly plan: UrgentForm;
  readonly onPlan: (change: Partial<UrgentForm>) => void;
}

/** Of this conversation: of a role that is asked first somebody has to belong to it, who can read it at once. */
export const FirstRoles = (props: PlanRolesProps & { readonly members: ReadonlySet<string> }) => {
  const { t } = useI18n();
  const duty = useDuty();
  const door = useThreadDoor();
  const roles = createMemo(() =>
    (duty.roster()?.roles ?? []).filter(({ now }) =>
      now.some(({ holder }) => holder !== undefined && holder !== door.me() && props.members.has(holder)),
    ),
  );
  const chosen = () => props.plan.firstRoles ?? [];
  const toggle = (role: string) =>
    props.onPlan({ firstRoles: chosen().includes(role) ? chosen().filter((one) => one !== role) : [...chosen(), role] });
  return (
    <Keyed each={roles()} by={({ role }) => role}>
      {(row) => (
        <li>
          <label class="row" data-choice>
            <span class="txt">
              {t('urgent.role', { role: row().role })}
              <small>
                {row()
                  .now.flatMap(({ holder }) => (holder === undefined ? [] : [door.name(holder)]))
                  .join(', ')}
              </small>
            </span>
            <input type="checkbox" class="check" checked={chosen().includes(row().role)} onChange={() => toggle(row().role)} />
          </label>
        </li>
      )}
    </Keyed>
  );
};

export const LaterRoles = (props: PlanRolesProps) => {
  const { t } = useI18n();
  const duty = useDuty();
  const door = useThreadDoor();
  const id = createUniqueId();
  const chosen = () => props.plan.escalateRoles ?? [];
  const roles = createMemo(() =>
    (duty.roster()?.roles ?? []).flatMap(({ role, now, next }) => {
      const people = [...now, ...(next === undefined ? [] : [next])];
      const isSomebody = people.some(({ holder }) => holder !== undefined && holder !== door.me());
      return isSomebody && !chosen().includes(role) ? [role] : [];
    }),
  );
  const add = (select: HTMLSelectElement) => {
    const role = select.value;
    select.value = '';
    if (role !== '') props.onPlan({ escalateRoles: [...chosen(), role] });
  };
  return (
    <>
      <For each={chosen()}>
        {(role) => (
          <button
            type="button"
            class="chip"
            aria-label={t('urgent.escalate.remove', { name: t('urgent.role', { role }) })}
            onClick={() => props.onPlan({ escalateRoles: chosen().filter((one) => one !== role) })}
          >
            <bdi dir="auto">{t('urgent.role', { role })}</bdi>
            <X class="i" />
          </button>
        )}
      </For>
      <Show when={roles().length > 0}>
        <label class="sr" for={id}>
          {t('urgent.escalate.role')}
        </label>
        <select id={id} class="btn" data-kind="line" onChange={(event) => add(event.currentTarget)}>
          <option value="">{t('urgent.escalate.role')}</option>
          <For each={roles()}>{(role) => <option value={role}>{role}</option>}</For>
        </select>
      </Show>
    </>
  );
};
