/**
 * Frames from a device to the relay on `/sync` (WIRE-4). Framing is automerge-repo's: CBOR maps with `type`, `senderId`, `targetId`.
 * The handshake (SYNC-1): the relay sends `challenge`; the device answers `prove`; only then is its `join` answered with `peer`.
 */
import * as v from 'valibot';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type DeviceId, idToBytes } from '../ids.ts';
import { Notice } from './alarm.ts';
import { bytesField, countField, deviceIdField, exactBytesField, fileIdField, logIdField, spaceIdField } from './fields.ts';
import { maxChunkBytes, maxEphemeralBytes, maxFilesPerAppend, maxMarkBytes, maxNoticesPerAppend } from './limits.ts';

/** What every frame of ours carries; the adapter adds them. */
const envelope = { senderId: deviceIdField, targetId: v.literal('server') };
/** Chosen by the device; comes back in the answer. */
const ref = countField;

export const Prove = v.strictObject({ ...envelope, type: v.literal('prove'), sig: exactBytesField(64) });
export const Join = v.object({
  type: v.literal('join'),
  senderId: deviceIdField,
  supportedProtocolVersions: v.pipe(v.array(v.string()), v.maxLength(8)),
});
export const Append = v.strictObject({
  ...envelope,
  type: v.literal('append'),
  ref,
  space: spaceIdField,
  log: logIdField,
  chunk: bytesField(maxChunkBytes),
  /** NOTICE-1: what the relay is told beside who, when and how much. Absent: nobody is woken for it. */
  notices: v.optional(v.pipe(v.array(Notice), v.maxLength(maxNoticesPerAppend))),
  /** FILE-5: what its messages carry. Each was reserved before; otherwise `file/unknown`, and nothing is stored. */
  files: v.optional(v.pipe(v.array(fileIdField), v.maxLength(maxFilesPerAppend))),
});
/** MARK-1: the newest value of a sealed register; the relay keeps one per (space, device). */
export const SetMark = v.strictObject({
  ...envelope,
  type: v.literal('mark'),
  ref,
  space: spaceIdField,
  mark: bytesField(maxMarkBytes),
});
/** WIRE-6: relayed to the members' sockets, never stored. `to` narrows it to some devices. */
export const SendEphemeral = v.strictObject({
  ...envelope,
  type: v.literal('ephemeral'),
  space: spaceIdField,
  to: v.optional(v.pipe(v.array(deviceIdField), v.maxLength(64))),
  data: bytesField(maxEphemeralBytes),
});
export const Ping = v.strictObject({ ...envelope, type: v.literal('ping'), ref });

export const UpFrame = v.variant('type', [Prove, Join, Append, SetMark, SendEphemeral, Ping]);
export type UpFrame = v.InferOutput<typeof UpFrame>;

/** What a device signs to prove possession of its key (SYNC-1). */
export const proveInput = (nonce: Uint8Array, device: DeviceId): Bytes =>
  concat(utf8('sanad/prove/v1\0'), nonce, idToBytes(device));
export const proveNonceBytes = 32;
