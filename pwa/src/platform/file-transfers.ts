/**
 * Files between this device's store and the server (FILE-6, FILE-8): by tus, and from it with `Range`. One attempt each: whether and when it is tried
 * again is the engine's.
 */
import type { FilesDep, FileTransfer, SealedFilesDep, TransferError, TransferRequest } from '@sanad/model/engine/deps';
import type { FileId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { personHeader } from '@sanad/model/wire/computer';
import { ERROR_CODES, type ErrorCode, isErrorCode } from '@sanad/model/wire/error-code';
import { DetailedError, Upload } from 'tus-js-client';
import { isLocked } from './file-folder.ts';

/** Where the bytes of a file are, for what brings them to the server. */
export interface BytesSource {
  bytesOf(file: FileId): Promise<number | undefined>;
  /** From there on, as much as one request may carry; undefined: it is not here. */
  part(file: FileId, from: number, to: number): Promise<Blob | undefined>;
}

/** Of one that is still being sealed: less is a request for every block. */
const leastPartBytes = 4 * 1024 * 1024;

export function makeTransfers(store: SealedFilesDep, source: BytesSource): FilesDep {
  return {
    store,
    upload: (request) => makeUpload(source, request),
    download: (request) => makeDownload(store, request),
  };
}

const personOf = ({ person }: TransferRequest): Readonly<Record<string, string>> =>
  person === undefined ? {} : { [personHeader]: person };

/**
 * The bytes leave from the disk: the body of the request is a part of the file, never a copy of it in memory. Of one that is still being sealed (FILE-8)
 * what is there leaves meanwhile, some MiB with each request, and what is left with one as soon as the file is whole.
 */
function makeUpload(source: BytesSource, request: TransferRequest): FileTransfer {
  const { file, bytes, more, path } = request;
  let stop = (): void => undefined;
  let isStopped = false;
  const slice = async (from: number, to: number): Promise<{ readonly value: Blob; readonly done: boolean }> => {
    const here = more === undefined ? to : await more(Math.min(from + leastPartBytes, bytes) - 1);
    // A request that was given up must not leave after all.
    const value = here === undefined || isStopped ? undefined : await source.part(file, from, Math.min(to, here));
    if (value === undefined || isStopped) throw new Error('no more comes');
    return { value, done: from + value.size === bytes };
  };
  const done = new Promise<Result<void, TransferError>>((resolve, fail) => {
    const begin = async (): Promise<void> => {
      if (more === undefined && (await source.bytesOf(file)) !== bytes) return resolve(err({ type: 'gone' }));
      if (isStopped) return resolve(err({ type: 'stopped' }));
      const upload = new Upload(new Blob(), {
        uploadUrl: path,
        uploadSize: bytes,
        headers: { ...personOf(request) },
        fileReader: { openFile: async () => ({ size: bytes, slice, close: () => undefined }) },
        // The engine decides when it is tried again, and nothing of it is written down here.
        retryDelays: null,
        storeFingerprintForResuming: false,
        onProgress: (sent) => request.onProgress(sent),
        onSuccess: () => resolve(ok(undefined)),
        onError: (cause) => resolve(err(uploadError(cause))),
      });
      stop = () => {
        void upload.abort();
        resolve(err({ type: 'stopped' }));
      };
      upload.start();
    };
    begin().catch(fail);
  });
  return {
    done,
    stop: () => {
      isStopped = true;
      stop();
    },
  };
}

function uploadError(cause: Error): TransferError {
  const answer = cause instanceof DetailedError ? cause.originalResponse : undefined;
  return answer === undefined || answer === null ? { type: 'offline' } : refusal(answer.getStatus(), answer.getBody());
}

/** XMLHttpRequest hands a body over as text: a code is found in it, whatever stands around it. */
function refusal(status: number, body: string): TransferError {
  if (status === 0 || status >= 500) return { type: 'offline' };
  const code = Object.keys(ERROR_CODES)
    .filter(isErrorCode)
    .find((known) => body.includes(known));
  return { type: 'refused', code: code ?? BY_STATUS[status] ?? 'unknown' };
}
/** What tus says itself. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'auth/required',
  403: 'space/not-member',
  404: 'file/unknown',
  409: 'file/incomplete',
  410: 'file/unknown',
  413: 'file/too-large',
  429: 'request/rate-limited',
};

function makeDownload(store: SealedFilesDep, request: TransferRequest): FileTransfer {
  const ending = new AbortController();
  return { done: download(store, request, ending.signal), stop: () => ending.abort() };
}

async function download(
  store: SealedFilesDep,
  request: TransferRequest,
  signal: AbortSignal,
): Promise<Result<void, TransferError>> {
  const { file, path, bytes, onProgress } = request;
  try {
    const present = (await store.size(file)) ?? 0;
    const here = present > bytes ? 0 : present;
    if (here === bytes) return await store.keep(file);
    const answer = await fetch(path, {
      credentials: 'same-origin',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      headers: { ...personOf(request), ...(here > 0 && { range: `bytes=${here}-` }) },
      signal,
    });
    if (!answer.ok) return err(refusal(answer.status, await answer.text()));
    // Whoever does not heed the range begins anew.
    let at = answer.status === 206 ? here : 0;
    for await (const part of partsOf(answer.body)) {
      // More than was said: it opens nothing, and fills the disk.
      if (at + part.length > bytes) return err({ type: 'refused', code: 'unknown' });
      const written = await store.write(file, at, part);
      if (!written.ok) return written;
      at += part.length;
      onProgress(at);
    }
    return at === bytes ? await store.keep(file) : err({ type: 'offline' });
  } catch (cause) {
    if (signal.aborted) return err({ type: 'stopped' });
    // No network, a broken body; or another window is fetching it, and it is here when it is asked for again.
    if (cause instanceof TypeError || isLocked(cause) || isBroken(cause)) return err({ type: 'offline' });
    throw cause;
  } finally {
    await store.keep(file);
  }
}

const isBroken = (cause: unknown): boolean =>
  cause instanceof DOMException && (cause.name === 'NetworkError' || cause.name === 'AbortError');

/** Streams are no async iterables in Safari. */
async function* partsOf(body: ReadableStream<Uint8Array<ArrayBuffer>> | null): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // Of one that broke nothing is left to cancel, and it says so.
    await reader.cancel().catch(() => undefined);
  }
}
