/** Schema pieces that every message shares. Bytes are byte strings in CBOR and base64url in signed JSON bodies. */
import * as v from 'valibot';
import { base64UrlToBytes } from '../bytes.ts';
import {
  type AlarmId,
  type CallId,
  type DeviceId,
  type FileId,
  isAlarmId,
  isCallId,
  isDeviceId,
  isFileId,
  isLogId,
  isMessageId,
  isSpaceId,
  isUnitId,
  isUserId,
  type LogId,
  type MessageId,
  type SpaceId,
  type UnitId,
  type UserId,
} from '../ids.ts';
import { hasUnseen } from '../unseen.ts';

export const userIdField = v.custom<UserId>(isUserId);
export const unitIdField = v.custom<UnitId>(isUnitId);
export const deviceIdField = v.custom<DeviceId>(isDeviceId);
export const spaceIdField = v.custom<SpaceId>(isSpaceId);
export const logIdField = v.custom<LogId>(isLogId);
export const alarmIdField = v.custom<AlarmId>(isAlarmId);
export const fileIdField = v.custom<FileId>(isFileId);
export const callIdField = v.custom<CallId>(isCallId);
export const messageIdField = v.custom<MessageId>(isMessageId);

/** 0 … 2^53 − 1: sequence numbers, counters, milliseconds. */
export const countField = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const generationField = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

export const bytesField = (max: number) => v.custom<Uint8Array>((value) => isBytes(value) && value.length <= max);
export const exactBytesField = (length: number) => v.custom<Uint8Array>((value) => isBytes(value) && value.length === length);

const base64Bytes = (max: number, fits: (length: number) => boolean) =>
  v.pipe(
    v.string(),
    v.maxLength(Math.ceil((max * 4) / 3)),
    v.rawTransform<string, Uint8Array>(({ dataset, addIssue, NEVER }) => {
      const bytes = base64UrlToBytes(dataset.value);
      if (bytes !== undefined && fits(bytes.length)) return bytes;
      addIssue({ message: 'bytes' });
      return NEVER;
    }),
  );
/** base64url text of exactly `length` bytes, as bytes. */
export const base64Field = (length: number) => base64Bytes(length, (found) => found === length);
/** base64url text of at most `max` bytes, as bytes. */
export const base64UpTo = (max: number) => base64Bytes(max, (found) => found <= max);

export const hashBytes = 32;
export const zeroHash: Uint8Array = new Uint8Array(hashBytes);

/** Text of one line that people typed: trimmed, without what cannot be seen. */
export const lineField = (max: number) =>
  v.pipe(
    v.string(),
    v.maxLength(max * 2),
    v.transform((text) => text.normalize('NFC').trim()),
    v.maxLength(max),
    v.check((text) => !hasUnseen(text)),
  );
export const nameField = v.pipe(lineField(120), v.minLength(1));
