/** Conversations beside the one that is open. Who comes straight to one waits for that alone: the list is drawn after it, and on a phone is not even seen. */
import { type RouteSectionProps, useLocation } from '@solidjs/router';
import { Inbox } from '../features/inbox/Inbox.tsx';
import { Later } from '../ui/Later.tsx';

export const MessagesPage = (props: RouteSectionProps) => {
  const isList = useLocation().pathname === '/';
  return (
    <>
      {isList ? (
        <Inbox />
      ) : (
        <Later last fallback={<div class="pane list" />}>
          <Inbox />
        </Later>
      )}
      {props.children}
    </>
  );
};
