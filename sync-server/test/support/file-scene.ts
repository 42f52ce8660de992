/** Files of a test: reserved, appended, sent by the requests of tus 1.0.0 and fetched, each as a device does it. */
import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import { type FileId, fileIdFromBytes, type LogId, type SpaceId } from '@sanad/model/ids';
import type { RunningServer } from '../../src/server.ts';
import type { Loose, SignedInPerson, TestSocket } from './test-client.ts';
import { makeChunk, random } from './test-device.ts';

export const randomFile = (): FileId => fileIdFromBytes(random(16));

type Anywhere = Pick<RunningServer, 'fetch' | 'url'>;
export interface FileAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** Of a refusal. */
  readonly code: string | undefined;
}

/** Any request on a path of the API, as this person. */
export async function request(
  server: Anywhere,
  person: Pick<SignedInPerson, 'client'>,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
): Promise<FileAnswer> {
  const { cookie } = person.client;
  const init: RequestInit = { method, headers: { ...(cookie === undefined ? {} : { cookie }), ...headers } };
  if (body !== undefined) Object.assign(init, { body, duplex: 'half' });
  const response = await server.fetch(new Request(`${server.url}/api/v1${path}`, init), '127.0.0.1');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isCbor = response.headers.get('content-type') === 'application/cbor';
  const decoded = isCbor ? decodeCbor(bytes, 1024) : undefined;
  const told: Loose = decoded?.ok === true ? decoded.value : undefined;
  return { status: response.status, headers: response.headers, bytes, code: told?.code };
}

export const reserve = (server: Anywhere, person: SignedInPerson, file: FileId, space: SpaceId, bytes: number) =>
  request(server, person, 'POST', '/files', { 'content-type': 'application/cbor' }, encodeCbor({ file, space, bytes }));

export const removeIn = (server: Anywhere, person: SignedInPerson, file: FileId, space: SpaceId) =>
  request(server, person, 'POST', `/files/${file}/remove`, { 'content-type': 'application/cbor' }, encodeCbor({ space }));

export const patch = (
  server: Anywhere,
  person: SignedInPerson,
  file: string,
  offset: number | string,
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
) =>
  request(
    server,
    person,
    'PATCH',
    `/files/${file}`,
    {
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...(body instanceof Uint8Array ? { 'content-length': String(body.length) } : {}),
      ...headers,
    },
    body,
  );

export const head = (server: Anywhere, person: SignedInPerson, file: string) =>
  request(server, person, 'HEAD', `/files/${file}`, { 'tus-resumable': '1.0.0' });

/** How much of it the server has. */
export const offsetOf = async (server: Anywhere, person: SignedInPerson, file: FileId): Promise<number> =>
  Number((await head(server, person, file)).headers.get('upload-offset'));

export const fetchFile = (server: Anywhere, person: SignedInPerson, file: string, headers: Record<string, string> = {}) =>
  request(server, person, 'GET', `/files/${file}`, headers);

/** The first message of this person in this log, which carries files. */
export const carry = (
  socket: TestSocket,
  person: SignedInPerson,
  space: SpaceId,
  log: LogId,
  files: readonly string[],
): Promise<Loose> => socket.ask({ type: 'append', space, log, chunk: makeChunk(person, log).bytes, files });
