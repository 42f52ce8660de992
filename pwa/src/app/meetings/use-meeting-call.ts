/** The call that an event has: in the conversation that it is linked with, otherwise in that of its calendar. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import type { Accessor } from 'solid-js';
import { useStartCall } from '../calls/use-start-call.ts';
import { useEngine } from '../engine-client.ts';
import { useGroupCalls } from '../group-calls/create-group-calls.ts';
import { useJoinGroupCall } from '../group-calls/use-join-group-call.ts';

export function useMeetingCall(event: Accessor<Pick<OccurrenceRow, 'conversation' | 'calendar'>>) {
  const { conversations } = useEngine();
  const groupCalls = useGroupCalls();
  const joinGroup = useJoinGroupCall();
  const startCall = useStartCall();
  const row = () => conversations.byId[event().conversation ?? event().calendar] ?? conversations.byId[event().calendar];
  return {
    /** A calendar of one's own has nobody to talk to. */
    canJoin: () => row() !== undefined,
    isIn: () => groupCalls.row()?.conversation === row()?.id && row() !== undefined,
    join: async () => {
      const found = row();
      if (found?.kind === 'group') return joinGroup(found.id);
      if (found !== undefined) await startCall(found.id, false);
      return undefined;
    },
  };
}
