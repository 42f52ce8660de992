/** Addresses of relays by how they are reached (RFC 7065). */
import type { IceServers } from '@sanad/model/engine/api';
import type { IceServer } from './measure-relay.ts';

export const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** Undefined: none that browsers use. */
function transportOf(url: string): Transport | undefined {
  const transport = /[?&]transport=(udp|tcp)/.exec(url)?.[1];
  // TLS over UDP is none of theirs.
  if (url.startsWith('turns:')) return transport === 'udp' ? undefined : 'tls';
  return url.startsWith('turn:') ? (transport === 'tcp' ? 'tcp' : 'udp') : undefined;
}

export const serversBy = ({ servers }: Pick<IceServers, 'servers'>, transport: Transport): readonly IceServer[] =>
  servers.flatMap((server) => {
    const urls = server.urls.filter((url) => transportOf(url) === transport);
    return urls.length === 0 ? [] : [{ ...server, urls }];
  });

/** A TURN server over UDP also says how it sees whoever asks. */
export const stunUrlsOf = (servers: Pick<IceServers, 'servers'>): readonly string[] =>
  serversBy(servers, 'udp').flatMap(({ urls }) => urls.map((url) => url.replace(/^turn:/, 'stun:').replace(/\?.*$/, '')));

/** What an administrator of the network has to let through: `turn.example.org:3478`. */
export const placesOf = (servers: readonly IceServer[]): readonly string[] => [
  ...new Set(servers.flatMap(({ urls }) => urls.map(placeOf))),
];
function placeOf(url: string): string {
  const place = url.replace(/^turns?:/, '').replace(/\?.*$/, '');
  return /:\d+$/.test(place) ? place : `${place}:${url.startsWith('turns:') ? 5349 : 3478}`;
}
