/**
 * Which Origins may speak to us (HTTP-4). With PUBLIC_URL set: that one and ALLOWED_ORIGINS. Without: this machine's loopback names and
 * interface addresses at our port; a name is never taken from the Host header, so rebinding a foreign name to our address wins nothing.
 */
import { hostname, networkInterfaces } from 'node:os';

export interface OriginOptions {
  readonly publicUrl: string | undefined;
  readonly allowed: readonly string[];
  readonly scheme: 'http' | 'https';
  readonly port: number;
}
export type OriginCheck = (origin: string) => boolean;

export function createOriginCheck(options: OriginOptions): OriginCheck {
  const fixed = new Set(options.allowed);
  if (options.publicUrl !== undefined) {
    fixed.add(options.publicUrl);
    return (origin) => fixed.has(origin);
  }
  const at = (host: string): string => new URL(`${options.scheme}://${host}:${options.port}`).origin;
  for (const host of ['localhost', '127.0.0.1', '[::1]', hostname().toLowerCase(), `${hostname().toLowerCase()}.local`]) {
    if (URL.canParse(`${options.scheme}://${host}:${options.port}`)) fixed.add(at(host));
  }
  return (origin) => fixed.has(origin) || ownAddresses().some((address) => at(address) === origin);
}

// Read each time: a laptop changes networks.
const ownAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .map(({ address, family }) => (family === 'IPv6' ? `[${address.split('%')[0] ?? ''}]` : address));

/** Absent Origin: not a browser's cross-site request (browsers send it on every one that changes something, and on sockets). */
export const isOwnOrigin = (origin: string | undefined, fetchSite: string | undefined, check: OriginCheck): boolean =>
  origin === undefined ? fetchSite !== 'cross-site' : check(origin);
