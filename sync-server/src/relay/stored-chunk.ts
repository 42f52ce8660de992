/**
 * How a chunk lies in the table (LOG-15): without its log id, which the row's `log` stands for. Sixteen bytes of some five hundred, which
 * is one more chunk on a page. What goes out is byte for byte what came in.
 */
import { concat } from '@sanad/model/bytes';
import { idToBytes, type LogId } from '@sanad/model/ids';

const idStart = 3;
const idEnd = 19;

export const chunkToStored = (bytes: Uint8Array): readonly [Uint8Array, Uint8Array] => [
  bytes.subarray(0, idStart),
  bytes.subarray(idEnd),
];

export const storedToChunk = (log: LogId, stored: Uint8Array): Uint8Array =>
  concat(stored.subarray(0, idStart), idToBytes(log), stored.subarray(idStart));
