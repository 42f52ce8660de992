/** The relay is blind (ARCHITECTURE): nothing that could open a chunk is reachable from `main.ts`. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const main = resolve(import.meta.dirname, '../src/main.ts');
const model = resolve(import.meta.dirname, '../../packages/model/src');
const IMPORT = /(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\s*\(\s*['"]([^'"]+)['"]\s*\)|import\s*['"]([^'"]+)['"]/g;

interface Reachable {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
  /** Which files ask for a package. */
  readonly askers: ReadonlyMap<string, readonly string[]>;
}
function walk(): Reachable {
  const files = new Set<string>();
  const packages = new Set<string>();
  const askers = new Map<string, readonly string[]>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const [, from, dynamic, bare] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const name = from ?? dynamic ?? bare ?? '';
      if (name.startsWith('.')) visit(join(dirname(file), name));
      else if (name.startsWith('@sanad/model/')) visit(join(model, `${name.slice('@sanad/model/'.length)}.ts`));
      else {
        packages.add(name);
        askers.set(name, [...(askers.get(name) ?? []), file]);
      }
    }
  };
  visit(main);
  return { files, packages, askers };
}

it('LOG-16: no Automerge, no cipher and nothing of the model but wire, ids, bytes, result is reachable', () => {
  const { files, packages } = walk();
  expect(files.size).toBeGreaterThan(50);
  const foreign = [...packages].filter((name) => /automerge|hpke|noble|libsodium|tweetnacl|hash-wasm|openpgp|subtle/i.test(name));
  expect(foreign).toEqual([]);
  const ofModel = [...files].filter((file) => file.startsWith(model)).map((file) => file.slice(model.length + 1));
  expect(ofModel.filter((file) => !/^(wire\/|ids\.ts|bytes\.ts|result\.ts|cbor\.ts|answers\.ts|unseen\.ts)/.test(file))).toEqual(
    [],
  );
  const outside = [...files].filter((file) => !file.startsWith(model) && !file.startsWith(dirname(main)));
  expect(outside).toEqual([]);
});

it('LOG-16: two packages seal something, neither with a key that opens a chunk: sign-in its cookies, web-push what wakes a device', () => {
  const { askers } = walk();
  const inPush = (name: string) => join(dirname(main), 'push', name);
  expect(askers.get('web-push')?.toSorted()).toEqual([inPush('seal-push.ts'), inPush('vapid.ts')]);
  // `better-auth` under its own names; anything else that ships ciphers has to be added here by hand.
  const sealing = [...askers.keys()].filter((name) => /auth|crypt|cipher|push|ece|jose|jwt|seal/i.test(name));
  expect(sealing.filter((name) => name !== 'web-push' && name !== 'node:crypto' && !/^@?better-auth(\/|$)/.test(name))).toEqual(
    [],
  );
});

it('LOG-16: our own sources use node:crypto for hashes, signatures and random bytes alone', () => {
  const { files } = walk();
  const sealed = /createDecipher|createCipher|diffieHellman|privateDecrypt|createECDH|webcrypto|subtle|deriveKey|hkdf/;
  const guilty = [...files].filter((file) => file.startsWith(dirname(main)) && sealed.test(readFileSync(file, 'utf8')));
  expect(guilty).toEqual([]);
});
