/**
 * Bars on a canvas by uPlot (USAGE-7): several rows side by side, told apart by their pattern and not by colour alone. Colours are the page's own,
 * read when it draws. In a page from right to left the first bar stands on the right.
 */
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export const PATTERNS = ['solid', 'hatched', 'dotted'] as const;
export type Pattern = (typeof PATTERNS)[number];

export interface BarRow {
  readonly pattern: Pattern;
  /** Undefined: it is not told. */
  readonly values: readonly (number | undefined)[];
}
export interface BarChart {
  readonly labels: readonly string[];
  readonly rows: readonly BarRow[];
  readonly isFromRight: boolean;
  readonly format: (value: number) => string;
}
const heightPx = 220;
const groupPart = 0.76;
const widestLabelPx = 46;

/** Draws into `box`; what it returns takes it away again. */
export function drawChart(box: HTMLElement, { labels, rows, isFromRight, format }: BarChart): () => void {
  const shown = isFromRight ? [...labels].reverse() : labels;
  const order = <T>(values: readonly T[]): readonly T[] => (isFromRight ? [...values].reverse() : values);
  const bars = order(rows);
  const colour = (name: string) => getComputedStyle(box).getPropertyValue(name).trim();
  const barWidth = groupPart / Math.max(1, bars.length);
  const count = shown.length;
  const left = (row: number) => Array.from({ length: count }, (_, at) => at - groupPart / 2 + row * barWidth);
  const font = `12px ${getComputedStyle(box).fontFamily}`;
  const grid = { stroke: colour('--line'), width: 1 };
  const ticks = { show: false };

  const chart = new UPlot(
    {
      width: Math.max(200, box.clientWidth),
      height: heightPx,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [-0.5, count - 0.5] },
        y: { range: (_, _min, max) => [0, Math.max(5, max * 1.08)] },
      },
      axes: [
        {
          font,
          ticks,
          grid: { show: false },
          size: 30,
          stroke: colour('--text-2'),
          splits: (self) => {
            const step = Math.max(1, Math.ceil((count * widestLabelPx) / Math.max(1, self.width)));
            return Array.from({ length: count }, (_, at) => at).filter((at) => (isFromRight ? count - 1 - at : at) % step === 0);
          },
          values: (_, splits) => splits.map((at) => shown[at] ?? ''),
        },
        {
          font,
          ticks,
          grid,
          side: isFromRight ? 1 : 3,
          size: 56,
          stroke: colour('--text-2'),
          values: (_, splits) => splits.map((value) => (Number.isInteger(value) ? format(value) : '')),
        },
      ],
      series: [
        {},
        ...bars.map(({ pattern }, at) => ({
          stroke: colour('--accent'),
          width: pattern === 'solid' ? 0 : 1.5,
          fill: (self: UPlot) => fillOf(self.ctx, pattern, colour('--accent'), colour('--surface')),
          points: { show: false },
          paths: UPlot.paths.bars?.({
            radius: 0.12,
            disp: {
              x0: { unit: 1, values: () => left(at) },
              size: { unit: 1, values: () => Array.from({ length: count }, () => barWidth) },
            },
          }),
        })),
      ],
    } as UPlot.Options,
    [
      Array.from({ length: count }, (_, at) => at),
      ...bars.map(({ values }) => order(values).map((value) => value ?? null)),
    ] as unknown as UPlot.AlignedData,
    box,
  );
  const resized = new ResizeObserver(() => chart.setSize({ width: Math.max(200, box.clientWidth), height: heightPx }));
  resized.observe(box);
  return () => {
    resized.disconnect();
    chart.destroy();
  };
}

/** Ink on paper: full, strokes or points. */
function fillOf(context: CanvasRenderingContext2D, pattern: Pattern, ink: string, paper: string): string | CanvasPattern {
  if (pattern === 'solid') return ink;
  const side = 8 * Math.max(1, Math.round(devicePixelRatio));
  const tile = document.createElement('canvas');
  tile.width = side;
  tile.height = side;
  const drawn = tile.getContext('2d');
  if (drawn === null) return ink;
  drawn.fillStyle = paper;
  drawn.fillRect(0, 0, side, side);
  drawn.fillStyle = ink;
  drawn.strokeStyle = ink;
  if (pattern === 'dotted') {
    drawn.beginPath();
    drawn.arc(side / 2, side / 2, side / 5, 0, 2 * Math.PI);
    drawn.fill();
  } else {
    drawn.lineWidth = side / 5;
    drawn.beginPath();
    for (const shift of [-side, 0, side]) {
      drawn.moveTo(shift, side);
      drawn.lineTo(shift + side, 0);
    }
    drawn.stroke();
  }
  return context.createPattern(tile, 'repeat') ?? ink;
}
