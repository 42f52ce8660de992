import { concat, equalBytes } from '@sanad/model/bytes';
import { logIdFromBytes } from '@sanad/model/ids';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { chunkToStored, storedToChunk } from './stored-chunk.ts';

it('LOG-15: what goes out is byte for byte what came in, and sixteen bytes less are stored', async () => {
  await fc.assert(
    fc.property(fc.uint8Array({ minLength: 211, maxLength: 2000 }), (bytes) => {
      const log = logIdFromBytes(bytes.subarray(3, 19));
      const stored = concat(...chunkToStored(bytes));
      expect(stored.length).toBe(bytes.length - 16);
      expect(equalBytes(storedToChunk(log, stored), bytes)).toBe(true);
    }),
  );
});
