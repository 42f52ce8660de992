import Ban from 'lucide-solid/icons/ban';
import Check from 'lucide-solid/icons/check';
import Ellipsis from 'lucide-solid/icons/ellipsis';
import Hourglass from 'lucide-solid/icons/hourglass';
import X from 'lucide-solid/icons/x';
import { Match, Show, Switch } from 'solid-js';
import type { AccountLine } from '../../../app/admin/ask.ts';
import { PersonName, ProfessionTag, personName } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';

export const AccountRow = (props: { readonly line: AccountLine; readonly unit: string; readonly onOpen: () => void }) => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  return (
    <tr>
      <td>
        <span class="cell-id">
          <Avatar id={props.line.user} name={props.line.name} size={36} />
          <span>
            <b>
              <PersonName of={props.line} />
            </b>
            <small>
              <bdi class="code">{props.line.staffNumber}</bdi>
            </small>
          </span>
        </span>
      </td>
      <td data-c="meta">
        <ProfessionTag of={props.line.profession} />
        <Show when={props.line.role !== 'member'}>
          <small class="hint accounts-role">{t(`admin.role.${props.line.role}`)}</small>
        </Show>
      </td>
      <td data-c="hide">
        <bdi>{props.unit}</bdi>
      </td>
      <td data-c="meta">
        <StatusTag of={props.line.status} />
      </td>
      <td data-c="hide">
        <Show when={props.line.seenAtMs} fallback="–">
          {(atMs) => <time>{dates().recent(atMs(), Date.now(), t('chat.yesterday').toLocaleLowerCase(i18n.language()))}</time>}
        </Show>
      </td>
      <td data-c="hide" class="num">
        {props.line.devices}
      </td>
      <td data-c="act">
        <IconButton label={t('admin.account.open', { name: personName(i18n, props.line) })} onClick={() => props.onOpen()}>
          <Ellipsis class="i" />
        </IconButton>
      </td>
    </tr>
  );
};

export const StatusTag = (props: { readonly of: AccountLine['status'] }) => {
  const { t } = useI18n();
  return (
    <span class="tag" data-k={props.of === 'active' ? 'ok' : undefined}>
      <Switch>
        <Match when={props.of === 'active'}>
          <Check class="i" />
        </Match>
        <Match when={props.of === 'pending'}>
          <Hourglass class="i" />
        </Match>
        <Match when={props.of === 'suspended'}>
          <Ban class="i" />
        </Match>
        <Match when={props.of === 'refused'}>
          <X class="i" />
        </Match>
      </Switch>
      {t(`admin.status.${props.of}`)}
    </span>
  );
};
