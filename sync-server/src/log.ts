/**
 * Logging by allow-list (HTTP-9): an event is a fixed word with counts, sizes, durations and codes. Anything else is dropped here, so
 * that a careless call cannot put content, names, tokens, keys, SQL parameters or whole frames into a log.
 */
import { type DestinationStream, pino } from 'pino';
import type { LogLevel } from './config.ts';

/** The only fields that reach a log line. `kind` and `code` are words of our own, never input. */
export interface LogFields {
  readonly code?: string;
  readonly kind?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly count?: number;
  readonly bytes?: number;
  readonly ms?: number;
  readonly port?: number;
  readonly pid?: number;
  /** First 8 characters of an identifier. */
  readonly device?: string;
  readonly user?: string;
}
type Writable = Exclude<LogLevel, 'silent'>;
export type Log = (level: Writable, event: string, fields?: LogFields) => void;

const NUMBERS = ['status', 'count', 'bytes', 'ms', 'port', 'pid'] as const;
const WORDS = ['code', 'kind', 'method', 'route'] as const;
const IDENTIFIERS = ['device', 'user'] as const;
const WORD = /^[A-Za-z0-9_./:*-]{1,64}$/;

/** Keeps what may be logged; everything else is left out, whatever the caller's types said. */
export function allowedFields(fields: LogFields): Record<string, string | number> {
  const out: Record<string, string | number> = {};
  for (const name of NUMBERS) {
    const value = fields[name];
    if (typeof value === 'number' && Number.isFinite(value)) out[name] = Math.round(value * 100) / 100;
  }
  for (const name of WORDS) {
    const value = fields[name];
    if (typeof value === 'string' && WORD.test(value)) out[name] = value;
  }
  for (const name of IDENTIFIERS) {
    const value = fields[name];
    if (typeof value === 'string' && /^[0-9a-f-]{8,36}$/.test(value)) out[name] = value.slice(0, 8);
  }
  return out;
}

export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` };
  // Standard output is for people (main.ts); logs go to standard error.
  const logger = pino(options, destination ?? pino.destination(2));
  return (at, event, fields = {}) => {
    logger[at](allowedFields(fields), event);
  };
}

/** What may be told of a thrown value: its class and a code, never its message (messages quote input). */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { kind: error.name, ...code };
}
