/** What somebody wants of a conversation for herself, on this device: mute, archive, stars. */
import * as v from 'valibot';
import type { MessageId, SpaceId } from '../ids.ts';
import type { ClockDep } from './deps.ts';
import { makeRowReader } from './row-codec.ts';
import type { Store, StoreWrite } from './store.ts';

/** ['conversation', space] */
const ConversationRow = v.object({ mutedUntilMs: v.number(), archived: v.boolean() });
type ConversationRow = v.InferOutput<typeof ConversationRow>;

export interface Preferences {
  of(space: SpaceId): { readonly mutedUntilMs: number | undefined; readonly archived: boolean };
  isStarred(space: SpaceId, message: MessageId): boolean;
  mute(space: SpaceId, untilMs: number): StoreWrite;
  archive(space: SpaceId, archived: boolean): StoreWrite;
  star(space: SpaceId, message: MessageId, starred: boolean): StoreWrite;
}

export function makePreferences(store: Store, clock: ClockDep): Preferences {
  const read = makeRowReader(ConversationRow, (row) => row);
  const rowOf = (space: SpaceId): ConversationRow =>
    read(store.get(['conversation', space])) ?? { mutedUntilMs: 0, archived: false };
  const write = (space: SpaceId, row: ConversationRow): StoreWrite => ({ key: ['conversation', space], value: row });
  return {
    of(space) {
      const { mutedUntilMs, archived } = rowOf(space);
      return { mutedUntilMs: mutedUntilMs > clock.nowMs() ? mutedUntilMs : undefined, archived };
    },
    isStarred: (space, message) => store.get(['star', space, message]) !== undefined,
    mute: (space, untilMs) => write(space, { ...rowOf(space), mutedUntilMs: untilMs }),
    archive: (space, archived) => write(space, { ...rowOf(space), archived }),
    star: (space, message, starred) => ({ key: ['star', space, message], value: starred ? true : undefined }),
  };
}
