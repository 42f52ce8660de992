/** Groups that a colleague and I belong to, as conversations stand; and the way to ask her into another one, or to an event (DIR-5). */
import type { GroupWith, Person } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import { proxy } from 'comlink';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import UserRoundPlus from 'lucide-solid/icons/user-round-plus';
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { openView, useEngine } from '../../app/engine-client.ts';
import { PeerAvatar, PeerName } from '../../app/peers.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { InviteSheet } from './InviteSheet.tsx';

export const PersonGroups = (props: { readonly person: Person }) => {
  const { t, n } = useI18n();
  const { api, conversations } = useEngine();
  const [groups, setGroups] = createSignal<readonly GroupWith[]>();
  const [isInviting, setInviting] = createSignal(false);
  createEffect(
    on(
      () => props.person.user,
      (user) => {
        setGroups(undefined);
        openView(() =>
          api.onGroupsWith(
            user,
            proxy((next: readonly GroupWith[]) => setGroups(() => next)),
          ),
        );
      },
    ),
  );
  /** In the order of the list of conversations. */
  const rows = (isIn: boolean) => {
    const wanted = new Map(groups()?.map((group) => [group.id, group]));
    return conversations.order.flatMap((id) => {
      const row = conversations.byId[id];
      return row?.kind === 'group' && wanted.get(row.id)?.isIn === isIn ? [row] : [];
    });
  };
  const shared = createMemo(() => rows(true));
  const open = createMemo(() => rows(false));
  return (
    <Show when={groups() !== undefined}>
      <section class="sec" aria-labelledby="groups-shared">
        <h2 class="sec-head" id="groups-shared">
          {t('people.groups')}
        </h2>
        <ul class="card rows" aria-labelledby="groups-shared">
          <For each={shared()} fallback={<li class="row hint">{t('people.groups.none')}</li>}>
            {(row) => (
              <li>
                <A class="row" href={`/c/${row.id}`}>
                  <PeerAvatar id={row.id} of={row} size={40} />
                  <span class="txt">
                    <PeerName of={row} clip />
                    <small>{n('inbox.members', row.group.members)}</small>
                  </span>
                  <ChevronRight class="i chev flip" />
                </A>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.person.trust === 'bound'}>
          <Button kind="line" size="lg" wide aria-haspopup="dialog" onClick={() => setInviting(true)}>
            <UserRoundPlus class="i" />
            {t('people.invite')}
          </Button>
        </Show>
      </section>
      <Show when={isInviting()}>
        <InviteSheet person={props.person} groups={groups() ?? []} rows={open()} onClose={() => setInviting(false)} />
      </Show>
    </Show>
  );
};
