/** One address, one conversation: another id is another page, with its own scroll, draft and divider. */

import { isSpaceId, type SpaceId } from '@sanad/model/ids';
import { useParams } from '@solidjs/router';
import { createMemo, Show } from 'solid-js';
import { Conversation } from './Conversation.tsx';
import { MissingConversation } from './MissingConversation.tsx';

export const ConversationPage = () => {
  const params = useParams<{ readonly id: string }>();
  const id = createMemo<SpaceId | undefined>(() => (isSpaceId(params.id) ? params.id : undefined));
  return (
    <Show when={id()} keyed fallback={<MissingConversation />}>
      {(space) => <Conversation id={space} />}
    </Show>
  );
};
