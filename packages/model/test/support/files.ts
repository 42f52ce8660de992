/** A platform's files in memory, and a server for them that somebody turns on and off. */
import { concat } from '../../src/bytes.ts';
import type { FilesDep, FileTransfer, TransferError, TransferRequest } from '../../src/engine/deps.ts';
import type { FileId } from '../../src/ids.ts';
import { err, ok, type Result } from '../../src/result.ts';

export function makeFilesPlatform() {
  const stored = new Map<FileId, Uint8Array<ArrayBuffer>>();
  const server = new Map<FileId, Uint8Array<ArrayBuffer>>();
  const started: string[] = [];
  const state = {
    stored,
    server,
    /** "up" and "down" with the file, in order. */
    started,
    /** The newest that was begun. */
    last: undefined as TransferRequest | undefined,
    isFull: false,
    /** In the place of the next transfers' outcome. */
    answer: (_request: TransferRequest): TransferError | undefined => undefined,
    /** While set, transfers wait for it. */
    hold: undefined as Promise<void> | undefined,
  };
  const cut = (bytes: Uint8Array<ArrayBuffer> | undefined, to: number) => bytes?.slice(0, to) ?? new Uint8Array();

  function begin(
    kind: 'up' | 'down',
    request: TransferRequest,
    work: () => Result<void, TransferError> | Promise<Result<void, TransferError>>,
  ): FileTransfer {
    started.push(`${kind} ${request.file}`);
    state.last = request;
    let stop = (): void => undefined;
    const stopped = new Promise<Result<void, TransferError>>((resolve) => {
      stop = () => resolve(err({ type: 'stopped' }));
    });
    const run = async (): Promise<Result<void, TransferError>> => {
      await state.hold;
      const refused = state.answer(request);
      return refused === undefined ? work() : err(refused);
    };
    return { done: Promise.race([run(), stopped]), stop: () => stop() };
  }

  const dep: FilesDep = {
    store: {
      size: async (file) => stored.get(file)?.length,
      async write(file, from, bytes) {
        if (state.isFull) return err({ type: 'storage-full' });
        stored.set(file, concat(cut(stored.get(file), from), bytes));
        return ok(undefined);
      },
      keep: async () => ok(undefined),
      async read(file, from, to) {
        const bytes = stored.get(file);
        return bytes === undefined || bytes.length < to ? undefined : bytes.slice(from, to);
      },
      remove: async (file) => void stored.delete(file),
      list: async () => [...stored].map(([file, { length }]) => ({ file, bytes: length })),
      async clear() {
        stored.clear();
      },
    },
    upload: (request) =>
      begin('up', request, async () => {
        // Of one that grows: what is there is over there as well.
        for (let at = 0; request.more !== undefined && at < request.bytes; ) {
          const here = await request.more(at);
          if (here === undefined) return err({ type: 'gone' });
          request.onProgress(here);
          at = here;
        }
        const bytes = stored.get(request.file);
        if (bytes === undefined) return err({ type: 'gone' });
        server.set(request.file, bytes);
        request.onProgress(bytes.length);
        return ok(undefined);
      }),
    download: (request) =>
      begin('down', request, () => {
        const bytes = server.get(request.file);
        if (bytes === undefined) return err({ type: 'refused', code: 'file/incomplete' });
        stored.set(request.file, bytes);
        return ok(undefined);
      }),
  };
  return Object.assign(state, { dep });
}
export type FilesPlatform = ReturnType<typeof makeFilesPlatform>;
