/**
 * What somebody read and shows nobody but her own devices (MARK-9): it leaves in the register of her private space (schema/drafts.ts), and
 * what another device of hers said there stands in a row beside its marks.
 */
import * as v from 'valibot';
import { type DeviceId, isSpaceId, type SpaceId } from '../ids.ts';
import type { OwnRead } from '../schema/drafts.ts';
import type { Mark } from '../schema/mark.ts';
import { countField } from '../wire/fields.ts';
import type { Identity } from './context.ts';
import { MarkRow, ReadRow } from './records.ts';
import { makeRowReader } from './row-codec.ts';
import type { Store, StoreWrite } from './store.ts';

/** ['own-read', space, device]: as of `atMs` of the server. */
const OwnReadRow = v.object({ atMs: countField, read: ReadRow });

export const ownReadWrite = (space: SpaceId, device: DeviceId, atMs: number, { upTo, except }: Mark): StoreWrite => ({
  key: ['own-read', space, device],
  value: { atMs, read: { upTo, except: [...except] } },
});

export interface OwnReads {
  /** What other devices of hers said of a conversation. */
  of(space: SpaceId): readonly v.InferOutput<typeof OwnReadRow>[];
  /** What this device showed and has not said where others hear it. */
  unsaid(): readonly OwnRead[];
}

export function makeOwnReads(
  { store, identity }: { readonly store: Pick<Store, 'get' | 'all'>; readonly identity: Pick<Identity, 'device'> },
  areReadsShown: () => boolean,
): OwnReads {
  const parse = makeRowReader(OwnReadRow, (row) => row);
  const parseRead = makeRowReader(ReadRow, (row) => row);
  const parseMark = makeRowReader(MarkRow, (row) => row);
  return {
    of: (space) => store.all('own-read').flatMap(({ key, value }) => (key[1] === space ? (parse(value) ?? []) : [])),
    unsaid() {
      if (areReadsShown()) return [];
      return store.all('read').flatMap(({ key: [, space], value }): readonly OwnRead[] => {
        const read = parseRead(value);
        if (!isSpaceId(space) || read === undefined) return [];
        const said = parseMark(store.get(['mark', space, identity.device]))?.read;
        return said?.upTo.id === read.upTo.id && said.except.join() === read.except.join() ? [] : [{ space, read }];
      });
    },
  };
}
