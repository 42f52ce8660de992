/** The relay is blind (ARCHITECTURE): nothing that could open a chunk is reachable from `main.ts`. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const main = resolve(import.meta.dirname, '../src/main.ts');
const model = resolve(import.meta.dirname, '../../packages/model/src');
const IMPORT = /(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\s*\(\s*['"]([^'"]+)['"]\s*\)|import\s*['"]([^'"]+)['"]/g;

function walk(): { readonly files: ReadonlySet<string>; readonly packages: ReadonlySet<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const [, from, dynamic, bare] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const name = from ?? dynamic ?? bare ?? '';
      if (name.startsWith('.')) visit(join(dirname(file), name));
      else if (name.startsWith('@sanad/model/')) visit(join(model, `${name.slice('@sanad/model/'.length)}.ts`));
      else packages.add(name);
    }
  };
  visit(main);
  return { files, packages };
}

it('LOG-16: no Automerge, no cipher and nothing of the model but wire, ids, bytes, result is reachable', () => {
  const { files, packages } = walk();
  expect(files.size).toBeGreaterThan(50);
  const foreign = [...packages].filter((name) => /automerge|hpke|noble|libsodium|tweetnacl|hash-wasm|openpgp|subtle/i.test(name));
  expect(foreign).toEqual([]);
  const ofModel = [...files].filter((file) => file.startsWith(model)).map((file) => file.slice(model.length + 1));
  expect(ofModel.filter((file) => !/^(wire\/|ids\.ts|bytes\.ts|result\.ts|cbor\.ts)/.test(file))).toEqual([]);
  const outside = [...files].filter((file) => !file.startsWith(model) && !file.startsWith(dirname(main)));
  expect(outside).toEqual([]);
});

it('LOG-16: our own sources use node:crypto for hashes, signatures and random bytes alone', () => {
  const { files } = walk();
  const sealed = /createDecipher|createCipher|diffieHellman|privateDecrypt|createECDH|webcrypto|subtle|deriveKey|hkdf/;
  const guilty = [...files].filter((file) => file.startsWith(dirname(main)) && sealed.test(readFileSync(file, 'utf8')));
  expect(guilty).toEqual([]);
});
