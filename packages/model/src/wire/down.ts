/** Frames from the relay to a device (WIRE-5). Devices parse them too: the relay is not trusted. */
import * as v from 'valibot';
import { AlarmState } from './alarm.ts';
import {
  bytesField,
  countField,
  deviceIdField,
  exactBytesField,
  fileIdField,
  generationField,
  hashBytes,
  logIdField,
  spaceIdField,
  userIdField,
} from './fields.ts';
import { maxEphemeralBytes, maxInlineChunkBytes, maxMarkBytes } from './limits.ts';
import { proveNonceBytes } from './up.ts';

const envelope = { senderId: v.literal('server'), targetId: v.optional(v.string()) };
const ref = countField;

export const Challenge = v.object({
  ...envelope,
  type: v.literal('challenge'),
  nonce: exactBytesField(proveNonceBytes),
  serverTimeMs: countField,
});
/** Durable: committed at `seq`; `head` is the log's rolling hash at `seq`. */
export const Appended = v.object({
  ...envelope,
  type: v.literal('appended'),
  ref,
  log: logIdField,
  seq: countField,
  head: exactBytesField(hashBytes),
});
/** LOG-4: sealed under an old epoch, or not the next chunk of this device. Nothing was stored. */
export const Conflict = v.object({
  ...envelope,
  type: v.literal('conflict'),
  ref,
  log: logIdField,
  epoch: v.optional(generationField),
  n: v.optional(countField),
});
/** Nothing was stored; `code` is one of error-code.ts (readers accept codes they do not know). */
export const Refused = v.object({ ...envelope, type: v.literal('refused'), ref, code: v.pipe(v.string(), v.maxLength(64)) });
/** LOG-6: a chunk of a log in one of my spaces. Without `body` it is a poke: pull. */
export const LiveChunk = v.object({
  ...envelope,
  type: v.literal('chunk'),
  space: spaceIdField,
  log: logIdField,
  seq: countField,
  receivedAtMs: countField,
  body: v.optional(bytesField(maxInlineChunkBytes)),
});
export const EpochChanged = v.object({
  ...envelope,
  type: v.literal('epoch'),
  space: spaceIdField,
  epoch: generationField,
  rev: generationField,
});
export const ChainChanged = v.object({ ...envelope, type: v.literal('chain'), user: userIdField, n: countField });
export const OrganisationChanged = v.object({ ...envelope, type: v.literal('organisation'), n: countField });
export const MarkChanged = v.object({
  ...envelope,
  type: v.literal('mark'),
  space: spaceIdField,
  user: userIdField,
  device: deviceIdField,
  mark: bytesField(maxMarkBytes),
});
export const MarkSet = v.object({ ...envelope, type: v.literal('mark-set'), ref });
export const EphemeralReceived = v.object({
  ...envelope,
  type: v.literal('ephemeral'),
  space: spaceIdField,
  device: deviceIdField,
  data: bytesField(maxEphemeralBytes),
});
/** ALARM-7: something happened to an alarm that concerns me. */
export const AlarmChanged = v.object({ ...envelope, type: v.literal('alarm'), alarm: AlarmState });
/** FILE-6: all of its bytes are there. */
export const FileStored = v.object({ ...envelope, type: v.literal('file'), space: spaceIdField, file: fileIdField });
export const Pong = v.object({ ...envelope, type: v.literal('pong'), ref, serverTimeMs: countField });

export const DownFrame = v.variant('type', [
  Challenge,
  Appended,
  Conflict,
  Refused,
  LiveChunk,
  EpochChanged,
  ChainChanged,
  OrganisationChanged,
  MarkChanged,
  MarkSet,
  EphemeralReceived,
  AlarmChanged,
  FileStored,
  Pong,
]);
export type DownFrame = v.InferOutput<typeof DownFrame>;
type WithoutEnvelope<Frame> = Frame extends unknown ? Omit<Frame, 'senderId' | 'targetId'> : never;
export type DownMessage = WithoutEnvelope<DownFrame>;
