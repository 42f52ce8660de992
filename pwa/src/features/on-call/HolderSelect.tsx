/** Who has it: a member of the calendar, or nobody yet. */
import type { UserId } from '@sanad/model/ids';
import { createUniqueId, For, Show } from 'solid-js';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';

interface HolderSelectProps {
  readonly members: readonly UserId[];
  readonly names: Names;
  readonly value: UserId | undefined;
  /** Without: somebody has to be chosen. */
  readonly nobody?: boolean | undefined;
  readonly onChange: (user: UserId | undefined) => void;
}

export const HolderSelect = (props: HolderSelectProps) => {
  const { t } = useI18n();
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{t('duty.who')}</label>
      <span class="input">
        <select
          id={id}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            props.onChange(props.members.find((user) => user === chosen));
          }}
        >
          <Show when={props.nobody}>
            <option value="" selected={props.value === undefined}>
              {t('duty.nobody.yet')}
            </option>
          </Show>
          <For each={props.members}>
            {(user) => (
              <option value={user} selected={user === props.value}>
                {props.names.name(user)}
              </option>
            )}
          </For>
        </select>
      </span>
    </div>
  );
};
