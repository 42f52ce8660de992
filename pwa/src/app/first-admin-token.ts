/**
 * The one-time token of the first-admin link stands behind `#`, so that it reaches no server log; it is taken out of the address bar
 * and the history at once. This tab keeps it, so that reloading loses nothing, until the hospital is made or the server refuses it.
 */
import { makeTabMemory } from './tab-memory.ts';

const memory = makeTabMemory('sanad.first-admin');
/** The server's is 43 characters; what is longer is no token, and is not kept. */
const maxTokenCharacters = 200;

export const takeToken = (): string | undefined => takeTokenInto(memory);

/** What stands behind `#` goes from the address into this memory. */
export function takeTokenInto(into: ReturnType<typeof makeTabMemory>): string | undefined {
  const found = window.location.hash.slice(1);
  if (found !== '' && found.length <= maxTokenCharacters) into.write(found);
  if (found !== '') history.replaceState(history.state, '', window.location.pathname);
  return into.read();
}

export const forgetToken = (): void => memory.write(undefined);
