/**
 * Branded identifiers. On the wire and in maps they are text; inside binary formats their bytes are used.
 * - UserId, UnitId: UUID (version 7 when we make it), lower case.
 * - DeviceId, SpaceId, LogId, AlarmId, FileId, CallId: 16 bytes as 32 lower-case hexadecimal digits.
 * - MessageId, PhraseId: 12 random bytes as 16 base64url characters.
 */
import { type Bytes, base64UrlToBytes, bytesToBase64Url, bytesToHex, hexToBytes } from './bytes.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type UserId = Branded<'UserId'>;
export type UnitId = Branded<'UnitId'>;
export type DeviceId = Branded<'DeviceId'>;
export type SpaceId = Branded<'SpaceId'>;
export type LogId = Branded<'LogId'>;
export type AlarmId = Branded<'AlarmId'>;
export type FileId = Branded<'FileId'>;
export type CallId = Branded<'CallId'>;
export type MessageId = Branded<'MessageId'>;
export type PhraseId = Branded<'PhraseId'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HEX_16 = /^[0-9a-f]{32}$/;
const BASE64URL_12 = /^[A-Za-z0-9_-]{16}$/;

export const isUserId = (value: unknown): value is UserId => typeof value === 'string' && UUID.test(value);
export const isUnitId = (value: unknown): value is UnitId => typeof value === 'string' && UUID.test(value);
const isHex16 = (value: unknown): boolean => typeof value === 'string' && HEX_16.test(value);
export const isDeviceId = (value: unknown): value is DeviceId => isHex16(value);
export const isSpaceId = (value: unknown): value is SpaceId => isHex16(value);
export const isLogId = (value: unknown): value is LogId => isHex16(value);
export const isAlarmId = (value: unknown): value is AlarmId => isHex16(value);
export const isFileId = (value: unknown): value is FileId => isHex16(value);
export const isCallId = (value: unknown): value is CallId => isHex16(value);
const isBase64Url12 = (value: unknown): boolean => typeof value === 'string' && BASE64URL_12.test(value);
export const isMessageId = (value: unknown): value is MessageId => isBase64Url12(value);
export const isPhraseId = (value: unknown): value is PhraseId => isBase64Url12(value);

function hex16(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new Error('an identifier has 16 bytes');
  return bytesToHex(bytes);
}
export const deviceIdFromBytes = (bytes: Uint8Array): DeviceId => hex16(bytes) as DeviceId;
export const spaceIdFromBytes = (bytes: Uint8Array): SpaceId => hex16(bytes) as SpaceId;
export const logIdFromBytes = (bytes: Uint8Array): LogId => hex16(bytes) as LogId;
export const alarmIdFromBytes = (bytes: Uint8Array): AlarmId => hex16(bytes) as AlarmId;
export const fileIdFromBytes = (bytes: Uint8Array): FileId => hex16(bytes) as FileId;
export const callIdFromBytes = (bytes: Uint8Array): CallId => hex16(bytes) as CallId;
export const idToBytes = (id: DeviceId | SpaceId | LogId | AlarmId | FileId | CallId): Bytes => hexToBytes(id);
export const userIdToBytes = (id: UserId): Bytes => hexToBytes(id.replaceAll('-', ''));

function base64Url12(bytes: Uint8Array): string {
  if (bytes.length !== 12) throw new Error('this identifier has 12 bytes');
  return bytesToBase64Url(bytes);
}
export const messageIdFromBytes = (bytes: Uint8Array): MessageId => base64Url12(bytes) as MessageId;
export const phraseIdFromBytes = (bytes: Uint8Array): PhraseId => base64Url12(bytes) as PhraseId;

export const messageIdToBytes = (id: MessageId): Bytes => {
  const bytes = base64UrlToBytes(id);
  if (bytes === undefined) throw new Error('a message id is base64url');
  return bytes;
};
export function userIdFromBytes(bytes: Uint8Array): UserId {
  if (bytes.length !== 16) throw new Error('a user id has 16 bytes');
  const hex = bytesToHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-') as UserId;
}

/** UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 of `random` (10 bytes are used). */
export function uuidV7(nowMs: number, random: Uint8Array): UserId {
  if (random.length < 10) throw new Error('uuidV7 needs 10 random bytes');
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.max(0, Math.floor(nowMs))) << 16n);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return userIdFromBytes(bytes);
}
