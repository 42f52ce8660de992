/** A direct conversation: who, what was said, and what is being written. */

import { isMessageId, type MessageId, type SpaceId } from '@sanad/model/ids';
import { A, useSearchParams } from '@solidjs/router';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createEffect, createMemo, createSignal, Show } from 'solid-js';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { createMessages, useEngine } from '../../app/engine-client.ts';
import { peerName, personOf } from '../../app/peers.tsx';
import { PersonName } from '../../app/people.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Composer } from './Composer.tsx';
import { MissingConversation } from './MissingConversation.tsx';
import { Thread } from './Thread.tsx';

const firstWindow = 60;
const olderStep = 100;

export const Conversation = (props: { readonly id: SpaceId }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { sync } = useEngine();
  const [limit, setLimit] = createSignal(firstWindow);
  const [search, setSearch] = useSearchParams<{ edit: string }>();
  const [editing, setEditing] = createSignal<MessageId>();
  const messages = createMessages(
    () => props.id,
    () => limit(),
  );
  const conversation = createMemo(() => messages.meta?.conversation);
  const person = createMemo(() => personOf(conversation()));
  const name = () => {
    const peer = conversation();
    return peer === undefined ? '' : peerName(i18n, peer);
  };
  const stopped = createMemo(() => sync().stopped.find((stop) => stop.conversation === props.id));
  useTitle(() => (name() === '' ? t('inbox.title') : name()));
  // The queue sheet sends here with `?edit=`; the address is cleaned, so that a reload does not edit again.
  createEffect(() => {
    if (!isMessageId(search.edit)) return;
    setEditing(search.edit);
    setSearch({ edit: undefined }, { replace: true });
  });

  return (
    <Show when={!messages.loaded || conversation() !== undefined} fallback={<MissingConversation />}>
      <div class="pane main">
        <header class="bar">
          <A class="icon-btn only-phone" href="/" aria-label={t('common.back')}>
            <ChevronLeft class="i flip" />
          </A>
          <Show when={person()}>
            {(who) => (
              <A class="bar-id" href={`/directory/${who().user}`}>
                <Avatar id={who().user} name={who().name} photoUrl={who().photoUrl} size={42} />
                <span class="who">
                  <h1>
                    <PersonName of={who()} clip />
                  </h1>
                  <span class="who-what">
                    <span>{t(`profession.${who().profession}`)} ·</span>
                    <bdi class="name-clip" dir="auto">
                      {who().unit}
                    </bdi>
                  </span>
                </span>
              </A>
            )}
          </Show>
        </header>
        <div class="only-phone">
          <ConnectivityStrip />
        </div>
        <Show when={stopped()}>
          {(stop) => (
            <Banner kind="medium" role="status" icon={<TriangleAlert class="i" />}>
              <b>{t('chat.stopped.title')}</b> {t('chat.stopped.text', { reason: t(`stop.${stop().reason}`) })}
            </Banner>
          )}
        </Show>
        <Thread
          id={props.id}
          messages={messages}
          onOlder={() => setLimit((count) => Math.min(count, messages.order.length) + olderStep)}
          onEdit={setEditing}
        />
        <Show when={messages.loaded ? conversation() : undefined}>
          {(row) => (
            <Composer
              conversation={row()}
              draft={messages.meta?.draft}
              editing={editingRow()}
              onEditDone={() => setEditing(undefined)}
            />
          )}
        </Show>
      </div>
    </Show>
  );

  function editingRow() {
    const id = editing();
    const row = id === undefined ? undefined : messages.byId[id];
    return row?.type === 'message' && row.editable ? row : undefined;
  }
};
