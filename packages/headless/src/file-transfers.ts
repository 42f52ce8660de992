/**
 * Files between a folder and the server (FILE-6, FILE-8; wire/file.ts): tus 1.0.0 up, `Range` down, each as one request that streams; also of a file
 * that grows. One attempt: whether and when it is tried again is the engine's.
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { concat } from '@sanad/model/bytes';
import { decodeCbor } from '@sanad/model/cbor';
import type { FilesDep, FileTransfer, TransferError, TransferRequest } from '@sanad/model/engine/deps';
import { err, ok, type Result } from '@sanad/model/result';
import { personHeader } from '@sanad/model/wire/computer';
import { isErrorCode } from '@sanad/model/wire/error-code';
import type { CookieJar } from './cookie-jar.ts';
import type { SealedFiles } from './sealed-files.ts';

type Done = Result<void, TransferError>;
/** Nothing moved for so long: the connection is dead. */
const idleMs = 30_000;
const maxRefusalBytes = 4096;
const pieceBytes = 256 * 1024;

/** What is in the file, to the end that it will have; ends early with an error when no more comes. */
async function* asItGrows(path: string, from: number, to: number, more: NonNullable<TransferRequest['more']>) {
  const handle = await open(path, 'r');
  try {
    for (let at = from; at < to; ) {
      const here = await more(at);
      if (here === undefined) throw new Error('no more comes');
      while (at < here) {
        const piece = new Uint8Array(Math.min(pieceBytes, here - at));
        const { bytesRead } = await handle.read(piece, 0, piece.length, at);
        if (bytesRead === 0) throw new Error('it is not there');
        at += bytesRead;
        yield piece.subarray(0, bytesRead);
      }
    }
  } finally {
    await handle.close();
  }
}

export function makeFileTransfers(url: string, cookies: CookieJar, store: SealedFiles, ending?: AbortSignal): FilesDep {
  const { origin, protocol } = new URL(url);
  const send = protocol === 'https:' ? secureRequest : plainRequest;

  function begin(work: (signal: AbortSignal) => Promise<Done>): FileTransfer {
    const stopping = new AbortController();
    const signal = ending === undefined ? stopping.signal : AbortSignal.any([stopping.signal, ending]);
    const done = work(signal).catch((): Done => err({ type: signal.aborted ? 'stopped' : 'offline' }));
    return { done, stop: () => stopping.abort() };
  }

  /** Resolves with the head of the answer; `body` says how many bytes are there and lets them flow. */
  function exchange(
    method: string,
    { path, person, bytes: whole, more: grows }: TransferRequest,
    more: Readonly<Record<string, string>>,
    signal: AbortSignal,
    body?: { readonly from: number; readonly file: string; readonly onBytes: (count: number) => void },
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const cookie = cookies.header();
      const headers = {
        ...{ origin, accept: 'application/cbor', ...more },
        ...(cookie === undefined ? {} : { cookie }),
        ...(person === undefined ? {} : { [personHeader]: person }),
      };
      const outgoing = send(new URL(path, url), { method, headers, signal, timeout: idleMs }, resolve);
      outgoing.on('error', reject);
      outgoing.on('timeout', () => outgoing.destroy(new Error('idle')));
      if (body === undefined) {
        outgoing.end();
        return;
      }
      const bytes =
        grows === undefined
          ? createReadStream(body.file, { start: body.from, highWaterMark: pieceBytes })
          : Readable.from(asItGrows(body.file, body.from, whole, grows), { objectMode: false, highWaterMark: pieceBytes });
      bytes.on('data', (part: Uint8Array) => body.onBytes(part.length));
      // An answer that came early, a refusal for one, has ended the request: the answer says why.
      pipeline(bytes, outgoing).catch(reject);
    });
  }

  return {
    store,
    upload: (request) =>
      begin(async (signal) => {
        const { file, bytes, more, onProgress } = request;
        const isHere = more === undefined ? (await store.size(file)) === bytes : (await more(0)) !== undefined;
        if (!isHere) return err({ type: 'gone' });
        const tus = { 'tus-resumable': '1.0.0' };
        const head = await exchange('HEAD', request, tus, signal);
        head.resume();
        const offset = Number(head.headers['upload-offset'] ?? Number.NaN);
        if (head.statusCode !== 200 || !(offset >= 0 && offset <= bytes)) return err(refusedHead(head.statusCode ?? 0));
        onProgress(offset);
        if (offset === bytes) return ok(undefined);
        let sent = offset;
        const headers = {
          ...{ ...tus, 'upload-offset': String(offset), 'content-length': String(bytes - offset) },
          'content-type': 'application/offset+octet-stream',
        };
        const answer = await exchange('PATCH', request, headers, signal, {
          from: offset,
          file: store.path(file),
          onBytes(count) {
            sent += count;
            onProgress(sent);
          },
        });
        if (answer.statusCode !== 204) return err(await refused(answer));
        answer.resume();
        return Number(answer.headers['upload-offset']) === bytes ? ok(undefined) : err({ type: 'offline' });
      }),
    download: (request) =>
      begin(async (signal) => {
        const { file, bytes, onProgress } = request;
        const there = (await store.size(file)) ?? 0;
        const from = there < bytes ? there : 0;
        const answer = await exchange('GET', request, { range: `bytes=${from}-` }, signal);
        if (answer.statusCode !== 206 && answer.statusCode !== 200) return err(await refused(answer));
        let at = answer.statusCode === 206 ? from : 0;
        for await (const part of answer as AsyncIterable<Uint8Array>) {
          if (at + part.length > bytes) return err({ type: 'refused', code: 'unknown' });
          const written = await store.write(file, at, part);
          if (!written.ok) return written;
          at += part.length;
          onProgress(at);
        }
        const kept = await store.keep(file);
        return kept.ok && at < bytes ? err({ type: 'offline' }) : kept;
      }),
  };
}

/** An answer to HEAD has no body. */
function refusedHead(status: number): TransferError {
  if (status === 404 || status === 410) return { type: 'refused', code: 'file/unknown' };
  if (status === 403) return { type: 'refused', code: 'space/not-member' };
  return status === 401 ? { type: 'refused', code: 'auth/required' } : { type: 'offline' };
}

async function refused(answer: IncomingMessage): Promise<TransferError> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > maxRefusalBytes) break;
    parts.push(part);
  }
  const decoded = decodeCbor(concat(...parts), maxRefusalBytes);
  const code =
    decoded.ok && typeof decoded.value === 'object' && decoded.value !== null && 'code' in decoded.value
      ? decoded.value.code
      : undefined;
  if (isErrorCode(code)) return { type: 'refused', code };
  // A lock that an earlier attempt still holds, an offset that another one moved, a proxy: it goes on with the next attempt.
  return { type: 'offline' };
}
