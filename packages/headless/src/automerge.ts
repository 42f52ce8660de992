/** Loads Automerge's WebAssembly once per process: the slim entry leaves that to us. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initializeWasm } from '@automerge/automerge/slim';

let loaded: Promise<void> | undefined;

export function loadAutomerge(): Promise<void> {
  loaded ??= readFile(createRequire(import.meta.url).resolve('@automerge/automerge/automerge.wasm')).then((bytes) =>
    initializeWasm(new Uint8Array(bytes)),
  );
  return loaded;
}
