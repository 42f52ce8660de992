/**
 * The handshake of a socket (SYNC-1, SYNC-13): the relay sends a nonce at once; the device proves its key over it; only then is its `join`
 * (which the stock adapter sends first) answered with `peer`. Until then nothing else is heard.
 */
import { type KeyObject, randomBytes } from 'node:crypto';
import type { DeviceId, UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import { proveInput, proveNonceBytes, type UpFrame } from '@sanad/model/wire/up';
import type { Queryable } from '../db/database.ts';
import { ed25519Key, verifySignature } from '../devices/signature.ts';
import { findDevice } from '../devices/user-chain-store.ts';
import type { CloseCode } from './live.ts';

export interface ProvedDevice {
  readonly device: DeviceId;
  readonly deviceKey: number;
  readonly verifyKey: KeyObject;
}
export interface Handshake {
  readonly nonce: Uint8Array;
  /** `undefined`: more frames are needed. A failure is the code to close with. Frames are to be given one after the other. */
  readonly take: (frame: UpFrame) => Promise<Result<ProvedDevice | undefined, CloseCode>>;
}

const automergeRepoProtocol = '1';

export function createHandshake(database: Queryable, user: UserId): Handshake {
  const nonce = new Uint8Array(randomBytes(proveNonceBytes));
  let proved: ProvedDevice | undefined;
  let joined: DeviceId | undefined;

  const finish = (): Result<ProvedDevice | undefined, CloseCode> => {
    if (proved === undefined || joined === undefined) return ok(undefined);
    // SYNC-1: nobody joins under another name than the one proved.
    return proved.device === joined ? ok(proved) : err(CLOSE_CODES.forbidden);
  };
  return {
    nonce,
    take: async (frame) => {
      if (frame.type === 'join') {
        if (!frame.supportedProtocolVersions.includes(automergeRepoProtocol)) return err(CLOSE_CODES.malformed);
        joined = frame.senderId;
        return finish();
      }
      if (frame.type !== 'prove' || proved !== undefined) return err(CLOSE_CODES.unauthenticated);
      const device = await findDevice(database, frame.senderId);
      if (device === undefined || device.user !== user || device.revokedN !== null) return err(CLOSE_CODES.forbidden);
      const verifyKey = ed25519Key(device.sig);
      if (!(await verifySignature(verifyKey, proveInput(nonce, frame.senderId), frame.sig)))
        return err(CLOSE_CODES.unauthenticated);
      proved = { device: frame.senderId, deviceKey: device.key, verifyKey };
      return finish();
    },
  };
}
