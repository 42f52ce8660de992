/**
 * The connection to one device (CALL-5, CALL-7, CALL-9): carries out the steps of the negotiation one after the other, sends what is captured here, and says
 * how it goes. Knows nothing of calls. It has the same three lines from the first offer on (voice, camera, screen, in this order), so that nothing
 * is negotiated again when a camera goes on: whoever makes the first offer makes the lines, the other one takes them over.
 */
import type { Candidate, Description, IceServers } from '@sanad/model/engine/api';
import { SOURCES, type Source, type Tracks } from './local-media.ts';
import { withoutOrphanLines } from './orphan-lines.ts';

export type LinkStep =
  | { readonly type: 'offer' }
  /** An offer is answered with `described`. */
  | { readonly type: 'take'; readonly description: Description }
  | { readonly type: 'add-candidates'; readonly candidates: readonly Candidate[] }
  | { readonly type: 'restart' };
export type LinkState = 'connected' | 'disconnected' | 'failed';

export interface PeerLinkListener {
  described(description: Description): void;
  /** Those of one moment together. */
  candidates(candidates: readonly Candidate[]): void;
  offerNeeded(): void;
  state(state: LinkState): void;
  /** Each line once, from the first description on. Whether something comes over it, the other device says. */
  remote(source: Source, track: MediaStreamTrack): void;
  /** A step could not be done. */
  broken(): void;
}
/** Undefined: as the browser likes. */
export interface LineLimits {
  readonly maxBitsPerSecond?: number | undefined;
  readonly scaleDownBy?: number | undefined;
  readonly maxFramesPerSecond?: number | undefined;
}
export interface PeerLink {
  run(step: LinkStep): void;
  send(tracks: Tracks): void;
  limit(source: Source, limits: LineLimits): void;
  stats(): Promise<RTCStatsReport>;
  /** How loud the voice is that comes in now, 0 … 1: cheaper than the statistics. */
  loudness(): number;
  /** Nothing more is done or said. */
  close(): void;
}

/** Candidates come in bursts. */
const gatherMs = 30;
/**
 * Of one description, those that stand in it and those that come after it: nobody has a colleague's browser knock at addresses without end, nor open
 * TCP connections inside the hospital. Browsers listen on none themselves.
 */
const maxTried = 100;
const isPassiveTcp = /\stcptype\s+passive\b/i;
/** How many of the candidates in a description are tried, and the description without the others. */
function withCandidates(sdp: string): { readonly sdp: string; readonly count: number } {
  let count = 0;
  const lines = sdp.split(/(?<=\n)/).filter((line) => {
    if (!line.startsWith('a=candidate:')) return true;
    if (isPassiveTcp.test(line) || count === maxTried) return false;
    count += 1;
    return true;
  });
  return { sdp: lines.join(''), count };
}
const kinds: Readonly<Record<Source, 'audio' | 'video'>> = { microphone: 'audio', camera: 'video', screen: 'video' };

/** Throws where the browser refuses the servers. */
export function makePeerLink(servers: IceServers, listener: PeerLinkListener): PeerLink {
  const connection = new RTCPeerConnection({
    iceServers: servers.servers.map(({ urls, username, credential }) => ({ urls, username, credential })),
    iceTransportPolicy: servers.turnOnly ? 'relay' : 'all',
    bundlePolicy: 'max-bundle',
  });
  /** Of what is in one stream, lips and voice stay together. */
  const [person, screen] = [new MediaStream(), new MediaStream()];
  const streamOf = (source: Source): MediaStream => (source === 'screen' ? screen : person);
  let tracks: Tracks | undefined;
  const limits = new Map<Source, LineLimits>();
  let isClosed = false;
  let steps: Promise<void> = Promise.resolve();

  const lines = (): readonly (readonly [Source, RTCRtpTransceiver])[] =>
    connection.getTransceivers().flatMap((line, index) => {
      const source = SOURCES[index];
      return source === undefined ? [] : [[source, line] as const];
    });

  let tried = 0;
  let gathered: Candidate[] = [];
  function sayCandidates(): void {
    const candidates = gathered;
    gathered = [];
    if (!isClosed) listener.candidates(candidates);
  }
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate === null || candidate.candidate === '') return;
    if (gathered.length === 0) setTimeout(sayCandidates, gatherMs);
    const { sdpMid, sdpMLineIndex } = candidate;
    gathered.push({ candidate: candidate.candidate, sdpMid, sdpMLineIndex });
  });
  connection.addEventListener('negotiationneeded', () => {
    if (!isClosed) listener.offerNeeded();
  });
  connection.addEventListener('track', ({ track, transceiver }) => {
    const source = lines().find(([, line]) => line === transceiver)?.[0];
    if (source !== undefined && !isClosed) listener.remote(source, track);
  });
  connection.addEventListener('connectionstatechange', () => {
    const { connectionState: state } = connection;
    if (!isClosed && (state === 'connected' || state === 'disconnected' || state === 'failed')) listener.state(state);
  });

  async function sendTracks(): Promise<void> {
    if (tracks === undefined) return;
    for (const [source, line] of lines()) {
      const track = tracks[source] ?? null;
      if (line.sender.track !== track) await line.sender.replaceTrack(track);
    }
  }
  async function takeOverLines(): Promise<void> {
    for (const [source, line] of lines()) {
      line.direction = 'sendrecv';
      line.sender.setStreams?.(streamOf(source));
    }
    await sendTracks();
    await setLimits();
  }
  /** A browser that will not be limited, or cannot be yet, sends as it likes: the call goes on. */
  async function setLimits(): Promise<void> {
    for (const [source, { sender }] of lines()) {
      const limit = limits.get(source);
      if (limit !== undefined) await limitSender(sender, limit).catch(() => undefined);
    }
  }
  async function describe(): Promise<void> {
    await connection.setLocalDescription();
    const made = connection.localDescription;
    if (isClosed || (made?.type !== 'offer' && made?.type !== 'answer')) return;
    listener.described({ type: made.type, sdp: withoutOrphanLines(made.sdp) });
  }

  async function step(wanted: LinkStep): Promise<void> {
    switch (wanted.type) {
      case 'offer':
        if (connection.getTransceivers().length === 0) {
          for (const source of SOURCES) {
            const line = connection.addTransceiver(kinds[source], { direction: 'sendrecv', streams: [streamOf(source)] });
            if (kinds[source] === 'video') line.setCodecPreferences?.(videoCodecs());
          }
          await sendTracks();
          await setLimits();
        }
        return describe();
      case 'take': {
        const { sdp, count } = withCandidates(wanted.description.sdp);
        tried = count;
        await connection.setRemoteDescription({ ...wanted.description, sdp });
        if (wanted.description.type === 'answer') return undefined;
        await takeOverLines();
        return describe();
      }
      case 'add-candidates':
        for (const candidate of wanted.candidates) {
          if (tried >= maxTried || isPassiveTcp.test(candidate.candidate)) continue;
          tried += 1;
          // Of an offer that gave way, or of a kind that this browser does not know: one way less.
          await connection.addIceCandidate(candidate).catch(() => undefined);
        }
        return undefined;
      case 'restart':
        return connection.restartIce();
    }
  }
  const queue = (doing: () => Promise<void>, failed: () => void): void => {
    steps = steps
      .then(() => (isClosed ? undefined : doing()))
      .catch(() => {
        if (!isClosed) failed();
      });
  };

  return {
    run: (wanted) => queue(() => step(wanted), listener.broken),
    send(next) {
      tracks = next;
      queue(sendTracks, listener.broken);
    },
    limit(source, limit) {
      limits.set(source, limit);
      queue(setLimits, listener.broken);
    },
    stats: () => connection.getStats(),
    loudness() {
      const receiver = lines().find(([source]) => source === 'microphone')?.[1].receiver;
      const levels = receiver?.getSynchronizationSources?.().map(({ audioLevel = 0 }) => audioLevel) ?? [];
      return Math.max(0, ...levels);
    },
    close() {
      isClosed = true;
      connection.close();
    },
  };
}

/** What phones and old computers of a ward do without heat; the rest only makes descriptions long (CALL-1 bounds them). */
const videoTypes = ['video/VP8', 'video/VP9', 'video/H264', 'video/rtx'];
const videoCodecs = (): RTCRtpCodec[] =>
  RTCRtpReceiver.getCapabilities('video')?.codecs.filter(({ mimeType }) => videoTypes.includes(mimeType)) ?? [];

async function limitSender(sender: RTCRtpSender, limit: LineLimits): Promise<void> {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (encoding === undefined) return;
  setOrDelete(encoding, 'maxBitrate', limit.maxBitsPerSecond);
  setOrDelete(encoding, 'scaleResolutionDownBy', limit.scaleDownBy);
  setOrDelete(encoding, 'maxFramerate', limit.maxFramesPerSecond);
  await sender.setParameters(parameters);
}
type Limited = 'maxBitrate' | 'scaleResolutionDownBy' | 'maxFramerate';
function setOrDelete(encoding: RTCRtpEncodingParameters, key: Limited, value: number | undefined): void {
  if (value === undefined) delete encoding[key];
  else encoding[key] = value;
}
