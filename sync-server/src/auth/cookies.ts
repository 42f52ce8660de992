/** Cookies as they travel: those of a request, and the lines of an answer. What they mean stands in library.ts and person-cookies.ts. */

/** Name and value; a signed value is percent-encoded, and goes back as it came. */
const pairsOf = (header: string | undefined): readonly (readonly [name: string, value: string])[] =>
  (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const] : [];
  });

/** Of several of one name the first. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  return new Map([...pairsOf(header)].reverse());
}

/** The cookies of these names alone: a session of somebody else in the same browser must not speak for who signs in. */
export const onlyCookies = (header: string | undefined, names: readonly string[]): string =>
  pairsOf(header)
    .filter(([name]) => names.includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');

/** What a signed cookie holds, before its signature; the library checks that. */
export function signedValue(header: string | undefined, name: string): string | undefined {
  const value = parseCookies(header).get(name);
  if (value === undefined || value === '') return undefined;
  try {
    return decodeURIComponent(value).split('.')[0];
  } catch {
    return undefined; // no cookie of ours
  }
}

/** `lines`: what stands in `Set-Cookie`. */
export function withCookies(response: Response, lines: readonly string[]): Response {
  for (const line of lines) response.headers.append('set-cookie', line);
  return response;
}
