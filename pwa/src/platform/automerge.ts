/** Automerge's WebAssembly: fetched when the engine asks for it, off the path of the first paint. */
import wasmUrl from '@automerge/automerge/automerge.wasm?url';
import { initializeWasm } from '@automerge/automerge/slim';

export async function loadAutomerge(): Promise<void> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`automerge.wasm: ${response.status}`);
  // A precompressed file can lose its type behind a proxy; compiling from bytes needs none.
  await initializeWasm(new Uint8Array(await response.arrayBuffer()));
}
