/** Tables that leave as a file for a spreadsheet (RFC 4180). */

/** What a spreadsheet would take for a formula; also as it is typed in wide letters. */
const FORMULA = /^[=+\-@＝＋－＠\t\r]/;
/** Where decimals have a comma, a spreadsheet parts cells by semicolons, and knows no quotes but at the beginning of one. */
const INSIDE = /[;\t\r\n][\s"']*(?=[=+\-@＝＋－＠])/g;

/** Text in every cell that a spreadsheet could make of it but the first. */
export const guardInside = (text: string): string => text.replace(INSIDE, "$&'");
/** It is text by an apostrophe before it. */
export const guardCell = (text: string): string => (FORMULA.test(text) ? "'" : '') + guardInside(text);

export const quoted = (text: string): string => (/[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** With the mark by which spreadsheets know UTF-8. */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${rows.map((cells) => cells.map((cell) => quoted(typeof cell === 'number' ? String(cell) : guardCell(cell))).join(',')).join('\r\n')}\r\n`;
