/** Tables that leave as a file for a spreadsheet (RFC 4180). */

/** What a spreadsheet would take for a formula is text by an apostrophe before it. */
const FORMULA = /^[=+\-@\t\r]/;
export const guardCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** With the mark by which spreadsheets know UTF-8. */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${rows.map((cells) => cells.map((cell) => quoted(typeof cell === 'number' ? String(cell) : guardCell(cell))).join(',')).join('\r\n')}\r\n`;
