/** What may be handed to whoever helps (DIAG-1): counts, positions and states. No name, no address, no word, no id of a person or a space. */
import { OLDEST_SUPPORTED_VERSION, PROTOCOL_VERSION } from '../wire/protocol-version.ts';
import type { Diagnostics } from './diagnostics.ts';

export interface DeviceReport {
  readonly protocol: number;
  readonly oldestProtocol: number;
  readonly role: string;
  readonly status: string;
  readonly hasDevice: boolean;
  readonly sessionExpired: boolean;
  readonly stopped: string | undefined;
  /** How many spaces of each kind, and how many of them wait to be accepted. */
  readonly spaces: Readonly<Record<string, number>>;
  readonly unaccepted: number;
  readonly logs: number;
  /** All sequence numbers up to which logs are applied, added up. */
  readonly applied: number;
  /** Why logs were stopped (SYNC-12), each with how often. */
  readonly stoppedLogs: Readonly<Record<string, number>>;
  readonly pending: number;
  readonly lost: number;
  readonly clockOffsetMs: number;
  readonly levelAtMs: number;
}

export function reportOf(known: Diagnostics): DeviceReport {
  const { account, spaces, logs, pending, lost, clockOffsetMs, headsSinceMs } = known;
  return {
    protocol: PROTOCOL_VERSION,
    oldestProtocol: OLDEST_SUPPORTED_VERSION,
    role: account.role,
    status: account.status,
    hasDevice: account.device !== undefined,
    sessionExpired: account.sessionExpired,
    stopped: account.stopped,
    spaces: countBy(spaces.map(({ kind }) => kind)),
    unaccepted: spaces.filter(({ accepted }) => !accepted).length,
    logs: logs.length,
    applied: logs.reduce((sum, { cursor }) => sum + cursor, 0),
    stoppedLogs: countBy(logs.flatMap(({ stopped }) => stopped ?? [])),
    pending,
    lost: lost.length,
    clockOffsetMs: Math.round(clockOffsetMs),
    levelAtMs: headsSinceMs,
  };
}

function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
