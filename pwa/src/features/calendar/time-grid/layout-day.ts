/**
 * Where events stand beside one another in the column of a day. What happens at the same time has columns of its own; a long shift is the ground on
 * which the rest of its day stands, as long as its title stays readable. Minutes of the day. Pure.
 */

export interface Laid {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  /** May be ground: a shift. */
  readonly isShift: boolean;
}
export interface Place {
  /** Of the width of the column: 0 … 1. */
  readonly start: number;
  readonly width: number;
  /** What lies on ground is above it. */
  readonly isAbove: boolean;
}

/** A shorter one than this is rather something that happens in somebody's duty than the ground of a day. */
const groundMinutes = 180;
/** Room for the title of a shift before something else lies on it. */
const titleMinutes = 45;
/** What stays to be seen of the ground. */
const groundInset = 0.14;

/** `least`: how long the shortest one is on the screen, so that none lies under another. */
export function layoutDay(items: readonly Laid[], least: number): ReadonlyMap<string, Place> {
  const all = [...items].sort(byTime);
  const ground = groundOf(all);
  const rest = all.filter((item) => !ground.includes(item));
  const places = new Map<string, Place>();
  for (const [item, place] of inColumns(ground, least)) places.set(item.key, { ...place, isAbove: false });
  const onGround = rest.filter((item) => ground.some((one) => touches(one, item, least)));
  // Of one cluster all stand on the ground or none: their columns are of the same width.
  for (const cluster of clusters(rest, least)) {
    const isAbove = cluster.some((item) => onGround.includes(item));
    const [at, room] = isAbove ? [groundInset, 1 - groundInset] : [0, 1];
    for (const [item, { start, width }] of inColumns(cluster, least))
      places.set(item.key, { start: at + start * room, width: width * room, isAbove });
  }
  return places;
}

const byTime = (a: Laid, b: Laid): number => a.from - b.from || b.to - a.to || (a.key < b.key ? -1 : 1);
const endOf = ({ from, to }: Laid, least: number): number => Math.max(to, from + least);
const touches = (a: Laid, b: Laid, least: number): boolean => a.from < endOf(b, least) && b.from < endOf(a, least);

/** Long shifts, unless something begins where their title stands. */
function groundOf(all: readonly Laid[]): readonly Laid[] {
  const long = all.filter(({ isShift, from, to }) => isShift && to - from >= groundMinutes);
  return long.filter((shift) =>
    all.every((item) => long.includes(item) || item.from >= shift.from + titleMinutes || item.to <= shift.from),
  );
}

function clusters(items: readonly Laid[], least: number): readonly (readonly Laid[])[] {
  const out: Laid[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const open = out.at(-1);
    if (open === undefined || item.from >= until) out.push([item]);
    else open.push(item);
    until = Math.max(item.from >= until ? Number.NEGATIVE_INFINITY : until, endOf(item, least));
  }
  return out;
}

/** The first column that is free; then as wide as the columns beside it are free. */
function inColumns(items: readonly Laid[], least: number): readonly (readonly [Laid, Pick<Place, 'start' | 'width'>])[] {
  return clusters(items, least).flatMap((cluster) => {
    const columns: Laid[][] = [];
    for (const item of cluster) {
      const free = columns.find((column) => column.every((one) => !touches(one, item, least)));
      if (free === undefined) columns.push([item]);
      else free.push(item);
    }
    return cluster.map((item) => {
      const own = columns.findIndex((column) => column.includes(item));
      const next = columns.findIndex((column, i) => i > own && column.some((one) => touches(one, item, least)));
      const end = next === -1 ? columns.length : next;
      return [item, { start: own / columns.length, width: (end - own) / columns.length }] as const;
    });
  });
}
