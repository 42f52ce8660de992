import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initializeWasm } from '@automerge/automerge/slim';

export const loadAutomerge = async (): Promise<void> =>
  initializeWasm(new Uint8Array(await readFile(createRequire(import.meta.url).resolve('@automerge/automerge/automerge.wasm'))));
