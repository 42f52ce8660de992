/** What tests of groups wait for: the thread, the list and the group as somebody's device shows them. */
import type { ConversationRow, Group, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { type Device, makeList, messagesIn } from '../../src/device.ts';
import { type TestPerson, waitMs } from './people.ts';

export async function must<T>(work: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
  const result = await work;
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export interface Seen {
  readonly rows: readonly ThreadRow[];
  readonly texts: readonly string[];
  readonly group: Group | undefined;
  readonly typing: readonly UserId[];
  readonly muted: boolean;
}
/** The thread and its group as she sees them, waited for. */
export const sees = (who: TestPerson, space: SpaceId, isThere: (seen: Seen) => boolean): Promise<Seen> =>
  watch(who.device, space, isThere, who.name);

export function watch(device: Device, space: SpaceId, isThere: (seen: Seen) => boolean, name = 'another device'): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const now = (): Seen => {
      const rows = list.rows();
      return {
        rows,
        texts: messagesIn(rows).map(({ text }) => text),
        group: list.meta()?.group,
        typing: list.meta()?.typing ?? [],
        muted: list.meta()?.mutedUntilMs !== undefined,
      };
    };
    const list = makeList<ThreadRow, MessageWindowMeta>(() => {
      if (!isThere(now())) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve(now());
    });
    const timer = setTimeout(() => {
      void stop.then((end) => end());
      const { texts, group, rows } = now();
      reject(new Error(`${name} sees ${JSON.stringify({ texts, group, types: rows.map(({ type }) => type) })}`));
    }, waitMs);
    const stop = device.engine.onMessages(space, 1000, (update) => list.take(update));
  });
}
export const form = (name: string, ...members: readonly TestPerson[]) => ({
  name,
  description: '',
  kind: 'team' as const,
  picture: undefined,
  members: members.map((one) => one.user()),
});
export const knows = (who: TestPerson, space: SpaceId, name: string) => sees(who, space, ({ group }) => group?.name === name);
/** Her list of conversations, waited for. */
export function lists(
  who: Pick<TestPerson, 'name' | 'device'>,
  isThere: (rows: readonly ConversationRow[]) => boolean,
): Promise<readonly ConversationRow[]> {
  return new Promise((resolve, reject) => {
    const list = makeList<ConversationRow, unknown>(() => {
      if (!isThere(list.rows())) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve(list.rows());
    });
    const timer = setTimeout(() => {
      void stop.then((end) => end());
      const rows = list.rows().map((row) => [row.kind === 'group' ? row.group.name : row.with.name, row.unread, row.last]);
      reject(new Error(`${who.name} lists ${JSON.stringify(rows)}`));
    }, waitMs);
    const stop = who.device.engine.onConversations((update) => list.take(update));
  });
}
/** Until her list says so of the last message. */
export const lastIs = (
  who: TestPerson,
  space: SpaceId,
  isSo: (last: NonNullable<ConversationRow['last']>) => boolean,
): Promise<unknown> =>
  lists(who, (rows) => {
    const last = rows.find(({ id }) => id === space)?.last;
    return last !== undefined && isSo(last);
  });
/** Until her device has the group at all. */
export async function arrives(who: TestPerson, name: string): Promise<SpaceId> {
  const named = (row: ConversationRow): boolean => row.kind === 'group' && row.group.name === name;
  const found = (await lists(who, (rows) => rows.some(named))).find(named);
  if (found === undefined) throw new Error('waited for');
  return found.id;
}
