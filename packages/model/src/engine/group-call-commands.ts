/** What a person and her microphone do with the call of a group (GROUPCALL-2). */
import { err, ok } from '../result.ts';
import type { CommandError, EngineApi } from './api.ts';
import type { GroupCallsApi } from './api-group-calls.ts';
import type { Session } from './session.ts';

export type GroupCallCommands = Pick<EngineApi, Exclude<keyof GroupCallsApi, 'onGroupCall'>>;

export function makeGroupCallCommands(session: () => Session | undefined): GroupCallCommands {
  const notReady = err<CommandError>({ type: 'not-ready' });
  const act = (event: Parameters<Session['groupCalls']['act']>[0]) => {
    const open = session();
    open?.groupCalls.act(event);
    return open === undefined ? notReady : ok(undefined);
  };
  return {
    joinGroupCall: async (conversation, video) => session()?.groupCalls.join(conversation, video) ?? notReady,
    leaveGroupCall: async () => act({ type: 'leave' }),
    dismissGroupCall: async () => act({ type: 'dismiss' }),
    async raiseHand(isUp) {
      session()?.groupCalls.raiseHand(isUp);
      return session() === undefined ? notReady : ok(undefined);
    },
    async muteInGroupCall(device) {
      session()?.groupCalls.mute(device);
      return session() === undefined ? notReady : ok(undefined);
    },
    async watchGroupCall(pictures) {
      act({ type: 'watch', pictures: new Map(pictures) });
    },
    async tellGroupCall(event) {
      session()?.groupCalls.media(event);
    },
  };
}
