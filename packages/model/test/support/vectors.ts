/** Frozen files of test/vectors. The caller names the shape: they are ours, and never change. */
import { readFileSync } from 'node:fs';
import { hexToBytes, utf8 } from '../../src/bytes.ts';
import type { Statement } from '../../src/wire/statement.ts';

export const readVector = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8')) as T;

export interface FrozenStatement {
  readonly text: string;
  readonly sig: string;
  readonly coSig?: string;
  readonly hash: string;
}
export const toStatement = ({ text, sig, coSig }: FrozenStatement): Statement => ({
  body: utf8(text),
  sig: hexToBytes(sig),
  ...(coSig === undefined ? {} : { coSig: hexToBytes(coSig) }),
});
