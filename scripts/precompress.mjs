/**
 * Writes FILE.br and FILE.gz beside every text and wasm file of a folder, so that the server never compresses. Brotli at its best
 * level takes seconds for the wasm: results are kept by content hash and used again.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { cacheFolder } from './environment.mjs';

const compressible = /\.(js|css|html|svg|json|webmanifest|wasm|txt)$/;
const minBytes = 512;
const encodings = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

export async function compressFolder(folder) {
  const cache = cacheFolder('compressed');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && compressible.test(entry.name));
  await Promise.all(files.map((entry) => compressFile(join(entry.parentPath, entry.name), cache)));
}

async function compressFile(path, cache) {
  const bytes = await readFile(path);
  if (bytes.length < minBytes) return;
  const hash = createHash('sha256').update(bytes).digest('hex');
  await Promise.all(
    Object.entries(encodings).map(async ([extension, compress]) => {
      const kept = join(cache, `${hash}.${extension}`);
      if (!existsSync(kept)) {
        const half = `${kept}.${process.pid}`; // a killed build leaves no half-written file under the final name
        await writeFile(half, await compress(bytes));
        await rename(half, kept);
      }
      await copyFile(kept, `${path}.${extension}`);
    }),
  );
}
