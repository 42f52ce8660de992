/**
 * One WebSocket from its upgrade to its end (WIRE-2, WIRE-4, SYNC-1, SYNC-4). Reads frames through one door: kind, size, CBOR, schema; then the
 * handshake, then the device's session. A violation closes with a code of CLOSE_CODES; nothing a socket sends can end more than itself.
 */

import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import type { UserId } from '@sanad/model/ids';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import { maxFrameBytes } from '@sanad/model/wire/limits';
import { UpFrame } from '@sanad/model/wire/up';
import * as v from 'valibot';
import type { RawData, WebSocket } from 'ws';
import type { Queryable } from '../db/database.ts';
import { noteDeviceJoined, noteDeviceSeen } from '../devices/device-sessions.ts';
import { createDeviceSession, type DeviceSessionDeps } from './device-session.ts';
import { encodeFrame } from './frame.ts';
import { createHandshake, type ProvedDevice } from './handshake.ts';
import type { Hub, LiveSocket } from './hub.ts';
import { createIntake, type Rate } from './intake.ts';
import { type Corkable, createOutbox } from './outbox.ts';

const handshakePatienceMs = 10_000;

export interface ConnectionDeps extends DeviceSessionDeps {
  readonly database: Queryable;
  readonly hub: Hub;
  readonly rate: Rate;
  readonly onViolation: (code: number) => void;
  /** It does not stand any more, or its person or device may not be here (AUTH-10). */
  readonly isEnded: (sessionId: string) => Promise<boolean>;
}

export interface Connection {
  /** Something was heard since the last call. */
  readonly wasAlive: () => boolean;
  readonly ping: () => void;
  readonly terminate: () => void;
  readonly close: (code: number) => void;
}

export function openConnection(
  socket: WebSocket,
  stream: Corkable,
  user: UserId,
  sessionId: string,
  deps: ConnectionDeps,
): Connection {
  const outbox = createOutbox(socket, stream);
  const intake = createIntake({ pause: () => socket.pause(), resume: () => socket.resume() }, deps.rate, deps.nowMs);
  const handshake = createHandshake(deps.database, user);
  let isAlive = true;
  let isClosed = false;
  let live: LiveSocket | undefined;
  let deviceKey: number | undefined;
  let session: ReturnType<typeof createDeviceSession> | undefined;
  let shaking: Promise<void> = Promise.resolve();

  const close = (code: number): void => {
    if (isClosed) return;
    isClosed = true;
    outbox.close(code);
  };
  const violate = (code: number): void => {
    if (!isClosed) deps.onViolation(code);
    close(code);
  };
  const join = (proved: ProvedDevice): void => {
    session = createDeviceSession(deps, user, proved, intake, outbox.reply);
    live = { user, device: proved.device, sessionId, deliver: outbox.deliver, close };
    deviceKey = proved.deviceKey;
    deps.hub.add(live);
    deps.live.joined(proved.device);
    const peer = { type: 'peer', senderId: 'server', peerMetadata: {}, selectedProtocolVersion: '1', targetId: proved.device };
    outbox.reply(encodeCbor(peer));
  };
  const shake = async (frame: UpFrame): Promise<void> => {
    if (isClosed) return;
    if (session !== undefined) {
      dispatch(frame, session);
      return;
    }
    const step = await handshake.take(frame);
    if (isClosed) return;
    if (!step.ok) return violate(step.error);
    if (step.value === undefined) return;
    await noteDeviceJoined(deps.database, sessionId, step.value.deviceKey);
    // ADMIN-4: it may have ended since the upgrade, when there was no socket yet that could be closed.
    if (await deps.isEnded(sessionId)) return violate(CLOSE_CODES.unauthenticated);
    if (!isClosed) join(step.value);
  };
  const dispatch = (frame: UpFrame, to: NonNullable<typeof session>): void => {
    const code = to(frame);
    if (code !== undefined) violate(code);
  };

  socket.on('message', (data, isBinary) => {
    isAlive = true;
    if (isClosed) return;
    intake.count();
    const bytes = isBinary ? toBytes(data) : undefined;
    if (bytes === undefined) return violate(CLOSE_CODES.malformed);
    const decoded = decodeCbor(bytes, maxFrameBytes);
    if (!decoded.ok) return violate(decoded.error.type === 'too-large' ? CLOSE_CODES.tooLarge : CLOSE_CODES.malformed);
    const frame = v.safeParse(UpFrame, decoded.value);
    if (!frame.success) return violate(CLOSE_CODES.malformed);
    if (session !== undefined) return dispatch(frame.output, session);
    shaking = shaking
      .then(() => shake(frame.output))
      .catch((error: unknown) => {
        deps.onError(error);
        close(CLOSE_CODES.overloaded); // Postgres is away: come back later
      });
    return undefined;
  });
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('error', () => violate(CLOSE_CODES.malformed)); // a frame that is no WebSocket frame; ws closes by itself
  const patience = setTimeout(() => {
    if (session === undefined) violate(CLOSE_CODES.unauthenticated);
  }, handshakePatienceMs);
  patience.unref();
  socket.on('close', () => {
    isClosed = true;
    clearTimeout(patience);
    intake.stop();
    if (live !== undefined) deps.hub.remove(live);
    if (deviceKey !== undefined) noteDeviceSeen(deps.database, deviceKey).catch(deps.onError);
  });
  outbox.reply(encodeFrame({ type: 'challenge', nonce: handshake.nonce, serverTimeMs: deps.nowMs() }));
  return {
    wasAlive: () => {
      const was = isAlive;
      isAlive = false;
      return was;
    },
    ping: () => socket.ping(),
    terminate: () => socket.terminate(),
    close,
  };
}

/** `ws` gives one Buffer unless told otherwise. */
const toBytes = (data: RawData): Uint8Array | undefined => (data instanceof Uint8Array ? data : undefined);
