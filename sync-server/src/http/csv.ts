/** Rows as CSV (RFC 4180), safe for whoever opens them in a table program: no cell is taken for a formula. */
import { guardInside, quoted } from '@sanad/model/wire/csv';

/** A cell that begins like a formula gets an apostrophe in front, which programs show as text; `scripts/verify-audit.mjs` takes it off. */
const startsFormula = /^['=+\-@＝＋－＠\t\r\n]/;

function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  return quoted((startsFormula.test(value) ? "'" : '') + guardInside(value));
}

export const csvLine = (cells: readonly (string | number | undefined)[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** Says to table programs that it is UTF-8. */
export const csvStart = '\ufeff';

export const csvHeaders = (name: string): Record<string, string> => ({
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': `attachment; filename="${name}"`,
  'cache-control': 'no-store',
});
