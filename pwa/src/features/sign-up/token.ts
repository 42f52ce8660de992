/**
 * The one-time token of the first-admin link stands behind `#`, so that it reaches no server log; it is taken out of the address bar
 * and the history at once. Kept in the memory of this page alone.
 */
let taken: string | undefined;

export function takeToken(): string | undefined {
  const found = window.location.hash.slice(1);
  if (found !== '') {
    taken = found;
    history.replaceState(history.state, '', window.location.pathname);
  }
  return taken;
}
