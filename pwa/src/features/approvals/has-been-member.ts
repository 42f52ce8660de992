/**
 * Approving somebody who belonged before reinstates her, also when she was suspended: that is never done silently. From what this
 * device knows: only a member is in the directory, and only with a member could a conversation begin.
 */
import type { ConversationPeer, Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';

export const hasBeenMember = (
  user: UserId,
  directory: readonly Pick<Person, 'user'>[],
  conversations: readonly (ConversationPeer | undefined)[],
): boolean =>
  directory.some((one) => one.user === user) || conversations.some((one) => one?.kind === 'direct' && one.with.user === user);
