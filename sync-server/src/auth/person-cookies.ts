/**
 * The second cookie of each person who stays on a shared computer (SHARED-3): her signed session as the library made it, sealed under the
 * server's secret. It is sent to the three routes of shared-computer.ts alone. Whoever copies it out of the browser and gives it the name of
 * the open session's has nothing: only the server turns it back, after her device signed for it.
 */
import { isUserId, type UserId } from '@sanad/model/ids';
import { makeSignature, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { Auth } from './auth.ts';

/** Below this path alone. */
const path = '/api/v1/sessions';

export interface CookieNames {
  readonly session: string;
  readonly isSecure: boolean;
  /** `rememberMe: false` sets a second one: the session is not prolonged. */
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

/** The signed sessions of those who stay here, by whom the cookie is named after. Whether a session stands is not checked yet. */
export async function peopleIn(
  auth: Auth,
  names: CookieNames,
  cookies: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<UserId, string>> {
  const prefix = personPrefix(names);
  const people = new Map<UserId, string>();
  for (const [name, value] of cookies) {
    const user = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
    if (isUserId(user)) people.set(user, (await unsealed(auth, value)) ?? '');
  }
  return people;
}

async function sealed(auth: Auth, value: string): Promise<string> {
  return symmetricEncrypt({ key: (await auth.$context).secretConfig, data: value });
}
async function unsealed(auth: Auth, value: string): Promise<string | undefined> {
  try {
    return await symmetricDecrypt({ key: (await auth.$context).secretConfig, data: value });
  } catch {
    return undefined; // none of ours, or of another secret
  }
}

function line(names: CookieNames, name: string, value: string, maxAge: number, at: string): string {
  const secure = names.isSecure ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${maxAge}; Path=${at}; HttpOnly${secure}; SameSite=Lax`;
}

/** Her session stands open in this browser, and she stays. */
export const openLines = async (auth: Auth, names: CookieNames, user: UserId, value: string): Promise<readonly string[]> => [
  line(names, names.session, value, names.maxAgeSeconds, '/'),
  await personLine(auth, names, user, value),
];
export const personLine = async (auth: Auth, names: CookieNames, user: UserId, value: string): Promise<string> =>
  line(names, personPrefix(names) + user, await sealed(auth, value), names.maxAgeSeconds, path);

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

/** The lines of a session that ends with the browser, whichever way it was made (SHARED-6): the library is told not to prolong it. */
export async function passingLines(auth: Auth, names: CookieNames, setCookies: readonly string[]): Promise<readonly string[]> {
  const others = setCookies.filter((cookie) => !cookie.startsWith(`${names.dontRemember}=`));
  const word = encodeURIComponent(`true.${await makeSignature('true', (await auth.$context).secret)}`);
  return [...others, line(names, names.dontRemember, word, 0, '/')].map((cookie) =>
    cookie.startsWith(`${names.session}=`) || cookie.startsWith(`${names.dontRemember}=`)
      ? cookie.replace(/; Max-Age=\d+/i, '').replace(/; Expires=[^;]+/i, '')
      : cookie,
  );
}
