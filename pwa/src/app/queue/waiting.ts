/**
 * What waits on this device, over all conversations. The engine tells how many; which ones are read from the conversations whose last
 * message is one of them.
 */
import type { ListUpdate, MessageRow, MessageWindowMeta, Person } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { proxy } from 'comlink';
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { type EngineClient, openView } from '../engine-client.ts';
import { createProjection } from '../projection.ts';

export interface Waiting {
  readonly conversation: SpaceId;
  readonly person: Person;
  readonly row: MessageRow;
}
const newestOfEach = 100;

export function createWaiting(engine: EngineClient): Accessor<readonly Waiting[]> {
  const [found, setFound] = createSignal<ReadonlyMap<SpaceId, readonly Waiting[]>>(new Map());
  const places = createMemo(() =>
    engine.conversations.order
      .map((id) => engine.conversations.byId[id])
      .filter((row) => row?.last?.delivery === 'queued')
      .flatMap((row) => (row === undefined ? [] : [row.id])),
  );
  createEffect(() => {
    for (const id of places()) watch(id);
  });
  const watch = (id: SpaceId) => {
    const [messages, apply] = createProjection<MessageRow, MessageWindowMeta>();
    const take = (update: ListUpdate<MessageRow, MessageWindowMeta>) => {
      apply(update);
      const person = messages.meta?.conversation?.with;
      const rows = messages.order.flatMap((message) => messages.byId[message] ?? []).filter((row) => row.editable);
      setFound((now) => new Map(now).set(id, person === undefined ? [] : rows.map((row) => ({ conversation: id, person, row }))));
    };
    openView(() => engine.api.onMessages(id, newestOfEach, proxy(take)));
    onCleanup(() =>
      setFound((now) => {
        const rest = new Map(now);
        rest.delete(id);
        return rest;
      }),
    );
  };
  return createMemo(() => [...found().values()].flat().sort((a, b) => a.row.sentAtMs - b.row.sentAtMs));
}
