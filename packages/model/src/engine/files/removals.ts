/** FILE-7: what the server is told to remove: now, or what it could not be told yet. */
import * as v from 'valibot';
import type { FileId, SpaceId } from '../../ids.ts';
import { ok, type Result } from '../../result.ts';
import { spaceIdField } from '../../wire/fields.ts';
import type { EngineContext } from '../context.ts';
import type { RequestError } from '../http-client.ts';
import { makeRowReader } from '../row-codec.ts';

export interface Removals {
  /** What the server does not know is removed. */
  now(space: SpaceId, file: FileId): Promise<Result<void, RequestError>>;
  /** All that is owed; what the network does not let through stays owed. */
  pay(): Promise<void>;
}

const Empty = v.object({});
const RemovalRow = v.object({ space: spaceIdField });

export function makeRemovals({ http, store }: Pick<EngineContext, 'http' | 'store'>): Removals {
  const read = makeRowReader(RemovalRow, (row) => row);
  async function now(space: SpaceId, file: FileId): Promise<Result<void, RequestError>> {
    const answer = await http.send('POST', `/files/${file}/remove`, { space }, Empty);
    if (!answer.ok && answer.error.type === 'refused' && answer.error.code === 'file/unknown') return ok(undefined);
    return answer.ok ? ok(undefined) : answer;
  }
  return {
    now,
    async pay() {
      for (const { key, value } of store.all('file-removal')) {
        const removal = read(value);
        const [, file] = key;
        const gone = removal && (await now(removal.space, file as FileId));
        if (gone?.ok === false && gone.error.type === 'offline') return;
        // What the server will not do now it will not do later.
        await store.commit([{ key, value: undefined }]);
      }
    },
  };
}
