/** What was found about the network, as lines: a light, words, and what can be done about it. */
import type { EngineApi, IceServers } from '@sanad/model/engine/api';
import type { DirectFinding, RelayFinding } from './measure-relay.ts';
import { placesOf, serversBy, TRANSPORTS, type Transport } from './relay-urls.ts';

export interface ServerFinding {
  /** The line to the relay of messages stands (a WebSocket). */
  readonly isOnline: boolean;
  /** How long the server took to answer over HTTPS; undefined: it did not. */
  readonly answeredInMs: number | undefined;
}
/** Undefined: not known yet. */
export interface Findings {
  readonly server: ServerFinding | undefined;
  /** Undefined: the server could not be asked for its relays. */
  readonly servers: IceServers | undefined;
  readonly direct: DirectFinding | undefined;
  readonly relays: Readonly<Partial<Record<Transport, RelayFinding>>>;
  /** EPH-6 */
  readonly unheard?: Awaited<ReturnType<EngineApi['unheardSignals']>> | undefined;
}
export const LINES = ['server', 'direct', ...TRANSPORTS] as const;
export type LineName = (typeof LINES)[number];
export type Light = 'good' | 'limited' | 'failed' | 'none' | 'waiting';
export type Words =
  | 'waiting'
  | 'unknown'
  | `server.${'good' | 'socket' | 'offline'}`
  | `direct.${'good' | 'near' | 'hidden' | 'failed'}`
  | `relay.${RelayFinding['type']}`
  | 'relay.credentials'
  | 'relay.quota';
export type Advice = 'network' | 'socket' | 'udp' | 'port' | 'tls' | 'relay' | 'clock' | 'later';
export interface Line {
  readonly name: LineName;
  readonly light: Light;
  readonly words: Words;
  readonly ms: number | undefined;
  readonly advice: Advice | undefined;
  /** `turn.example.org:3478`, for whoever looks after the network. */
  readonly places: readonly string[];
}
/** What all of it means for a call. */
export type Verdict = 'waiting' | 'good' | 'near' | 'offline' | 'none';

export const linesOf = (findings: Findings): readonly Line[] => LINES.map((name) => lineOf(name, findings));

function lineOf(name: LineName, findings: Findings): Line {
  const line = (light: Light, words: Words, more: Partial<Line> = {}): Line => ({
    ...{ name, light, words, ms: undefined, advice: undefined, places: [] },
    ...more,
  });
  if (name === 'server') {
    const { server } = findings;
    if (server === undefined) return line('waiting', 'waiting');
    if (server.isOnline) return line('good', 'server.good', { ms: server.answeredInMs });
    return server.answeredInMs === undefined
      ? line('failed', 'server.offline', { advice: 'network' })
      : line('failed', 'server.socket', { advice: 'socket' });
  }
  if (findings.server === undefined) return line('waiting', 'waiting');
  if (name === 'direct') return directLine(findings, line);
  return relayLine(name, findings, line);
}
type MakeLine = (light: Light, words: Words, more?: Partial<Line>) => Line;

function directLine({ direct, servers, relays }: Findings, line: MakeLine): Line {
  if (servers?.turnOnly === true) return line('none', 'direct.hidden');
  if (direct === undefined) return line('waiting', 'waiting');
  if (!direct.isReachable) return line('failed', 'direct.failed', { advice: 'udp' });
  // Who stands on one network with the relay is seen as it sees itself: then it is the answer over UDP that says so.
  if (direct.isSeen || relays.udp?.type === 'passed') return line('good', 'direct.good');
  return line('limited', 'direct.near');
}

function relayLine(transport: Transport, { servers, relays }: Findings, line: MakeLine): Line {
  if (servers === undefined) return line('none', 'unknown');
  const finding = relays[transport];
  const places = placesOf(serversBy(servers, transport));
  switch (finding?.type) {
    case undefined:
      return line('waiting', 'waiting');
    case 'absent':
      return line('none', 'relay.absent');
    case 'passed':
      return line('good', 'relay.passed', { ms: finding.roundTripMs, places });
    case 'blocked':
      return line('failed', 'relay.blocked', { advice: 'relay', places });
    case 'silent':
      return line('failed', 'relay.silent', { advice: transport === 'tls' ? 'tls' : 'port', places });
    case 'refused':
      if (finding.code === 401) return line('failed', 'relay.credentials', { advice: 'clock', places });
      if (finding.code === 486) return line('limited', 'relay.quota', { advice: 'later', places });
      return line('failed', 'relay.refused', { advice: 'relay', places });
  }
}

export function verdictOf(lines: readonly Line[]): Verdict {
  const light = (name: LineName): Light | undefined => lines.find((line) => line.name === name)?.light;
  if (lines.some((line) => line.light === 'waiting')) return 'waiting';
  if (light('server') !== 'good') return 'offline';
  if (TRANSPORTS.some((transport) => light(transport) === 'good')) return 'good';
  return light('direct') === 'good' || light('direct') === 'limited' ? 'near' : 'none';
}

/**
 * For whoever looks after the network: lines of plain ASCII, in English, as those who read it search for it. Nothing of who it is, whom she writes to or
 * what she reads.
 */
export function reportOf(
  lines: readonly Line[],
  findings: Findings,
  at: { readonly atMs: number; readonly browser: string },
): string {
  const refusal = (name: LineName): string => {
    const finding = name === 'server' || name === 'direct' ? undefined : findings.relays[name];
    return finding?.type === 'refused' ? ` (STUN error ${finding.code})` : '';
  };
  return [
    `SANAD network check ${new Date(at.atMs).toISOString()}`,
    at.browser,
    ...(findings.servers?.turnOnly === true ? ['media over TURN servers only'] : []),
    ...lines.map(({ name, light, words, ms, places }) =>
      [`${names[name]}: ${light}`, words, ms === undefined ? '' : `${Math.round(ms)} ms`, places.join(' ')]
        .filter((part) => part !== '')
        .join(', ')
        .concat(refusal(name)),
    ),
    ...unheardLine(findings.unheard),
  ].join('\n');
}
/** EPH-6: numbers alone. */
function unheardLine(unheard: Findings['unheard']): readonly string[] {
  const some = Object.entries(unheard ?? {}).filter(([, count]) => count > 0);
  return some.length === 0 ? [] : [`signals not heard: ${some.map(([reason, count]) => `${count} ${reason}`).join(', ')}`];
}
const names: Readonly<Record<LineName, string>> = {
  server: 'WebSocket /sync',
  direct: 'STUN / direct',
  udp: 'TURN over UDP',
  tcp: 'TURN over TCP',
  tls: 'TURN over TLS',
};
