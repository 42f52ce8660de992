import { uuidV7 } from '@sanad/model/ids';
import { parseChunk } from '@sanad/model/wire/chunk';
import { describe, expect, it } from 'vitest';
import { type MadeChunk, makeChunk, makeKeys, random, randomLog, randomSpace } from '../../test/support/test-device.ts';
import { deviceIdOf, sha256 } from '../devices/signature.ts';
import type { AppendRequest } from './append-types.ts';
import { type AppendFacts, decideAppend, type LogState } from './decide-append.ts';

const keys = makeKeys();
const device = deviceIdOf(keys);
const log = randomLog();
const space = randomSpace();
const user = uuidV7(0, random(10));

const requestOf = ({ bytes, hash }: MadeChunk): AppendRequest => {
  const chunk = parseChunk(bytes);
  if (!chunk.ok) throw new Error('chunk');
  return { space, log, user, device, deviceKey: 7, chunk: chunk.value, bytes, hash };
};
const emptyLog = (): LogState => ({ key: 1, seq: 0, hash: new Uint8Array(32), authors: new Map() });
const facts = (state: LogState | undefined, changes: Partial<AppendFacts> = {}): AppendFacts => ({
  log: state,
  spaceEpoch: 0,
  isMember: true,
  isDeviceActive: true,
  ...changes,
});
const chunkAfter = (n: number, prev: Uint8Array, changes: object = {}) =>
  makeChunk({ device, keys }, log, { n, prev, ...changes });

describe('an append', () => {
  it('LOG-1: moves the log on, so that the next of the same batch follows', () => {
    const state = emptyLog();
    const first = chunkAfter(1, new Uint8Array(32));
    const second = chunkAfter(2, first.hash);
    const h1 = sha256(new Uint8Array(32), first.hash);
    expect(decideAppend(requestOf(first), facts(state))).toEqual({ type: 'store', seq: 1, head: h1 });
    expect(decideAppend(requestOf(second), facts(state))).toEqual({ type: 'store', seq: 2, head: sha256(h1, second.hash) });
    expect(state.seq).toBe(2);
  });

  it('LOG-4: a repeat succeeds even when the epoch moved on since', () => {
    const state = emptyLog();
    const first = chunkAfter(1, new Uint8Array(32));
    decideAppend(requestOf(first), facts(state));
    expect(decideAppend(requestOf(first), facts(state, { spaceEpoch: 5 }))).toMatchObject({ type: 'appended', seq: 1 });
  });

  it('LOG-2: the cheap refusals come in order: device, member, log', () => {
    const request = requestOf(chunkAfter(1, new Uint8Array(32)));
    expect(decideAppend(request, facts(undefined, { isDeviceActive: false, isMember: false }))).toMatchObject({
      code: 'device/revoked',
    });
    expect(decideAppend(request, facts(undefined, { isMember: false }))).toMatchObject({ code: 'space/not-member' });
    expect(decideAppend(request, facts(undefined, { spaceEpoch: undefined }))).toMatchObject({ code: 'space/not-member' });
    expect(decideAppend(request, facts(undefined))).toMatchObject({ code: 'log/unknown' });
  });

  it('LOG-4: another epoch, a gap, a fork and a view from the future change nothing', () => {
    const state = emptyLog();
    const cases = [
      [{ epoch: 1 }, { type: 'conflict', epoch: 0 }],
      [{ n: 2 }, { type: 'conflict', n: 0 }],
      [{ prev: random(32) }, { type: 'conflict', n: 0 }],
      [{ seenSeq: 1 }, { type: 'refused', code: 'chunk/malformed' }],
    ] as const;
    for (const [changes, expected] of cases) {
      expect(decideAppend(requestOf(chunkAfter(1, new Uint8Array(32), changes)), facts(state))).toEqual(expected);
    }
    expect(state).toEqual(emptyLog());
  });
});
