/**
 * One event per line until the process is asked to end: the account's state, connectivity, conversations, messages. Messages that were
 * here before are not repeated; one that changes (delivered, read) comes again. Listening marks nothing as read.
 */
import type { ConversationRow, EngineState, MessageRow, SyncState } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { err, ok } from '@sanad/model/result';
import type { CommandContext, Run } from '../command-context.ts';
import { messagesIn } from '../device.ts';
import { sessionFailure, untilReady } from '../open-device.ts';
import type { Failure } from '../report.ts';
import { conversationJson, conversationLine } from './conversations.ts';
import { messageJson, messageLine } from './read.ts';

/** Of one conversation at once: a backlog beyond that is shown by `read`. */
const windowSize = 500;

export const listen: Run<'listen'> = async (context) => {
  const ready = await untilReady(context.open);
  if (!ready.ok) return ready;
  const { device } = context.open;
  const { engine } = device;
  const emit = once(context.emit);
  let refuse: (why: Failure) => void = () => undefined;
  const refused = new Promise<Failure>((resolve) => {
    refuse = resolve;
  });
  const stops = [
    await engine.onState((state) => {
      emit('state', stateJson(state), `state: ${state.phase}`);
      const why = sessionFailure(context.open);
      if (why !== undefined) refuse(why);
    }),
    await engine.onSync((state) => emit('sync', syncJson(state), `${state.connectivity}, ${state.waiting} waiting`)),
    await followConversations(context),
  ];
  const end = await Promise.race([context.ended.then(() => undefined), refused]);
  for (const stop of stops) stop();
  return end === undefined ? ok({ json: {}, lines: [] }) : err(end);
};

/** An event like the one before it is left out. */
function once(emit: CommandContext['emit']): (type: string, json: object, line: string) => void {
  const last = new Map<string, string>();
  return (type, json, line) => {
    const text = JSON.stringify(json);
    if (last.get(type) === text) return;
    last.set(type, text);
    emit({ json: { type, ...json }, lines: [line] });
  };
}

async function followConversations({ open, emit }: CommandContext): Promise<() => void> {
  const { engine } = open.device;
  const stops = new Map<SpaceId, Promise<() => void>>();

  /** `isNew`: it appeared while we listened, so its first window is news. */
  function follow(conversation: SpaceId, isNew: boolean): void {
    if (stops.has(conversation)) return;
    const say = (row: MessageRow): void =>
      emit({
        json: { type: 'message', conversation, message: messageJson(row) },
        lines: [`${conversation} ${messageLine(row)}`],
      });
    const take = engine.onMessages(conversation, windowSize, (update) => {
      if (update.type === 'patch') for (const row of messagesIn(update.put)) say(row);
      else if (isNew) for (const row of messagesIn(update.rows)) say(row);
    });
    stops.set(conversation, take);
  }
  const stop = await engine.onConversations((update) => {
    const isFirst = update.type === 'reset';
    const rows: readonly ConversationRow[] = isFirst ? update.rows : update.put;
    for (const row of rows) {
      emit({ json: { type: 'conversation', ...conversationJson(row) }, lines: [conversationLine(row)] });
      follow(row.id, !isFirst);
    }
  });
  return () => {
    stop();
    for (const taking of stops.values()) void taking.then((end) => end());
  };
}

const stateJson = (state: EngineState) => ({
  phase: state.phase,
  user: 'me' in state ? state.me.user : undefined,
  session: state.phase === 'ready' ? state.session : undefined,
  code: state.phase === 'stopped' ? state.code : undefined,
});
const syncJson = ({ connectivity, waiting, sending, arrived, stopped, retryAtMs }: SyncState) => ({
  connectivity,
  waiting,
  sending,
  arrived,
  stopped,
  retryAt: retryAtMs === undefined ? undefined : new Date(retryAtMs).toISOString(),
});
