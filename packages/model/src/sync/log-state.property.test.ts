import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, equalBytes } from '../bytes.ts';
import { type DeviceId, deviceIdFromBytes, logIdFromBytes, spaceIdFromBytes } from '../ids.ts';
import { type ChunkHeader, encodeChunkHeader } from '../wire/chunk.ts';
import { zeroHash } from '../wire/fields.ts';
import { advance, checkHead, checkNext, type LogState, rememberedHashes, rollingHashInput, startLog } from './log-state.ts';

const hashOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const log = logIdFromBytes(new Uint8Array(16).fill(1));
const space = spaceIdFromBytes(new Uint8Array(16).fill(2));
const authors = [1, 2, 3].map((i) => deviceIdFromBytes(new Uint8Array(16).fill(i)));

/** A chunk as the checks see it; its hash covers header and content, as the real one does. */
interface Shown {
  readonly seq: number;
  readonly header: ChunkHeader;
  readonly content: number;
}
interface Head {
  readonly seq: number;
  readonly hash: Uint8Array;
}
interface History {
  readonly chunks: readonly Shown[];
  readonly head: Head;
}
const chunkHash = ({ header, content }: Pick<Shown, 'header' | 'content'>): Uint8Array =>
  hashOf(concat(encodeChunkHeader(header), new Uint8Array([content])));
const rollingHashes = (chunks: readonly Shown[]): readonly Uint8Array[] => {
  const out: Uint8Array[] = [zeroHash];
  for (const chunk of chunks) out.push(hashOf(rollingHashInput(out.at(-1) ?? zeroHash, chunkHash(chunk))));
  return out;
};
const headOf = (chunks: readonly Shown[]): Head => ({ seq: chunks.length, hash: rollingHashes(chunks).at(-1) ?? zeroHash });

/** Who writes, and how much of what is there she has seen (0 … 1), but never less than before. */
const step = fc.record({ author: fc.nat(authors.length - 1), view: fc.double({ min: 0, max: 1, noNaN: true }) });
const history: fc.Arbitrary<History> = fc.array(step, { minLength: 1, maxLength: 14 }).map((steps) => {
  const chunks: Shown[] = [];
  const last = new Map<DeviceId, { readonly n: number; readonly hash: Uint8Array; readonly seen: number }>();
  for (const [i, { author, view }] of steps.entries()) {
    const device = authors[author] ?? (authors[0] as DeviceId);
    const mine = last.get(device) ?? { n: 0, hash: zeroHash, seen: 0 };
    const seenSeq = Math.max(mine.seen, Math.floor(view * i));
    const header: ChunkHeader = {
      kind: 'changes',
      deflated: false,
      logId: log,
      epoch: 0,
      device,
      n: mine.n + 1,
      prev: mine.hash,
      seenSeq,
      seenHash: rollingHashes(chunks)[seenSeq] ?? zeroHash,
    };
    const chunk = { seq: i + 1, header, content: i };
    chunks.push(chunk);
    last.set(device, { n: header.n, hash: chunkHash(chunk), seen: seenSeq });
  }
  return { chunks, head: headOf(chunks) };
});

/** What a device says that is shown these chunks and this head: undefined when it believes all of it. */
function read(
  chunks: readonly Shown[],
  head: Head,
  start = startLog(log, space),
): { fault: string | undefined; state: LogState } {
  let state = start;
  for (const shown of chunks) {
    const hashes = new Map(state.recent);
    const checked = checkNext(state, shown.seq, shown.header, (seq) => hashes.get(seq));
    if (!checked.ok) return { fault: checked.error.type, state };
    const hash = chunkHash(shown);
    state = advance(state, shown.seq, shown.header, hash, hashOf(rollingHashInput(state.hash, hash)));
  }
  // A pull that brings nothing although the head is further is a gap: log-sync says so.
  if (head.seq > state.cursor) return { fault: 'gap', state };
  const checked = checkHead(state, head);
  return { fault: checked.ok ? undefined : checked.error.type, state };
}

/** A server that renumbers what is left and tells the head that fits. */
const renumbered = (chunks: readonly Shown[]): readonly Shown[] => chunks.map((chunk, i) => ({ ...chunk, seq: i + 1 }));

test('LOG-8, LOG-9, LOG-10, LOG-11, LOG-12 an honest history is accepted, at once or in pieces', () => {
  fc.assert(
    fc.property(history, fc.nat(), ({ chunks, head }, cut) => {
      expect(read(chunks, head).fault).toBeUndefined();
      const at = cut % chunks.length;
      const first = read(chunks.slice(0, at), headOf(chunks.slice(0, at)));
      const second = read(chunks.slice(at), head, first.state);
      expect([first.fault, second.fault]).toEqual([undefined, undefined]);
      expect(second.state).toEqual(read(chunks, head).state);
    }),
  );
});

test('LOG-8 a chunk that is left out is a gap, one that is repeated a rollback', () => {
  fc.assert(
    fc.property(history, fc.nat(), ({ chunks, head }, pick) => {
      const at = pick % chunks.length;
      expect(read([...chunks.slice(0, at), ...chunks.slice(at + 1)], head).fault).toBe('gap');
      expect(read([...chunks.slice(0, at + 1), ...chunks.slice(at)], head).fault).toBe('rollback');
    }),
  );
});

test('LOG-8, LOG-9 two chunks in exchanged places are refused, renumbered or not', () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.nat(), ({ chunks, head }, a, b) => {
      const [i, j] = [a % chunks.length, b % chunks.length];
      fc.pre(i !== j);
      const swapped = [...chunks];
      [swapped[i], swapped[j]] = [swapped[j] as Shown, swapped[i] as Shown];
      expect(read(swapped, head).fault).toBeDefined();
      expect(read(renumbered(swapped), head).fault).toBeDefined();
    }),
  );
});

test('CHUNK-8, LOG-9 a repeated chunk is refused under a new number and with a head that fits', () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.nat(), ({ chunks }, pick, place) => {
      const at = pick % chunks.length;
      const to = at + 1 + (place % (chunks.length - at));
      const lie = renumbered([...chunks.slice(0, to), chunks[at] as Shown, ...chunks.slice(to)]);
      expect(read(lie, headOf(lie)).fault).toBe('rollback');
    }),
  );
});

test('CHUNK-8, CHUNK-9, LOG-9, LOG-11 a dropped chunk is found under new numbers as soon as its author wrote again or somebody had seen it', () => {
  fc.assert(
    fc.property(history, fc.nat(), ({ chunks, head }, pick) => {
      const at = pick % chunks.length;
      const dropped = chunks[at] as Shown;
      const lie = renumbered([...chunks.slice(0, at), ...chunks.slice(at + 1)]);
      const isMissed = chunks.slice(at + 1).some(({ header }) => header.device === dropped.header.device || header.seenSeq > at);
      if (isMissed) expect(read(lie, headOf(lie)).fault).toBeDefined();
      // Who knew the log before finds it in any case: the head goes back, or is another one.
      const known = read(chunks, head).state;
      expect(checkHead(known, headOf(lie))).toEqual({ ok: false, error: { type: 'rollback' } });
    }),
  );
});

test('LOG-9, LOG-11, LOG-12 a changed chunk is found by the head, and without it by whoever built on it', () => {
  fc.assert(
    fc.property(history, fc.nat(), ({ chunks, head }, pick) => {
      const at = pick % chunks.length;
      const lie = chunks.map((chunk, i) => (i === at ? { ...chunk, content: 255 } : chunk));
      expect(read(lie, head).fault).toBe(builtOn(chunks, at) ?? 'fork');
      if (builtOn(chunks, at) !== undefined) expect(read(lie, headOf(lie)).fault).toBe('fork');
    }),
  );
});
const builtOn = (chunks: readonly Shown[], at: number): 'fork' | undefined =>
  chunks.slice(at + 1).some(({ header }) => header.device === chunks[at]?.header.device || header.seenSeq > at)
    ? 'fork'
    : undefined;

test('LOG-9 n and prev continue the author', () => {
  fc.assert(
    fc.property(history, fc.nat(), ({ chunks, head }, pick) => {
      const at = pick % chunks.length;
      const changed = (change: Partial<ChunkHeader>) =>
        read(
          chunks.map((chunk, i) => (i === at ? { ...chunk, header: { ...chunk.header, ...change } } : chunk)),
          head,
        ).fault;
      const { n, prev } = (chunks[at] as Shown).header;
      expect(changed({ n: n + 1 })).toBe('gap');
      expect(changed({ n: n - 1 })).toBe('rollback');
      expect(changed({ prev: prev.map((byte) => byte ^ 1) })).toBe('fork');
    }),
  );
});

test('LOG-10 nobody has seen what comes after', () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.nat(5), ({ chunks, head }, pick, ahead) => {
      const at = pick % chunks.length;
      const seenSeq = at + 1 + ahead;
      const seenHash = rollingHashes(chunks)[seenSeq] ?? head.hash;
      const lie = chunks.map((chunk, i) => (i === at ? { ...chunk, header: { ...chunk.header, seenSeq, seenHash } } : chunk));
      expect(read(lie, head).fault).toBe('fork');
    }),
  );
});

test('CHUNK-9, LOG-11 who saw another history is found at the next write, as far back as this device remembers', () => {
  fc.assert(
    fc.property(history, fc.nat(), ({ chunks, head }, pick) => {
      const at = pick % chunks.length;
      const chunk = chunks[at] as Shown;
      const lie = { ...chunk, header: { ...chunk.header, seenHash: hashOf(chunk.header.seenHash) } };
      expect(read([...chunks.slice(0, at), lie], head).fault).toBe('fork');
      const before = read(chunks.slice(0, at), headOf(chunks.slice(0, at))).state;
      const forgotten = checkNext(before, lie.seq, lie.header, () => undefined);
      expect(forgotten.ok).toBe(chunk.header.seenSeq > 0);
    }),
  );
  expect(rememberedHashes).toBeGreaterThanOrEqual(2000);
});

test('LOG-12 the head is the computed one, and never goes back', () => {
  fc.assert(
    fc.property(history, fc.nat(), ({ chunks, head }, pick) => {
      const { state } = read(chunks, head);
      expect(equalBytes(state.hash, head.hash)).toBe(true);
      expect(checkHead(state, head).ok).toBe(true);
      expect(checkHead(state, { seq: head.seq + 1, hash: hashOf(head.hash) }).ok).toBe(true);
      expect(checkHead(state, { ...head, hash: hashOf(head.hash) })).toEqual({ ok: false, error: { type: 'fork' } });
      const earlier = pick % chunks.length;
      expect(checkHead(state, headOf(chunks.slice(0, earlier)))).toEqual({ ok: false, error: { type: 'rollback' } });
    }),
  );
});

test('LOG-7, LOG-8 a chunk of another log, or a snapshot, is not the next chunk', () => {
  fc.assert(
    fc.property(history, ({ chunks }) => {
      const [first] = chunks as [Shown];
      const start = startLog(log, space);
      const malformed = { ok: false, error: { type: 'malformed' } };
      const other = logIdFromBytes(new Uint8Array(16).fill(9));
      expect(checkNext(start, 1, { ...first.header, logId: other }, () => undefined)).toEqual(malformed);
      expect(checkNext(start, 1, { ...first.header, kind: 'snapshot' }, () => undefined)).toEqual(malformed);
    }),
    { numRuns: 5 },
  );
});
