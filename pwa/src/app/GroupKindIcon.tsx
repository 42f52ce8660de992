import type { GroupKind } from '@sanad/model/engine/api';
import BedDouble from 'lucide-solid/icons/bed-double';
import Building from 'lucide-solid/icons/building';
import UsersRound from 'lucide-solid/icons/users-round';
import { Match, Switch } from 'solid-js';

export const GroupKindIcon = (props: { readonly of: GroupKind }) => (
  <Switch>
    <Match when={props.of === 'team'}>
      <UsersRound class="i" />
    </Match>
    <Match when={props.of === 'department'}>
      <Building class="i" />
    </Match>
    <Match when={props.of === 'case'}>
      <BedDouble class="i" />
    </Match>
  </Switch>
);
