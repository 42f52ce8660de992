/**
 * Live delivery (LOG-6, DB-5): to this process's sockets directly, to other processes through one short notification, after which
 * they read Postgres. What was missed is never lost: devices pull when they connect.
 */
import type { AlarmId, DeviceId, FileId, SpaceId, UserId } from '@sanad/model/ids';
import type { CLOSE_CODES } from '@sanad/model/wire/error-code';
import { maxInlineChunkBytes } from '@sanad/model/wire/limits';
import type { Queryable } from '../db/database.ts';
import { type FanOut, maxNotifyBytes } from '../db/fan-out.ts';
import type { StoredChunk } from './append-types.ts';
import { droppableFrame, frameWithPoke, outFrame } from './frame.ts';
import type { Hub } from './hub.ts';
import type { MarkRequest } from './mark-queue.ts';
import type { MemberCache, SpaceVersion } from './member-cache.ts';
import { splitEphemeral } from './peer-ephemeral.ts';

export type CloseCode = (typeof CLOSE_CODES)[keyof typeof CLOSE_CODES];

export interface LiveChunkEvent {
  readonly space: SpaceId;
  readonly log: StoredChunk['request']['log'];
  readonly seq: number;
  readonly receivedAtMs: number;
  readonly body: Uint8Array;
  readonly version: SpaceVersion;
  readonly author: DeviceId;
}
export interface EphemeralEvent {
  readonly space: SpaceId;
  readonly device: DeviceId;
  readonly to: readonly DeviceId[] | undefined;
  readonly data: Uint8Array;
}

/** What happens to this process's own sockets; used for own events and for those of other processes. */
export interface LocalDelivery {
  readonly chunk: (event: LiveChunkEvent) => Promise<void>;
  readonly mark: (mark: MarkRequest) => Promise<void>;
  readonly ephemeral: (event: EphemeralEvent) => Promise<void>;
  readonly epoch: (space: SpaceId, version: SpaceVersion, users: Iterable<UserId>) => void;
  /** FILE-6: all bytes of a file are there, to which this space refers. */
  readonly file: (space: SpaceId, file: FileId) => Promise<void>;
  readonly chain: (user: UserId, n: number) => void;
  readonly organisation: (n: number) => void;
  /** Gathered, and read when it is told (alarms/teller.ts). */
  readonly alarms: (ids: readonly AlarmId[]) => void;
}

export function createLocalDelivery(hub: Hub, members: MemberCache, alarms: LocalDelivery['alarms']): LocalDelivery {
  return {
    chunk: async ({ version, author, body, ...event }) => {
      const poke = { type: 'chunk', ...event } as const;
      const frame = body.length > maxInlineChunkBytes ? outFrame(poke) : frameWithPoke({ ...poke, body }, poke);
      hub.toUsers(await members.membersOf(event.space, version), frame, author);
    },
    mark: async ({ space, user, device, mark }) => {
      hub.toUsers(await members.membersOf(space), droppableFrame({ type: 'mark', space, user, device, mark }), device);
    },
    ephemeral: async ({ space, device, to, data }) => {
      const only = to === undefined ? undefined : new Set(to);
      hub.toUsers(await members.membersOf(space), droppableFrame({ type: 'ephemeral', space, device, data }), device, only);
    },
    epoch: (space, { epoch, rev }, users) => {
      members.forget(space);
      hub.toUsers(users, outFrame({ type: 'epoch', space, epoch, rev }));
      hub.reviewTransfers(users);
    },
    file: async (space, file) => hub.toUsers(await members.membersOf(space), outFrame({ type: 'file', space, file })),
    chain: (user, n) => hub.toAll(outFrame({ type: 'chain', user, n })),
    organisation: (n) => hub.toAll(outFrame({ type: 'organisation', n })),
    alarms,
  };
}

/** Own events: delivered here and told to the other processes. Delivery never fails a request: what goes wrong is reported. */
export interface Live {
  readonly notifyPeers: (client: Queryable, stored: readonly StoredChunk[]) => Promise<void>;
  readonly chunks: (stored: readonly StoredChunk[]) => void;
  readonly marks: (marks: readonly MarkRequest[]) => void;
  readonly ephemeral: (event: EphemeralEvent) => void;
  readonly epoch: (space: SpaceId, version: SpaceVersion, users: ReadonlySet<UserId>) => void;
  readonly file: (spaces: readonly SpaceId[], file: FileId) => void;
  readonly chain: (user: UserId, n: number) => void;
  readonly organisation: (n: number) => void;
  readonly alarms: (ids: readonly AlarmId[]) => void;
  readonly closeUser: (user: UserId, code: CloseCode, sessionId?: string) => void;
  readonly closeDevice: (device: DeviceId, code: CloseCode) => void;
  /** A device connected here: its older socket elsewhere is superseded. */
  readonly joined: (device: DeviceId) => void;
}

export function createLive(hub: Hub, local: LocalDelivery, fanOut: FanOut, onError: (error: unknown) => void): Live {
  const tell = (kind: string, payload: string): void => {
    if (fanOut.hasPeers()) fanOut.publish(kind, payload).catch(onError);
  };
  const settle = (work: Promise<void>): void => {
    work.catch(onError);
  };
  return {
    notifyPeers: async (client, stored) => {
      if (!fanOut.hasPeers()) return;
      const ranges = stored.map(({ logKey, seq }) => `${logKey.toString(36)}:${seq.toString(36)}`).join(',');
      await fanOut.publish('chunks', ranges.slice(0, maxNotifyBytes), client);
    },
    chunks: (stored) => {
      for (const { request, seq, receivedAtMs, epoch, rev } of stored) {
        const { space, log, bytes, device } = request;
        settle(local.chunk({ space, log, seq, receivedAtMs, body: bytes, version: { epoch, rev }, author: device }));
      }
    },
    marks: (marks) => {
      for (const mark of marks) settle(local.mark(mark));
      for (const part of packed(marks.map(({ space, device }) => `${space}${device}`))) tell('marks', part);
    },
    ephemeral: (event) => {
      settle(local.ephemeral(event));
      if (fanOut.hasPeers()) for (const part of splitEphemeral(event)) tell('ephemeral', part);
    },
    epoch: (space, version, users) => {
      local.epoch(space, version, users);
      for (const part of packed([...users])) tell('epoch', `${space} ${version.epoch} ${version.rev} ${part}`);
    },
    file: (spaces, file) => {
      for (const space of spaces) settle(local.file(space, file));
      for (const part of packed(spaces)) tell('file', `${file} ${part}`);
    },
    chain: (user, n) => {
      local.chain(user, n);
      tell('chain', `${user} ${n}`);
    },
    organisation: (n) => {
      local.organisation(n);
      tell('organisation', String(n));
    },
    alarms: (ids) => {
      local.alarms(ids);
      for (const part of packed(ids)) tell('alarms', part);
    },
    closeUser: (user, code, sessionId) => {
      hub.closeUser(user, code, sessionId);
      tell('close-user', `${user} ${code} ${sessionId ?? ''}`);
    },
    closeDevice: (device, code) => {
      hub.closeDevice(device, code);
      tell('close-device', `${device} ${code}`);
    },
    joined: (device) => tell('joined', device),
  };
}

/** Comma lists that fit a notification. */
function packed(items: readonly string[]): readonly string[] {
  const size = (items[0]?.length ?? 0) + 1;
  const perPart = Math.max(1, Math.floor((maxNotifyBytes - 120) / size));
  const parts: string[] = [];
  for (let at = 0; at < items.length; at += perPart) parts.push(items.slice(at, at + perPart).join(','));
  return parts;
}
