/**
 * Whether media could go over a relay, tried as a call would: two connections of this page, over the relay alone, and a data channel between them. Says how
 * long a word took there and back, or how far it came. Nobody else hears of it.
 */
import type { IceServers } from '@sanad/model/engine/api';

export type IceServer = IceServers['servers'][number];
export type RelayFinding =
  /** There is no address of this kind. */
  | { readonly type: 'absent' }
  | { readonly type: 'passed'; readonly roundTripMs: number }
  /** The relay gave an address, but nothing came back over it. */
  | { readonly type: 'blocked' }
  /** The relay answered with a STUN error: 401 credentials, 486 quota … */
  | { readonly type: 'refused'; readonly code: number }
  | { readonly type: 'silent' };

const patienceMs = 12_000;
const words = 5;
/** Codes of `icecandidateerror` from here on are the browser's own: nobody answered. */
const firstOwnCode = 700;

export async function measureRelay(servers: readonly IceServer[], isOver: AbortSignal): Promise<RelayFinding> {
  if (servers.length === 0) return { type: 'absent' };
  const configuration: RTCConfiguration = {
    iceServers: servers.map(({ urls, username, credential }) => ({ urls, username, credential })),
    iceTransportPolicy: 'relay',
  };
  const [near, far] = [new RTCPeerConnection(configuration), new RTCPeerConnection(configuration)];
  const found = { addresses: 0, refusal: undefined as number | undefined };
  const closed = new AbortController();
  const { signal } = closed;
  try {
    const nothing = new Promise<undefined>((done) => {
      const finish = () => done(undefined);
      setTimeout(finish, patienceMs);
      isOver.addEventListener('abort', finish, { signal });
      // All addresses were asked for, and there is none.
      near.addEventListener('icegatheringstatechange', () => {
        if (near.iceGatheringState === 'complete' && found.addresses === 0) finish();
      });
    });
    near.addEventListener('icecandidateerror', ({ errorCode }) => {
      if (errorCode < firstOwnCode) found.refusal = errorCode;
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null || candidate.candidate === '') return;
        if (one === near) found.addresses += 1;
        void other.addIceCandidate(candidate).catch(() => undefined); // one way less
      });
    far.addEventListener('datachannel', ({ channel }) => {
      channel.addEventListener('message', ({ data }) => channel.send(data));
    });
    const channel = near.createDataChannel('check');
    const passed = roundTrip(channel);
    await near.setLocalDescription();
    await far.setRemoteDescription(required(near));
    await far.setLocalDescription();
    await near.setRemoteDescription(required(far));
    const roundTripMs = await Promise.race([passed, nothing]);
    if (roundTripMs !== undefined) return { type: 'passed', roundTripMs };
    if (found.addresses > 0) return { type: 'blocked' };
    return found.refusal === undefined ? { type: 'silent' } : { type: 'refused', code: found.refusal };
  } finally {
    closed.abort();
    near.close();
    far.close();
  }
}

/** The middle one of a few. */
function roundTrip(channel: RTCDataChannel): Promise<number> {
  return new Promise((done) => {
    const took: number[] = [];
    let saidAtMs = 0;
    const say = () => {
      saidAtMs = performance.now();
      channel.send('.');
    };
    channel.addEventListener('open', say);
    channel.addEventListener('message', () => {
      took.push(performance.now() - saidAtMs);
      if (took.length < words) return say();
      took.sort((a, b) => a - b);
      return done(took[Math.floor(words / 2)] ?? 0);
    });
  });
}

function required({ localDescription }: RTCPeerConnection): RTCSessionDescription {
  if (localDescription === null) throw new Error('a description that was just set is not there');
  return localDescription;
}

export interface DirectFinding {
  /** Addresses of this device itself. */
  readonly isReachable: boolean;
  /** How others see it from outside was learned over UDP. */
  readonly isSeen: boolean;
}
const gatherMs = 5_000;

/** Which ways to others this device has without a relay. `stunUrls` may be empty: then nobody is asked. */
export async function measureDirect(stunUrls: readonly string[], isOver: AbortSignal): Promise<DirectFinding> {
  const connection = new RTCPeerConnection(stunUrls.length === 0 ? {} : { iceServers: [{ urls: [...stunUrls] }] });
  const closed = new AbortController();
  const { signal } = closed;
  const types = new Set<string>();
  try {
    const gathered = new Promise<void>((done) => {
      setTimeout(done, gatherMs);
      isOver.addEventListener('abort', () => done(), { signal });
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate?.type) types.add(candidate.type);
        if (candidate === null || types.has('srflx')) done();
      });
    });
    connection.createDataChannel('check');
    await connection.setLocalDescription();
    await gathered;
    return { isReachable: types.has('host') || types.has('srflx'), isSeen: types.has('srflx') };
  } finally {
    closed.abort();
    connection.close();
  }
}
