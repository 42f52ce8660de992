/**
 * The media of a call between two people (CALL-3, CALL-5, CALL-7, CALL-12): what is captured here (local-media.ts) over one connection (peer-link.ts). Carries out what
 * the engine decides, one step after the other, and says how it went. Knows nothing of who calls whom. Everything that is opened here ends with `close`.
 */
import type { IceServers, MediaEffect, MediaEvent } from '@sanad/model/engine/api';
import type { CallId } from '@sanad/model/ids';
import { cameraLimits, follow, type LineState, type Quality, sampleEveryMs, screenLimits, startLine } from './call-quality.ts';
import { type Counted, sampleOf } from './line-sample.ts';
import { type LocalMedia, makeLocalMedia, type Sending, type Source } from './local-media.ts';
import { makePeerLink, type PeerLink } from './peer-link.ts';

/** One stream for each; the same one for as long as its track is. */
export type Streams = Readonly<Partial<Record<Source, MediaStream>>>;
export interface CallMediaListener {
  tell(event: MediaEvent): void;
  servers(): Promise<IceServers>;
  /** What is seen and heard here, and from there. */
  streams(local: Streams, remote: Streams): void;
  sending(sending: Sending): void;
  /** CALL-12. `isPaused`: the camera of this side rests. */
  line(quality: Quality, isPaused: boolean): void;
  /** A microphone, camera or screen went away by itself. */
  ended(source: Source): void;
}
export interface CallMedia {
  run(effect: MediaEffect): void;
  /** Whatever is open or opening ends now: nobody says anything more. */
  stop(): void;
  /** Of the call there is; undefined: there is none. */
  local(): LocalMedia | undefined;
}

interface Here {
  readonly call: CallId;
  readonly local: LocalMedia;
  link: PeerLink | undefined;
  remote: Streams;
  line: LineState;
  counted: Counted | undefined;
  stopSampling: (() => void) | undefined;
  steps: Promise<void>;
}

export function makeCallMedia(listener: CallMediaListener): CallMedia {
  /** From the first moment on: what listens and sees must never outlive it. An answer for another one comes too late. */
  let here: Here | undefined;

  const streams = new WeakMap<MediaStreamTrack, MediaStream>();
  function streamOf(source: Source, track: MediaStreamTrack | undefined): Streams {
    if (track === undefined) return {};
    const stream = streams.get(track) ?? new MediaStream([track]);
    streams.set(track, stream);
    return { [source]: stream };
  }
  const isHere = (one: Here): boolean => here === one;
  const isResting = ({ local, line }: Here): boolean => line.pictures === 'paused' && local.sending().camera;
  function saySending(one: Here): void {
    const { call, local, link } = one;
    if (link === undefined) return;
    const sending = local.sending();
    listener.sending(sending);
    listener.tell({ type: 'sending', call, sending: { ...sending, isPaused: isResting(one) } });
  }
  /** CALL-12: voice first. What rests is not sent, and the camera itself goes on: it comes back by itself. */
  function send({ local, link, line }: Here): void {
    const tracks = local.tracks();
    const { pictures } = line;
    link?.send(pictures === 'paused' ? { ...tracks, camera: undefined } : tracks);
    if (pictures !== 'paused') link?.limit('camera', cameraLimits[pictures]);
    link?.limit('screen', screenLimits[pictures]);
  }
  function sample(one: Here): void {
    const timer = setInterval(() => void look(one), sampleEveryMs);
    one.stopSampling = () => clearInterval(timer);
  }
  async function look(one: Here): Promise<void> {
    const report = await one.link?.stats().catch(() => undefined);
    if (report === undefined || !isHere(one)) return;
    const { sample: now, counted } = sampleOf(report.values(), one.counted);
    const before = one.line;
    one.counted = counted;
    one.line = follow(before, now);
    if (one.line.pictures !== before.pictures) {
      send(one);
      saySending(one);
    }
    listener.line(one.line.quality, isResting(one));
  }
  function sayStreams(one: Here): void {
    const { camera, screen } = one.local.tracks();
    listener.streams({ ...streamOf('camera', camera), ...streamOf('screen', screen) }, one.remote);
  }
  function begin(call: CallId): Here {
    const local = makeLocalMedia({
      changed() {
        if (!isHere(one) || one.link === undefined) return;
        send(one);
        sayStreams(one);
        saySending(one);
        listener.line(one.line.quality, isResting(one));
      },
      ended(source) {
        if (isHere(one)) listener.ended(source);
      },
    });
    const one: Here = {
      ...{ call, local, link: undefined, remote: {}, steps: Promise.resolve() },
      ...{ line: startLine, counted: undefined, stopSampling: undefined },
    };
    return one;
  }

  async function open(one: Here, video: boolean): Promise<void> {
    const { call, local } = one;
    const asked = listener.servers();
    asked.catch(() => undefined);
    const isOpen = await local.open(video);
    if (!isHere(one)) return;
    if (!isOpen) return listener.tell({ type: 'not-opened', call });
    const servers = await asked;
    if (!isHere(one)) return;
    one.link = makePeerLink(servers, {
      described: (description) => listener.tell({ type: 'described', call, description }),
      candidates: (candidates) => listener.tell({ type: 'candidates', call, candidates }),
      offerNeeded: () => listener.tell({ type: 'offer-needed', call }),
      state(state) {
        listener.tell({ type: 'media', call, state });
        // What was said before there was somebody to hear it.
        if (state !== 'connected') return;
        saySending(one);
        if (one.stopSampling === undefined) sample(one);
      },
      remote(source, track) {
        one.remote = { ...one.remote, ...streamOf(source, track) };
        sayStreams(one);
      },
      broken: () => listener.tell({ type: 'broken', call }),
    });
    send(one);
    sayStreams(one);
    listener.tell({ type: 'opened', call });
    saySending(one);
    return undefined;
  }

  function close(one: Here): void {
    if (isHere(one)) here = undefined;
    one.local.stop();
    one.stopSampling?.();
    if (one.link === undefined) return;
    one.link.close();
    listener.streams({}, {});
  }

  return {
    run(effect) {
      if (effect.type === 'open') {
        if (here !== undefined) close(here);
        here = begin(effect.call);
      }
      const one = here?.call === effect.call ? here : undefined;
      if (one === undefined) return;
      // Not in its turn: what comes before may wait for a person, or a network.
      if (effect.type === 'close') return close(one);
      one.steps = one.steps
        .then(() => {
          if (!isHere(one)) return undefined;
          return effect.type === 'open' ? open(one, effect.video) : one.link?.run(effect);
        })
        .catch(() => {
          one.local.stop();
          if (isHere(one)) listener.tell({ type: 'broken', call: effect.call });
        });
    },
    stop() {
      if (here !== undefined) close(here);
    },
    local: () => (here?.link === undefined ? undefined : here.local),
  };
}
