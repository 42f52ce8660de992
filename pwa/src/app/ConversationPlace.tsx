/** A conversation, and its group: beside it where three panes have room, instead of it where they have not. */
import { useLocation } from '@solidjs/router';
import { createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { ConversationPage } from '../features/conversation/ConversationPage.tsx';
import { GroupPanel } from '../features/groups/GroupPanel.tsx';

/** As in layout.css. */
const ROOM_FOR_THREE = '(min-width: 70rem)';

export const ConversationPlace = () => {
  const location = useLocation();
  const media = matchMedia(ROOM_FOR_THREE);
  const [hasRoom, setRoom] = createSignal(media.matches);
  const measure = () => setRoom(media.matches);
  media.addEventListener('change', measure);
  onCleanup(() => media.removeEventListener('change', measure));
  const isGroup = createMemo(() => location.pathname.startsWith('/groups/'));
  return (
    <>
      <Show when={!isGroup() || hasRoom()}>
        <ConversationPage />
      </Show>
      <Show when={isGroup()}>
        <Show when={hasRoom()} fallback={<GroupPanel place="main" />}>
          <GroupPanel place="aside" />
        </Show>
      </Show>
    </>
  );
};
