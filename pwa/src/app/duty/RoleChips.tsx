/** Roles that somebody has now, above a list of people: a press writes to whoever it is. Nothing where there is no roster. */
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useMe } from '../me.ts';
import { useDuty } from './duty.tsx';
import './duty.css';

const WriteRoleSheet = lazy(async () => ({ default: (await import('./WriteRoleSheet.tsx')).WriteRoleSheet }));

export const RoleChips = () => {
  const { t } = useI18n();
  const duty = useDuty();
  const me = useMe();
  const [chosen, setChosen] = createSignal<string>();
  const roles = createMemo(() =>
    (duty.roster()?.roles ?? []).flatMap(({ role, now }) =>
      now.some(({ holder }) => holder !== undefined && holder !== me()?.user) ? [role] : [],
    ),
  );
  return (
    <Show when={roles().length > 0}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
      <div class="chips role-chips" role="group" aria-label={t('duty.role.chips')}>
        <For each={roles()}>
          {(role) => (
            <button
              type="button"
              class="chip"
              aria-haspopup="dialog"
              aria-label={t('duty.role.write', { role })}
              onClick={() => setChosen(role)}
            >
              <UserRoundCheck class="i" />
              <bdi dir="auto">{role}</bdi>
            </button>
          )}
        </For>
      </div>
      <Show when={chosen()}>
        {(role) => (
          <Suspense>
            <WriteRoleSheet role={role()} onClose={() => setChosen(undefined)} />
          </Suspense>
        )}
      </Show>
    </Show>
  );
};
