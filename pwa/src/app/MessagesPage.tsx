/** Conversations beside the one that is open. */
import type { RouteSectionProps } from '@solidjs/router';
import { Inbox } from '../features/inbox/Inbox.tsx';

export const MessagesPage = (props: RouteSectionProps) => (
  <>
    <Inbox />
    {props.children}
  </>
);
