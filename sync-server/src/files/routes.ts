/** Files over HTTP (FILE-4 … FILE-7; wire/file.ts): reserve, send by tus, fetch, remove. No request holds more than a piece of a file in memory. */
import { Readable } from 'node:stream';
import { type FileId, isFileId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { RemoveFile, ReserveFile } from '@sanad/model/wire/file';
import { Hono } from 'hono';
import { countAttempt } from '../auth/rate-limit.ts';
import { requireAccess, type SessionDeps } from '../auth/session.ts';
import { deviceOfSession } from '../devices/device-sessions.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import { type AppContext, type AppEnv, answer, answerResult, readBody, refuse } from '../http/context.ts';
import type { Metrics } from '../http/metrics.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Hub } from '../relay/hub.ts';
import type { Live } from '../relay/live.ts';
import { parseByteRange } from './byte-range.ts';
import { type FileRow, findFile, readUsed } from './file-rows.ts';
import type { FileStore } from './file-store.ts';
import { dropUpload, removeFile } from './remove.ts';
import { type FileBounds, readBounds, reserveFile } from './reserve.ts';
import { createTransfers } from './transfers.ts';
import { createUploads } from './uploads.ts';

export interface FileRouteDeps extends SessionDeps {
  readonly files: FileStore;
  readonly organisation: OrganisationStore;
  /** What this server carries. */
  readonly bounds: FileBounds;
  readonly hub: Hub;
  readonly live: Pick<Live, 'file'>;
  readonly metrics: Pick<Metrics, 'files'>;
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
}
/** Of one person: more than anybody sends, less than what fills a table. */
const reserveLimit = { max: 3000, windowMs: 3_600_000 };
const maxReservationBytes = 1024;
const maxUploads = 6;
const maxDownloads = 16;
const retryAfterMs = 1000;

/** Of a download: what is being read, once it is open. */
interface Source {
  body: Readable | undefined;
  isEnded: boolean;
}

/** What a browser may do with it: nothing but keep it. It holds no type, no name, and no page. */
const blobHeaders = {
  'content-type': 'application/octet-stream',
  'content-disposition': 'attachment',
  'content-security-policy': "sandbox; default-src 'none'",
  'cache-control': 'private, immutable',
  'accept-ranges': 'bytes',
};

export function fileRoutes(deps: FileRouteDeps): Hono<AppEnv> {
  const { database, files, metrics, nowMs } = deps;
  const boundsNow = () => readBounds(database, deps.organisation, deps.bounds);
  const active = requireAccess(deps, 'active');
  const uploads = createUploads({
    ...{ database, nowMs, store: files },
    onStored: (file, spaces) => {
      metrics.files.stored();
      deps.live.file(spaces, file);
    },
    onBytes: (count) => metrics.files.bytes('in', count),
    onError: deps.onError,
  });
  const incoming = createTransfers(deps.hub, maxUploads);
  const outgoing = createTransfers(deps.hub, maxDownloads);
  const routes = new Hono<AppEnv>();

  /** Whose it is decides the route. */
  const find = async (c: AppContext): Promise<Result<{ readonly file: FileId; readonly row: FileRow }, Refusal>> => {
    const file = c.req.param('id');
    if (!isFileId(file)) return err(refusal('request/malformed'));
    const row = await findFile(database, file, c.var.session.user);
    return row === undefined ? err(refusal('file/unknown')) : ok({ file, row });
  };
  const findOwn = async (c: AppContext): Promise<Result<FileId, Refusal>> => {
    const found = await find(c);
    if (!found.ok) return found;
    return found.value.row.isOwn ? ok(found.value.file) : err(refusal('space/not-member'));
  };
  const tus = async (c: AppContext): Promise<Response> => {
    const own = await findOwn(c);
    if (!own.ok) return refuse(c, own.error);
    const file = own.value;
    const device = await deviceOfSession(database, c.var.session.id);
    const transfer = incoming.begin(c.var.session, device, file, {
      end: () => uploads.interrupt(file),
      review: () => undefined, // who reserved it brings it, wherever she belongs
    });
    if (transfer === undefined) return refuse(c, refusal('request/rate-limited', { retryAfterMs }));
    try {
      return told(c, await uploads.handle(c.req.raw, file));
    } finally {
      transfer.done();
    }
  };
  const fetchBytes = async (c: AppContext): Promise<Response> => {
    const file = c.req.param('id');
    if (!isFileId(file)) return refuse(c, refusal('request/malformed'));
    const device = await deviceOfSession(database, c.var.session.id);
    const source: Source = { body: undefined, isEnded: false };
    const end = (): void => {
      source.isEnded = true;
      // A body that fails would be told as a defect of ours: with its connection it is only read no more.
      if (source.body !== undefined && c.env.cut !== undefined) c.env.cut();
      else source.body?.destroy();
    };
    const review = async (): Promise<void> => {
      const row = await findFile(database, file, c.var.session.user);
      if (row?.isReadable !== true) end();
    };
    // Before it is asked whether she may: who is removed in between is noticed.
    const transfer = outgoing.begin(c.var.session, device, file, {
      end,
      review: () =>
        void review().catch((error: unknown) => {
          end();
          deps.onError(error);
        }),
    });
    if (transfer === undefined) return refuse(c, refusal('request/rate-limited', { retryAfterMs }));
    try {
      return await readBytes(c, source, transfer.done);
    } finally {
      if (source.body === undefined) transfer.done();
    }
  };
  const readBytes = async (c: AppContext, source: Source, onClose: () => void): Promise<Response> => {
    const found = await find(c);
    if (!found.ok) return refuse(c, found.error);
    const { file, row } = found.value;
    if (!row.isReadable) return refuse(c, refusal('space/not-member'));
    if (!row.isStored) return refuse(c, refusal('file/incomplete'));
    const range = parseByteRange(c.req.header('range'), row.bytes);
    if (range === 'unsatisfiable') {
      return c.body(null, 416, { ...blobHeaders, 'cache-control': 'no-store', 'content-range': `bytes */${row.bytes}` });
    }
    const { from, to } = range ?? { from: 0, to: row.bytes - 1 };
    const body = await files.read(file, from, to);
    if (body === undefined) return refuse(c, refusal('file/unknown')); // the store lost it
    source.body = body;
    body.once('close', onClose);
    if (source.isEnded) {
      body.destroy();
      return refuse(c, refusal('space/not-member'));
    }
    metrics.files.bytes('out', to - from + 1);
    const headers = { ...blobHeaders, 'content-length': String(to - from + 1) };
    // biome-ignore lint/suspicious/noExplicitAny: the same stream under Node's name and the web's
    const stream = Readable.toWeb(body) as any;
    return range === undefined
      ? c.body(stream, 200, headers)
      : c.body(stream, 206, { ...headers, 'content-range': `bytes ${from}-${to}/${row.bytes}` });
  };

  routes.get('/files', active, async (c) => {
    const { bytes } = await readUsed(database, c.var.session.user);
    return answer(c, { ...(await boundsNow()), usedBytes: bytes });
  });

  routes.post('/files', active, async (c) => {
    const wanted = await readBody(c, ReserveFile, maxReservationBytes);
    if (!wanted.ok) return refuse(c, wanted.error);
    const counted = await countAttempt(database, 'file', c.var.session.user, reserveLimit, nowMs());
    if (!counted.ok) return refuse(c, counted.error);
    const reserved = await reserveFile(database, files, await boundsNow(), c.var.session.user, wanted.value, nowMs());
    return reserved.ok ? answer(c, {}) : refuse(c, reserved.error);
  });

  routes.post('/files/:id/remove', active, async (c) => {
    const request = await readBody(c, RemoveFile, maxReservationBytes);
    if (!request.ok) return refuse(c, request.error);
    const file = c.req.param('id');
    if (!isFileId(file)) return refuse(c, refusal('request/malformed'));
    const removed = await removeFile(database, files, c.var.session.user, file, request.value.space);
    if (removed.ok) uploads.interrupt(file);
    return answerResult(c, removed.ok ? ok({}) : removed);
  });

  // HEAD comes here as well, by its own name.
  routes.get('/files/:id', active, (c) => (c.req.method === 'HEAD' ? tus(c) : fetchBytes(c)));
  routes.on(['PATCH', 'OPTIONS'], '/files/:id', active, tus);

  // Of what others may read, `remove` says for which space it goes.
  routes.delete('/files/:id', active, async (c) => {
    const own = await findOwn(c);
    if (!own.ok) return refuse(c, own.error);
    if (!(await dropUpload(database, files, own.value))) return refuse(c, refusal('auth/forbidden'));
    uploads.interrupt(own.value);
    return c.body(null, 204, { 'tus-resumable': '1.0.0' });
  });
  return routes;
}

/** What tus refuses, in our words where they say more than its status (HTTP-3); the rest as tus says it. */
function told(c: AppContext, response: Response): Response {
  switch (response.status) {
    case 404:
    case 410:
      return refuse(c, refusal('file/unknown'));
    case 413:
      return refuse(c, refusal('file/too-large'));
    case 500:
      return refuse(c, refusal('server/defect'));
    case 503:
      return refuse(c, refusal('server/unavailable', { retryAfterMs: 2000 }));
    case 507:
      return refuse(c, refusal('file/quota'));
    default:
      return response;
  }
}
