/** The session cookie of a profile: one origin, kept in a file that only its owner may read. */
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';

export interface CookieJar {
  header(): string | undefined;
  /** From `Set-Cookie` headers; an expired or empty one removes. */
  store(setCookies: readonly string[]): Promise<void>;
}

export async function openCookieJar(path: string | undefined): Promise<CookieJar> {
  const cookies = new Map<string, string>(path === undefined ? [] : await read(path));
  return {
    header: () => (cookies.size === 0 ? undefined : [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')),
    async store(setCookies) {
      if (setCookies.length === 0) return;
      for (const line of setCookies) {
        const [pair = '', ...attributes] = line.split(';');
        const at = pair.indexOf('=');
        const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
        const isGone = value === '' || attributes.some((attribute) => /^\s*max-age=(0|-\d+)\s*$/i.test(attribute));
        if (isGone) cookies.delete(name);
        else cookies.set(name, value);
      }
      if (path === undefined) return;
      await writeFile(`${path}.new`, JSON.stringify([...cookies]), { mode: 0o600 });
      await chmod(`${path}.new`, 0o600);
      await rename(`${path}.new`, path);
    },
  };
}

async function read(path: string): Promise<readonly (readonly [string, string])[]> {
  try {
    const parsed: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!Array.isArray(parsed)) return [];
    return parsed.filter(
      (entry): entry is [string, string] => Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string',
    );
  } catch {
    // No file yet, or one that a crash cut short: signing in again makes a new one.
    return [];
  }
}
