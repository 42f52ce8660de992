/** Expected failures of the relay's operations: a code of wire/error-code.ts and what a client needs to go on (WIRE-3). */
import { ERROR_CODES, type ErrorCode } from '@sanad/model/wire/error-code';
import type { ErrorBody } from '@sanad/model/wire/http';

export interface Refusal extends Omit<ErrorBody, 'code'> {
  readonly type: ErrorCode;
}
export const refusal = (type: ErrorCode, details: Omit<ErrorBody, 'code'> = {}): Refusal => ({ type, ...details });

export const refusalStatus = (code: ErrorCode): number => ERROR_CODES[code].status;

export function refusalBody({ type, ...details }: Refusal): ErrorBody {
  return { code: type, ...details };
}
