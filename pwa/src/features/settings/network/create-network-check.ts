/** The check of the network, as it goes on: what was found so far. It ends with its owner. */
import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { measureDirect, measureRelay } from './measure-relay.ts';
import type { Findings } from './network-lines.ts';
import { serversBy, stunUrlsOf, TRANSPORTS } from './relay-urls.ts';

interface NetworkCheck {
  readonly findings: Accessor<Findings>;
  readonly isRunning: Accessor<boolean>;
  run(): Promise<void>;
}
type Found = Omit<Findings, 'server'> & { readonly server: { readonly answeredInMs: number | undefined } | undefined };
const nothing: Found = { server: undefined, servers: undefined, direct: undefined, relays: {}, unheard: undefined };
const serverPatienceMs = 8_000;

export function createNetworkCheck(): NetworkCheck {
  const { api, sync } = useEngine();
  const [found, setFound] = createSignal<Found>(nothing);
  const [isRunning, setRunning] = createSignal(false);
  let current: AbortController | undefined;
  onCleanup(() => current?.abort());

  async function run(): Promise<void> {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    const { signal } = mine;
    const put = (change: (before: Found) => Found) => {
      if (!signal.aborted) setFound(change);
    };
    setFound(nothing);
    setRunning(true);
    const [answeredInMs, answer, unheard] = await Promise.all([timeServer(), api.iceServers(), api.unheardSignals()]);
    // What it said before is worth trying; that it names none is believed of its own answer alone.
    const servers = answer.isAnswered || answer.servers.length > 0 ? answer : undefined;
    put((before) => ({ ...before, server: { answeredInMs }, servers, unheard }));
    const relays = TRANSPORTS.map(async (transport) => {
      const of = servers === undefined ? [] : serversBy(servers, transport);
      const finding = await measureRelay(of, signal).catch(() => ({ type: 'silent' }) as const);
      put((before) => ({ ...before, relays: { ...before.relays, [transport]: finding } }));
    });
    const direct = async () => {
      // Where addresses are hidden this device looks for none.
      if (answer.turnOnly) return;
      const finding = await measureDirect(stunUrlsOf(answer), signal).catch(() => ({ isReachable: false, isSeen: false }));
      put((before) => ({ ...before, direct: finding }));
    };
    await Promise.all([...relays, direct()]);
    if (current === mine) setRunning(false);
  }

  const findings = createMemo((): Findings => {
    const { server, ...rest } = found();
    // The engine hears within seconds that its line is gone; the server that just answered is the quicker witness.
    const isOnline = sync().connectivity === 'online' && server?.answeredInMs !== undefined;
    return { ...rest, server: server && { ...server, isOnline } };
  });
  return { findings, isRunning, run };
}

async function timeServer(): Promise<number | undefined> {
  const startedAtMs = performance.now();
  const isAnswered = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(serverPatienceMs) }).then(
    ({ ok }) => ok,
    () => false,
  );
  return isAnswered ? performance.now() - startedAtMs : undefined;
}
