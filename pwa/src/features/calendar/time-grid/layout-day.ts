/**
 * Where events stand beside one another in the column of a day. What happens at the same time has columns of its own, as many as can be read; what is
 * beyond them is a number. A long shift is the ground on which the rest of its day stands, as long as its title stays readable. Minutes of the day. Pure.
 */

export interface Laid {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  /** May be ground: a shift. */
  readonly isShift: boolean;
  /** Where there are too many it keeps its place. */
  readonly isFirst: boolean;
}
export interface Place {
  /** Of the width of the column: 0 … 1. */
  readonly start: number;
  readonly width: number;
  /** What lies on ground is above it. */
  readonly isAbove: boolean;
  /** It ends as the ground begins, whose title it would cover: where it is higher than it is long, it is higher above. */
  readonly isBefore?: boolean;
}

/** So many more begin about here. */
export interface More extends Place {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}
export interface LaidDay {
  readonly places: ReadonlyMap<string, Place>;
  readonly more: readonly More[];
}
export interface Room {
  /** How long the shortest one is on the screen, so that none lies under another. */
  readonly least: number;
  /** So many beside one another, at least 2. */
  readonly most: number;
}

/** A shorter one than this is rather something that happens in somebody's duty than the ground of a day. */
const groundMinutes = 180;
/** Room for the title of a shift before something else lies on it. */
const titleMinutes = 45;
/** What stays to be seen of the ground. */
const groundInset = 0.14;
/** What begins within so many minutes is counted together. */
const moreMinutes = 60;

export function layoutDay(items: readonly Laid[], { least, most }: Room): LaidDay {
  const all = [...items].sort(byTime);
  const ground = groundOf(all);
  const rest = all.filter((item) => !ground.includes(item));
  const places = new Map<string, Place>();
  const more: More[] = [];
  // Each has its own: a shift that is ground is never among what is only counted.
  for (const [item, place] of inColumns(ground, { least, most: ground.length + 1 }).shown)
    places.set(item.key, { ...place, isAbove: false });
  const onGround = rest.filter((item) => ground.some((one) => touches(one, item, least)));
  // Of one cluster all stand on the ground or none: their columns are of the same width.
  for (const cluster of clusters(rest, least)) {
    const isAbove = cluster.some((item) => onGround.includes(item));
    const [at, room] = isAbove ? [groundInset, 1 - groundInset] : [0, 1];
    const within = ({ start, width }: Stretch): Place => ({ start: at + start * room, width: width * room, isAbove });
    const { shown, hidden } = inColumns(cluster, { least, most });
    for (const [item, stretch] of shown) {
      const isBefore = ground.some((one) => touches(one, item, least) && item.to <= one.from);
      places.set(item.key, { ...within(stretch), ...(isBefore && { isBefore }) });
    }
    for (const { stretch, ...group } of hidden) more.push({ ...group, ...within(stretch) });
  }
  return { places, more };
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

type Stretch = Pick<Place, 'start' | 'width'>;
interface InColumns {
  readonly shown: readonly (readonly [Laid, Stretch])[];
  readonly hidden: readonly (Pick<More, 'from' | 'to' | 'count'> & { readonly stretch: Stretch })[];
}
/** The first column that is free; then as wide as the columns beside it are free. Where there are too many the last column counts them. */
function inColumns(items: readonly Laid[], { least, most }: Room): InColumns {
  const all = clusters(items, least).map((cluster) => {
    const columns: Laid[][] = [];
    const hidden: Laid[] = [];
    put(cluster, columns, Number.POSITIVE_INFINITY, least);
    const isFull = columns.length > most;
    if (isFull) {
      columns.length = 0;
      hidden.push(...put([...cluster].sort(byRank), columns, most - 1, least).sort(byTime));
    }
    const groups = counted(hidden, least);
    const count = isFull ? most : columns.length;
    const isFree = (column: number, item: Laid): boolean =>
      column < columns.length
        ? !columns[column]?.some((one) => touches(one, item, least))
        : !groups.some(({ from, to }) => from < endOf(item, least) && item.from < to);
    const shown = columns.flatMap((column, own) =>
      column.map((item): readonly [Laid, Stretch] => {
        let end = own + 1;
        while (end < count && isFree(end, item)) end++;
        return [item, { start: own / count, width: (end - own) / count }];
      }),
    );
    return { shown, hidden: groups.map((group) => ({ ...group, stretch: { start: (count - 1) / count, width: 1 / count } })) };
  });
  return { shown: all.flatMap(({ shown }) => shown), hidden: all.flatMap(({ hidden }) => hidden) };
}

const byRank = (a: Laid, b: Laid): number => Number(b.isFirst) - Number(a.isFirst) || byTime(a, b);

/** Into the first column that is free, of `most` at most. Returns what found none. */
function put(items: readonly Laid[], columns: Laid[][], most: number, least: number): Laid[] {
  return items.filter((item) => {
    const free = columns.find((column) => column.every((one) => !touches(one, item, least)));
    if (free !== undefined) free.push(item);
    else if (columns.length < most) columns.push([item]);
    else return true;
    return false;
  });
}

/** By the hour in which they begin, one below the other. */
function counted(hidden: readonly Laid[], least: number): readonly Pick<More, 'from' | 'to' | 'count'>[] {
  const groups: { from: number; to: number; count: number }[] = [];
  for (const item of hidden) {
    const open = groups.at(-1);
    if (open !== undefined && item.from < open.from + moreMinutes) {
      open.count++;
      open.to = Math.max(open.to, endOf(item, least));
    } else {
      if (open !== undefined) open.to = Math.min(open.to, item.from);
      groups.push({ from: item.from, to: endOf(item, least), count: 1 });
    }
  }
  return groups;
}
