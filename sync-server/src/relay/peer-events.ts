/** What other processes tell us (DB-5): each notification names rows, which are read from Postgres and delivered to our sockets. */
import {
  deviceIdFromBytes,
  type FileId,
  idToBytes,
  isAlarmId,
  isDeviceId,
  isFileId,
  isSpaceId,
  isUserId,
  logIdFromBytes,
  spaceIdFromBytes,
  type UserId,
} from '@sanad/model/ids';
import { parseChunk } from '@sanad/model/wire/chunk';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import type { Queryable } from '../db/database.ts';
import type { Hub } from './hub.ts';
import type { LocalDelivery } from './live.ts';
import { createEphemeralJoiner } from './peer-ephemeral.ts';
import { storedToChunk } from './stored-chunk.ts';

export interface PeerEventDeps {
  readonly database: Queryable;
  readonly hub: Hub;
  readonly local: LocalDelivery;
  readonly onError: (error: unknown) => void;
}

/** Never throws; deliveries of one kind stay in order. */
export function createPeerEvents({ database, hub, local, onError }: PeerEventDeps): (kind: string, payload: string) => void {
  const joinEphemeral = createEphemeralJoiner();
  let order: Promise<void> = Promise.resolve();
  const inOrder = (work: () => Promise<void>): void => {
    order = order.then(work).catch(onError);
  };
  return (kind, payload) => {
    const [first, second, third, fourth = ''] = payload.split(' ');
    switch (kind) {
      case 'chunks':
        return inOrder(() => deliverChunks(database, local, payload));
      case 'marks':
        return inOrder(() => deliverMarks(database, local, payload));
      case 'ephemeral': {
        const event = joinEphemeral(payload);
        return event === undefined ? undefined : inOrder(() => local.ephemeral(event));
      }
      case 'epoch':
        return isSpaceId(first)
          ? local.epoch(first, { epoch: Number(second), rev: Number(third) }, fourth.split(',').filter(isUserId))
          : undefined;
      case 'file':
        return isFileId(first) ? inOrder(() => deliverFile(local, first, second ?? '')) : undefined;
      case 'chain':
        return isUserId(first) ? local.chain(first, Number(second)) : undefined;
      case 'organisation':
        return local.organisation(Number(first));
      case 'alarms':
        return local.alarms(payload.split(',').filter(isAlarmId));
      case 'close-user':
        return isUserId(first) ? hub.closeUser(first, Number(second), third === '' ? undefined : third) : undefined;
      case 'close-device':
        return isDeviceId(first) ? hub.closeDevice(first, Number(second)) : undefined;
      case 'joined':
        return isDeviceId(first) ? hub.closeDevice(first, CLOSE_CODES.superseded) : undefined;
      default:
        return undefined; // a newer process knows more
    }
  };
}

interface ChunkRow {
  readonly log: Uint8Array;
  readonly space: Uint8Array;
  readonly epoch: number;
  readonly rev: number;
  readonly seq: number;
  readonly receivedAtMs: number;
  readonly body: Uint8Array;
}

async function deliverChunks(database: Queryable, local: LocalDelivery, payload: string): Promise<void> {
  const pairs = payload.split(',').map((pair) => pair.split(':').map((digits) => Number.parseInt(digits, 36)));
  const whole = pairs.filter(([key, seq]) => Number.isInteger(key) && Number.isInteger(seq));
  const { rows } = await database.query<ChunkRow>(
    `select l.id as log, s.id as space, s.epoch, s.rev, c.seq, c.received_at_ms as "receivedAtMs", c.body
       from unnest($1::int[], $2::int[]) with ordinality as x (log, seq, place)
       join chunk c on c.log = x.log and c.seq = x.seq join log l on l.key = x.log join space s on s.id = l.space_id order by x.place`,
    [whole.map(([key]) => key), whole.map(([, seq]) => seq)],
  );
  for (const { log, space, epoch, rev, seq, receivedAtMs, body } of rows) {
    const id = logIdFromBytes(log);
    const bytes = storedToChunk(id, body);
    const chunk = parseChunk(bytes);
    if (!chunk.ok) continue; // stored chunks parse; a defect elsewhere must not stop the others
    const event = { space: spaceIdFromBytes(space), log: id, seq, receivedAtMs, body: bytes };
    await local.chunk({ ...event, version: { epoch, rev }, author: chunk.value.device });
  }
}

async function deliverFile(local: LocalDelivery, file: FileId, spaces: string): Promise<void> {
  for (const space of spaces.split(',').filter(isSpaceId)) await local.file(space, file);
}

interface MarkRow {
  readonly space: Uint8Array;
  readonly device: Uint8Array;
  readonly user: UserId;
  readonly mark: Uint8Array;
}

async function deliverMarks(database: Queryable, local: LocalDelivery, payload: string): Promise<void> {
  const keys = payload.split(',').map((pair) => [pair.slice(0, 32), pair.slice(32)] as const);
  const spaces = keys.flatMap(([space]) => (isSpaceId(space) ? [idToBytes(space)] : []));
  const devices = keys.flatMap(([, device]) => (isDeviceId(device) ? [idToBytes(device)] : []));
  const { rows } = await database.query<MarkRow>(
    `select m.space_id as space, m.device, m.user_id as "user", m.body as mark
       from unnest($1::bytea[], $2::bytea[]) as x (space, device) join mark m on m.space_id = x.space and m.device = x.device`,
    [spaces, devices],
  );
  for (const { space, device, ...rest } of rows) {
    await local.mark({ ...rest, space: spaceIdFromBytes(space), device: deviceIdFromBytes(device) });
  }
}
