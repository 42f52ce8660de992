/**
 * The real address of a client, for rate limits (AUTH-6): the socket's peer, or, behind `trustProxy` proxies, the entry of
 * X-Forwarded-For that the outermost of them wrote. What the client itself put into the header is never believed.
 */
import { isIP } from 'node:net';

const unknownAddress = '0.0.0.0';

export function clientAddress(peer: string | undefined, forwardedFor: string | undefined, trustProxy: number): string {
  if (trustProxy > 0 && forwardedFor !== undefined) {
    const hops = forwardedFor.split(',').map((hop) => hop.trim());
    const claimed = hops.at(-trustProxy);
    if (claimed !== undefined && isIP(claimed) !== 0) return normalise(claimed);
  }
  return peer !== undefined && isIP(peer) !== 0 ? normalise(peer) : unknownAddress;
}

export const isLoopback = (peer: string | undefined): boolean =>
  peer !== undefined && (normalise(peer).startsWith('127.') || peer === '::1');

const normalise = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
