import fc from 'fast-check';
import { deviceIdFromBytes, logIdFromBytes, messageIdFromBytes, spaceIdFromBytes, userIdFromBytes } from '../../src/ids.ts';

export const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
export const bytesUpTo = (maxLength: number) => fc.uint8Array({ maxLength });
export const deviceId = bytes(16).map(deviceIdFromBytes);
export const spaceId = bytes(16).map(spaceIdFromBytes);
export const logId = bytes(16).map(logIdFromBytes);
export const messageId = bytes(12).map(messageIdFromBytes);
export const userId = bytes(16).map(userIdFromBytes);
export const count = fc.maxSafeNat();
export const timeMs = fc.integer({ min: 0, max: 4_102_444_800_000 });
