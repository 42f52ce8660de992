/** The table: one row per budget, floors beside it, target and verdict. A missed target is said, never left out. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly floors?: readonly (number | undefined)[];
  readonly value: number | undefined;
  readonly target?: { readonly text: string; readonly isMet: boolean };
  readonly note?: string;
}

const floorNames = ['F1', 'F2', 'F3'];
const headings = ['', 'unit', ...floorNames, 'SANAD', 'target', ''];

export function formatNumber(value: number | undefined): string {
  if (value === undefined) return '';
  if (Number.isNaN(value)) return '?';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const verdict = ({ target }: Row): string => (target === undefined ? '' : target.isMet ? 'ok' : 'MISSED');

const cells = (row: Row): readonly string[] => [
  row.what,
  row.unit,
  ...floorNames.map((_, i) => formatNumber(row.floors?.[i])),
  formatNumber(row.value),
  row.target?.text ?? '',
  verdict(row),
];

/** Markdown, aligned: reads the same in a terminal and in docs. */
export function formatTable(rows: readonly Row[]): string {
  const lines = [headings, ...rows.map(cells)];
  const widths = headings.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const isText = (column: number): boolean => column < 2 || column > 5;
  const format = (line: readonly string[]): string => {
    const padded = line.map((cell, i) => (isText(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
    return `| ${padded.join(' | ')} |`;
  };
  const rule = `|${widths.map((width, i) => (isText(i) ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  const [head = [], ...body] = lines;
  const notes = rows.flatMap(({ what, note }) => (note === undefined ? [] : [`- ${what}: ${note}`]));
  return [format(head), rule, ...body.map(format), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? Number.NaN, sorted[middle] ?? Number.NaN];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
};

export const atLeast = (value: number, least: number, text: string) => ({
  text: `≥ ${formatNumber(least)} (${text})`,
  isMet: value >= least,
});
export const atMost = (value: number, most: number, text = '') => ({
  text: text === '' ? `≤ ${formatNumber(most)}` : `≤ ${formatNumber(most)} (${text})`,
  isMet: value <= most,
});
