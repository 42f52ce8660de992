/**
 * The second cookie of each person who stays on a shared computer (SHARED-3): it holds her signed session as the library made it, is sent
 * to the three routes of shared-computer.ts alone, and opens nothing until her device signs for it.
 */
import { isUserId, type UserId } from '@sanad/model/ids';
import type { Auth } from './auth.ts';

/** Below this path alone. */
const path = '/api/v1/sessions';

export interface CookieNames {
  readonly session: string;
  readonly isSecure: boolean;
  /** `rememberMe: false` sets a second one. */
  readonly dontRemember: string;
  readonly maxAgeSeconds: number;
}

export async function sessionCookieNames(auth: Auth): Promise<CookieNames> {
  const { sessionToken, dontRememberToken } = (await auth.$context).authCookies;
  return {
    session: sessionToken.name,
    isSecure: sessionToken.attributes.secure === true,
    dontRemember: dontRememberToken.name,
    maxAgeSeconds: sessionToken.attributes.maxAge ?? 0,
  };
}

const personPrefix = (names: CookieNames): string => names.session.replace(/session_token$/, 'person-');

/** The signed sessions of those who stay here, by whom the cookie is named after. Nothing is checked yet. */
export function peopleIn(names: CookieNames, cookies: ReadonlyMap<string, string>): ReadonlyMap<UserId, string> {
  const prefix = personPrefix(names);
  const people = new Map<UserId, string>();
  for (const [name, value] of cookies) {
    const user = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
    if (isUserId(user)) people.set(user, value);
  }
  return people;
}

function line(names: CookieNames, name: string, value: string, maxAge: number, at: string): string {
  const secure = names.isSecure ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${maxAge}; Path=${at}; HttpOnly${secure}; SameSite=Lax`;
}

/** Her session stands open in this browser, and she stays. */
export const openLines = (names: CookieNames, user: UserId, value: string): readonly string[] => [
  line(names, names.session, value, names.maxAgeSeconds, '/'),
  personLine(names, user, value),
];
export const personLine = (names: CookieNames, user: UserId, value: string): string =>
  line(names, personPrefix(names) + user, value, names.maxAgeSeconds, path);

export const closedLines = (names: CookieNames): readonly string[] => [
  line(names, names.session, '', 0, '/'),
  line(names, names.dontRemember, '', 0, '/'),
];
export const leftLine = (names: CookieNames, user: UserId): string => line(names, personPrefix(names) + user, '', 0, path);

/** The signed session among the lines of an answer. */
export function sessionValue(names: CookieNames, setCookies: readonly string[]): string | undefined {
  const start = `${names.session}=`;
  return setCookies
    .find((cookie) => cookie.startsWith(start))
    ?.slice(start.length)
    .split(';')[0];
}

/** The line of a session's cookie, whichever way it was made, that ends with the browser. */
export const endingLine = (names: CookieNames, setCookie: string): string =>
  setCookie.startsWith(`${names.session}=`) ? setCookie.replace(/; Max-Age=\d+/i, '').replace(/; Expires=[^;]+/i, '') : setCookie;
