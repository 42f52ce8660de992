/** Statements as rows: the exact bytes that were signed, and nothing re-encoded. */
import type { Statement } from '@sanad/model/wire/statement';

export interface StatementRow {
  readonly body: Uint8Array;
  readonly sig: Uint8Array;
  readonly co_sig: Uint8Array | null;
}

export const rowToStatement = ({ body, sig, co_sig }: StatementRow): Statement =>
  co_sig === null ? { body, sig } : { body, sig, coSig: co_sig };

export const statementValues = ({ body, sig, coSig }: Statement): readonly [Uint8Array, Uint8Array, Uint8Array | null] => [
  body,
  sig,
  coSig ?? null,
];
