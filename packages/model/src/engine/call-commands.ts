/** What a person and her microphone do with a call (CALL-3). */
import { err, ok } from '../result.ts';
import type { CommandError, EngineApi } from './api.ts';
import { noServers } from './ice-servers.ts';
import type { Session } from './session.ts';
import { noneUnheard } from './unheard.ts';

export type CallCommands = Pick<
  EngineApi,
  'startCall' | 'answerCall' | 'declineCall' | 'hangUp' | 'dismissCall' | 'tellCall' | 'iceServers' | 'unheardSignals'
>;

export function makeCallCommands(session: () => Session | undefined): CallCommands {
  const notReady = err<CommandError>({ type: 'not-ready' });
  const act = (event: Parameters<Session['calls']['act']>[0]) => {
    const open = session();
    open?.calls.act(event);
    return open === undefined ? notReady : ok(undefined);
  };
  return {
    startCall: async (conversation, video) => session()?.calls.start(conversation, video) ?? notReady,
    answerCall: async (video) => act({ type: 'answer', video }),
    declineCall: async () => act({ type: 'decline' }),
    hangUp: async () => act({ type: 'hang-up' }),
    dismissCall: async () => act({ type: 'dismiss' }),
    async tellCall(event) {
      session()?.calls.media(event);
    },
    iceServers: async () => session()?.calls.iceServers() ?? noServers,
    unheardSignals: async () => session()?.calls.unheard() ?? noneUnheard,
  };
}
