/**
 * What changes do to a segment, read before Automerge sees them (DOC-9). A member can write any change: one that deletes or overwrites a
 * colleague's message, or one of 8 KB that unfolds into gigabytes. So a chunk may only put new values under text keys of maps, and
 * make new maps; everything else is malformed. Later versions that do more come with another chunk version.
 *
 *   change = magic 4 | checksum 4 | type 1 | length | dependencies | actor | seq | startOp | time | message | actors | columns
 *
 * Numbers are LEB128; columns are run-length encoded (https://automerge.org/automerge-binary-format-spec/).
 */
import { equalBytes, utf8ToText } from '../bytes.ts';
import { inflate } from '../crypto/primitives.ts';

export interface Entry {
  readonly key: string;
  /** Undefined: a new map. */
  readonly value: Uint8Array | undefined;
}

/** More than fit into a chunk as messages: each carries a signature, which does not compress. */
export const maxEntriesPerChange = 4096;
/** Counters of operations only grow: one that starts near their end would leave none for those who write after it. */
const maxStartOp = 2 ** 24;
/** Far above a busy week, far below what fills the memory of a phone. */
const maxDocumentOps = 200_000;
const maxColumnBytes = 8 * 1024 * 1024;

const magic = new Uint8Array([0x85, 0x6f, 0x4a, 0x83]);
const DOCUMENT = 0;
const CHANGE = 1;
const MAKE_MAP = 0;
const PUT = 1;
/** Column specifications: id << 4 | deflated << 3 | type. */
const COLUMN = {
  objectActor: 0x01,
  objectCounter: 0x02,
  key: 0x15,
  insert: 0x34,
  action: 0x42,
  meta: 0x56,
  raw: 0x57,
  pred: 0x70,
};
const known: ReadonlySet<number> = new Set(Object.values(COLUMN));
const deflatedBit = 0x08;
const changeActor = 0x01;

/** Thrown and caught in this file alone: one exit for everything that is not as it must be. */
class NotPlain extends Error {}
const refuse = (): never => {
  throw new NotPlain('not a plain change');
};

interface Reader {
  isAtEnd(): boolean;
  unsigned(): number;
  signed(): number;
  take(length: number): Uint8Array;
}

function makeReader(bytes: Uint8Array): Reader {
  let at = 0;
  function leb(isSigned: boolean): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || factor > 2 ** 49) return refuse();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return isSigned && byte & 0x40 ? value - factor * 128 : value;
    }
  }
  return {
    isAtEnd: () => at >= bytes.length,
    unsigned: () => leb(false),
    signed: () => leb(true),
    take(length) {
      if (length > bytes.length - at) return refuse();
      at += length;
      return bytes.subarray(at - length, at);
    },
  };
}

/** Calls `run` for each run, with how often the value stands there; `undefined` is null. Stops above `max` values. */
function eachRun<T>(column: Uint8Array, max: number, read: (r: Reader) => T, run: (value: T | undefined, times: number) => void) {
  const reader = makeReader(column);
  let total = 0;
  const add = (value: T | undefined, times: number): void => {
    total += times;
    if (total > max) refuse();
    run(value, times);
  };
  while (!reader.isAtEnd()) {
    const length = reader.signed();
    if (length > 0) add(read(reader), length);
    else if (length === 0) add(undefined, reader.unsigned());
    else for (let i = length; i < 0; i++) add(read(reader), 1);
  }
}

function values<T>(column: Uint8Array | undefined, read: (r: Reader) => T): readonly (T | undefined)[] {
  const out: (T | undefined)[] = [];
  eachRun(column ?? new Uint8Array(), maxEntriesPerChange, read, (value, times) => {
    for (let i = 0; i < times; i++) out.push(value);
  });
  return out;
}
const number = (r: Reader): number => r.unsigned();
function text(r: Reader): string {
  const bytes = r.take(r.unsigned());
  try {
    return utf8ToText(bytes);
  } catch {
    return refuse();
  }
}

function body(chunk: Uint8Array, type: number): Reader {
  const reader = makeReader(chunk);
  if (!equalBytes(reader.take(4), magic)) refuse();
  reader.take(4);
  if (reader.take(1)[0] !== type) refuse();
  const inner = makeReader(reader.take(reader.unsigned()));
  if (!reader.isAtEnd()) refuse();
  return inner;
}
const skipList = (reader: Reader, length: () => number): void => {
  for (let count = reader.unsigned(); count > 0; count--) reader.take(length());
};
const readSpecs = (reader: Reader): readonly (readonly [spec: number, length: number])[] =>
  Array.from({ length: Math.min(reader.unsigned(), 64) }, () => [reader.unsigned(), reader.unsigned()] as const);

/** Undefined: not a change, or one that does more than enter new values. */
export function readEntries(change: Uint8Array): readonly Entry[] | undefined {
  try {
    const reader = body(change, CHANGE);
    skipList(reader, () => 32);
    reader.take(reader.unsigned());
    reader.unsigned();
    if (reader.unsigned() > maxStartOp) refuse();
    reader.signed();
    reader.take(reader.unsigned());
    skipList(reader, () => reader.unsigned());
    const columns = new Map<number, Uint8Array>();
    const specs = readSpecs(reader);
    for (const [spec, length] of specs) {
      const data = reader.take(length);
      if (length > 0 && !known.has(spec)) refuse();
      columns.set(spec, data);
    }
    return toEntries(columns);
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

function toEntries(columns: ReadonlyMap<number, Uint8Array>): readonly Entry[] {
  const actions = values(columns.get(COLUMN.action), number);
  const keys = values(columns.get(COLUMN.key), text);
  const metas = values(columns.get(COLUMN.meta), number);
  const overwritten = values(columns.get(COLUMN.pred), number);
  const raw = makeReader(columns.get(COLUMN.raw) ?? new Uint8Array());
  const inserts = makeReader(columns.get(COLUMN.insert) ?? new Uint8Array());
  if (!inserts.isAtEnd()) inserts.unsigned();
  // A second run would be of insertions into a list; values that replace others name them.
  if (!inserts.isAtEnd() || overwritten.some((count) => count !== 0 && count !== undefined)) refuse();
  return actions.map((action, i): Entry => {
    const key = keys[i];
    const value = raw.take(Math.floor((metas[i] ?? 0) / 16));
    // The map of messages itself was made by the root: another value under its name would hide it.
    if (key === undefined || key === 'm' || (action !== PUT && action !== MAKE_MAP)) return refuse();
    return { key, value: action === PUT ? value : undefined };
  });
}

/** Whether a saved document unfolds to no more than `maxOps` operations; asked before it is loaded. */
export async function isBoundedDocument(saved: Uint8Array, maxOps = maxDocumentOps): Promise<boolean> {
  try {
    const reader = body(saved, DOCUMENT);
    skipList(reader, () => reader.unsigned());
    skipList(reader, () => 32);
    const changeSpecs = readSpecs(reader);
    const opSpecs = readSpecs(reader);
    const find = async (specs: typeof opSpecs, wanted: number): Promise<void> => {
      for (const [spec, length] of specs) {
        const data = reader.take(length);
        if ((spec & ~deflatedBit) !== wanted) continue;
        const plain = spec & deflatedBit ? await inflate(data, maxColumnBytes) : undefined;
        if (plain?.ok === false) refuse();
        eachRun(plain?.ok ? plain.value : data, maxOps, number, () => undefined);
      }
    };
    await find(changeSpecs, changeActor);
    await find(opSpecs, COLUMN.action);
    return true;
  } catch (error) {
    if (error instanceof NotPlain) return false;
    throw error;
  }
}
