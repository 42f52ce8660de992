/** Chooses who gets a copy: a conversation, or a colleague without one yet. Where nothing can be written is not offered. */

import type { ConversationPeer, MessageRow, Person } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import { createDirectory } from '../../../app/colleagues.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { lineOfRow } from '../../../app/files/file-words.ts';
import { isWritable, PeerChoice, peerFits } from '../../../app/PeerChoice.tsx';
import { PeerName, peerName, personOf } from '../../../app/peers.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { answered } from '../../../ui/answered.ts';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { useThreadDoor } from '../thread-door.ts';

const shownPeople = 30;

export const ForwardSheet = (props: { readonly row: MessageRow; readonly onClose: () => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, conversations } = useEngine();
  const door = useThreadDoor();
  const toaster = useToaster();
  const directory = createDirectory();
  const [query, setQuery] = createSignal('');
  const all = createMemo(() => conversations.order.flatMap((id) => conversations.byId[id] ?? []));
  const fits = (peer: ConversationPeer) => peerFits(i18n, query(), peer);
  // POLICY-5: what the hospital lets a copy of this conversation reach.
  const [targets] = createResource(
    () => door.conversation,
    async (conversation) => {
      const known = await api.forwardTargets(conversation);
      return known.ok ? known.value : undefined;
    },
  );
  const within = () => {
    const now = answered(targets);
    return now?.to === 'members' ? now : undefined;
  };
  const mayReach = (id: SpaceId) => answered(targets)?.to === 'anybody' || within()?.conversations.includes(id) === true;
  const mayReachPerson = (user: UserId) => answered(targets)?.to === 'anybody' || within()?.people.includes(user) === true;
  const shown = () => all().filter((row) => isWritable(row) && mayReach(row.id) && fits(row));
  const others = createMemo(() => {
    const known = new Set(all().map((row) => personOf(row)?.user));
    return (directory() ?? []).filter(
      ({ user, trust }) => trust === 'bound' && user !== door.me() && !known.has(user) && mayReachPerson(user),
    );
  });
  const shownOthers = () =>
    others()
      .filter((person) => fits({ kind: 'direct', with: person }))
      .slice(0, shownPeople);

  const forward = async (peer: ConversationPeer, where: () => Promise<SpaceId | undefined>) => {
    const { id } = props.row;
    props.onClose();
    const to = await where();
    if (to === undefined) return;
    const result = await api.forwardMessage(door.conversation, id, to);
    toaster.show({ text: result.ok ? t('forward.done', { name: peerName(i18n, peer) }) : failureWords(i18n, result.error) });
  };
  const openWith = async (person: Person): Promise<SpaceId | undefined> => {
    const result = await api.openDirect(person.user);
    if (result.ok) return result.value;
    toaster.show({ text: failureWords(i18n, result.error) });
    return undefined;
  };
  return (
    <Sheet title={t('forward.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <p class="history-text clip" dir="auto">
        {lineOfRow(i18n, props.row)}
      </p>
      <Show when={within()}>
        <p class="hint">{t('rules.forwarding.words.members')}</p>
      </Show>
      <SearchBox label={t('forward.search')} value={query()} onValue={setQuery} />
      <Show when={shown().length + shownOthers().length > 0} fallback={<p class="hint">{t('forward.none')}</p>}>
        <ul class="card rows">
          <For each={shown()}>
            {(row) => (
              <li>
                <PeerChoice id={row.id} of={row} onChoose={() => void forward(row, async () => row.id)} />
              </li>
            )}
          </For>
          <For each={shownOthers()}>
            {(person) => (
              <li>
                <button
                  type="button"
                  class="row"
                  onClick={() => void forward({ kind: 'direct', with: person }, () => openWith(person))}
                >
                  <Avatar id={person.user} name={person.name} photoUrl={person.photoUrl} size={36} />
                  <span class="txt">
                    <PeerName of={{ kind: 'direct', with: person }} clip />
                    <small>
                      <bdi>{person.unit}</bdi>
                    </small>
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Sheet>
  );
};
