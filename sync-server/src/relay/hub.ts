/**
 * The sockets of this process, by user and by device (SYNC-2). One socket per device: the newest wins. Knows nothing of Postgres.
 */
import type { DeviceId, UserId } from '@sanad/model/ids';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import type { OutFrame } from './frame.ts';

export interface LiveSocket {
  readonly user: UserId;
  readonly device: DeviceId;
  /** The session whose cookie opened it. */
  readonly sessionId: string;
  /** Never blocks and never throws; a slow reader gets less, a hopeless one is closed. */
  readonly deliver: (frame: OutFrame) => void;
  readonly close: (code: number) => void;
}

/** What goes on in somebody's name beside her sockets: the bytes of a file (FILE-6). It ends when these are closed to her. */
export interface Transfer {
  readonly user: UserId;
  /** `undefined`: this session has not proved a device. */
  readonly device: DeviceId | undefined;
  readonly sessionId: string;
  readonly end: () => void;
  /** Spaces of hers changed: it ends when she may not go on. */
  readonly review: () => void;
}

export interface Hub {
  readonly size: () => number;
  readonly users: () => ReadonlySet<UserId>;
  readonly devices: () => readonly DeviceId[];
  /** Sessions that hold a socket open, or bring or fetch a file. */
  readonly sessions: () => ReadonlySet<string>;
  readonly closeSessions: (sessions: ReadonlySet<string>, code: number) => void;
  readonly add: (socket: LiveSocket) => void;
  readonly remove: (socket: LiveSocket) => void;
  /** Until the returned function is called. */
  readonly follow: (transfer: Transfer) => () => void;
  readonly toUsers: (users: Iterable<UserId>, frame: OutFrame, except?: DeviceId, only?: ReadonlySet<DeviceId>) => void;
  readonly toAll: (frame: OutFrame) => void;
  /** The members of a space changed, and these are concerned. */
  readonly reviewTransfers: (users: Iterable<UserId>) => void;
  /** All of a user's sockets, or those that one session opened. */
  readonly closeUser: (user: UserId, code: number, sessionId?: string) => void;
  readonly closeDevice: (device: DeviceId, code: number) => void;
  readonly closeAll: (code: number) => void;
}

export function createHub(): Hub {
  const byUser = new Map<UserId, Set<LiveSocket>>();
  const byDevice = new Map<DeviceId, LiveSocket>();

  const remove = (socket: LiveSocket): void => {
    if (byDevice.get(socket.device) === socket) byDevice.delete(socket.device);
    const sockets = byUser.get(socket.user);
    sockets?.delete(socket);
    if (sockets?.size === 0) byUser.delete(socket.user);
  };
  const transfers = new Set<Transfer>();
  const endTransfers = (isMeant: (transfer: Transfer) => boolean): void => {
    for (const transfer of [...transfers]) if (isMeant(transfer)) transfer.end();
  };
  const closeDevice = (device: DeviceId, code: number): void => {
    // A newer socket of the same device takes nothing from it.
    if (code !== CLOSE_CODES.superseded) endTransfers((transfer) => transfer.device === device);
    const socket = byDevice.get(device);
    if (socket === undefined) return;
    remove(socket);
    socket.close(code);
  };
  return {
    size: () => byDevice.size,
    users: () => new Set(byUser.keys()),
    devices: () => [...byDevice.keys()],
    sessions: () => new Set([...byDevice.values(), ...transfers].map(({ sessionId }) => sessionId)),
    closeSessions: (sessions, code) => {
      endTransfers(({ sessionId }) => sessions.has(sessionId));
      for (const { device, sessionId } of [...byDevice.values()]) if (sessions.has(sessionId)) closeDevice(device, code);
    },
    add: (socket) => {
      closeDevice(socket.device, CLOSE_CODES.superseded);
      byDevice.set(socket.device, socket);
      const sockets = byUser.get(socket.user) ?? new Set();
      byUser.set(socket.user, sockets.add(socket));
    },
    remove,
    follow: (transfer) => {
      transfers.add(transfer);
      return () => void transfers.delete(transfer);
    },
    reviewTransfers: (users) => {
      const concerned = new Set(users);
      for (const transfer of [...transfers]) if (concerned.has(transfer.user)) transfer.review();
    },
    toUsers: (users, frame, except, only) => {
      for (const user of users) {
        for (const socket of byUser.get(user) ?? []) {
          if (socket.device !== except && (only === undefined || only.has(socket.device))) socket.deliver(frame);
        }
      }
    },
    toAll: (frame) => {
      for (const socket of byDevice.values()) socket.deliver(frame);
    },
    closeUser: (user, code, sessionId) => {
      endTransfers((transfer) => transfer.user === user && (sessionId === undefined || transfer.sessionId === sessionId));
      for (const socket of [...(byUser.get(user) ?? [])]) {
        if (sessionId === undefined || socket.sessionId === sessionId) closeDevice(socket.device, code);
      }
    },
    closeDevice,
    closeAll: (code) => {
      for (const device of [...byDevice.keys()]) closeDevice(device, code);
    },
  };
}
