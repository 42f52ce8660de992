/**
 * A call of a group as a mesh (GROUPCALL-4, GROUPCALL-8): what is captured here once (local-media.ts) goes over one connection to each other device
 * (peer-link.ts), each with the picture that is wanted there. Carries out what the engine decides and says how it went. Everything that is
 * opened here ends with `close`.
 */
import type { GroupMediaEvent, IceServers, Picture } from '@sanad/model/engine/api';
import type { DeviceId } from '@sanad/model/ids';
import { type LocalMedia, makeLocalMedia, type Source, type Tracks } from '../calls/local-media.ts';
import { makePeerLink, type PeerLink } from '../calls/peer-link.ts';
import type { GroupMedia, GroupMediaListener, SourceStreams } from './group-media.ts';
import { limitsOf } from './picture-limits.ts';

interface Entry {
  readonly device: DeviceId;
  readonly link: PeerLink;
  picture: Picture;
  remote: SourceStreams;
}
interface Here {
  readonly stay: number;
  readonly local: LocalMedia;
  isOpen: boolean;
  servers: IceServers;
  asking: ReturnType<typeof setInterval> | undefined;
  readonly entries: Map<string, Entry>;
}
type LinkSaid = Extract<GroupMediaEvent, { readonly type: 'link' }>['said'];
const noServers: IceServers = { servers: [], turnOnly: true };
/** Credentials end, and an administrator may have signed meanwhile that addresses stay hidden: connections made later go by it. */
const askAgainMs = 10 * 60_000;

export function makeMesh(listener: GroupMediaListener): GroupMedia {
  /** From the first moment on: what listens and sees must never outlive it. An answer for another one comes too late. */
  let here: Here | undefined;

  const streams = new WeakMap<MediaStreamTrack, MediaStream>();
  function streamOf(source: Source, track: MediaStreamTrack | undefined): SourceStreams {
    if (track === undefined) return {};
    const stream = streams.get(track) ?? new MediaStream([track]);
    streams.set(track, stream);
    return { [source]: stream };
  }
  const isHere = (one: Here): boolean => here === one;

  function saySends({ stay, local }: Here): void {
    const { microphone, camera, screen } = local.sending();
    listener.tell({ type: 'sends', stay, sends: { microphone, camera, screen } });
  }
  /** Nobody looks: not one picture is made for her. */
  function sendTo({ local }: Here, { link, picture }: Entry): void {
    const tracks = local.tracks();
    const sent: Tracks = picture === 'none' ? { ...tracks, camera: undefined, screen: undefined } : tracks;
    link.send(sent);
    if (picture === 'none') return;
    for (const source of ['camera', 'screen'] as const)
      link.limit(source, limitsOf(source, picture, tracks[source]?.getSettings().height));
  }

  function begin(stay: number): Here {
    const local = makeLocalMedia({
      changed() {
        if (!isHere(one) || !one.isOpen) return;
        for (const entry of one.entries.values()) sendTo(one, entry);
        saySends(one);
        listener.changed();
      },
      ended: () => undefined,
    });
    const one: Here = { stay, local, isOpen: false, servers: noServers, asking: undefined, entries: new Map() };
    return one;
  }
  async function open(one: Here, video: boolean): Promise<void> {
    const asked = listener.servers().catch(() => noServers);
    const isOpen = await one.local.open(video);
    if (!isHere(one)) return;
    if (!isOpen) return listener.tell({ type: 'not-opened', stay: one.stay });
    // Before she is in: whoever is there connects at once.
    one.servers = await asked;
    if (!isHere(one)) return;
    one.asking = setInterval(() => void askAgain(one), askAgainMs);
    one.isOpen = true;
    listener.tell({ type: 'opened', stay: one.stay });
    saySends(one);
    listener.changed();
    return undefined;
  }

  async function askAgain(one: Here): Promise<void> {
    one.servers = await listener.servers().catch(() => one.servers);
  }

  function openLink(one: Here, name: string, device: DeviceId): void {
    const tell = (said: LinkSaid): void => {
      if (isHere(one) && one.entries.has(name)) listener.tell({ type: 'link', link: name, said });
    };
    const broken = (): void => tell({ type: 'broken' });
    try {
      const link = makePeerLink(one.servers, {
        described: (description) => tell({ type: 'described', description }),
        candidates: (candidates) => tell({ type: 'candidates', candidates }),
        offerNeeded: () => tell({ type: 'offer-needed' }),
        state: (state) => tell({ type: 'state', state }),
        remote(source, track) {
          entry.remote = { ...entry.remote, ...streamOf(source, track) };
          listener.changed();
        },
        broken,
      });
      const entry: Entry = { device, link, picture: 'small', remote: {} };
      one.entries.set(name, entry);
      sendTo(one, entry);
    } catch {
      listener.tell({ type: 'link', link: name, said: { type: 'broken' } });
    }
  }
  function closeLink(one: Here, name: string): void {
    one.entries.get(name)?.link.close();
    one.entries.delete(name);
    listener.changed();
  }
  function close(one: Here): void {
    if (isHere(one)) here = undefined;
    clearInterval(one.asking);
    one.local.stop();
    for (const { link } of one.entries.values()) link.close();
    one.entries.clear();
    listener.changed();
  }

  return {
    run(effect) {
      if (effect.type === 'open') {
        if (here !== undefined) close(here);
        here = begin(effect.stay);
        const one = here;
        open(one, effect.video).catch(() => {
          one.local.stop();
          if (isHere(one)) listener.tell({ type: 'not-opened', stay: one.stay });
        });
        return;
      }
      const one = here;
      if (one === undefined || ('stay' in effect && effect.stay !== one.stay)) return;
      switch (effect.type) {
        case 'close':
          return close(one);
        case 'silence':
          return one.local.setMicrophone(false);
        case 'link-open':
          return openLink(one, effect.link, effect.device);
        case 'link-close':
          return closeLink(one, effect.link);
        case 'link-step':
          return one.entries.get(effect.link)?.link.run(effect.step);
        case 'link-picture': {
          const entry = one.entries.get(effect.link);
          if (entry === undefined) return undefined;
          entry.picture = effect.picture;
          return sendTo(one, entry);
        }
      }
    },
    stop() {
      if (here !== undefined) close(here);
    },
    local: () => (here?.isOpen === true ? here.local : undefined),
    mine() {
      const tracks = here?.local.tracks();
      return { ...streamOf('camera', tracks?.camera), ...streamOf('screen', tracks?.screen) };
    },
    of: (device) => [...(here?.entries.values() ?? [])].find((entry) => entry.device === device)?.remote ?? {},
    levels: () => new Map([...(here?.entries.values() ?? [])].map(({ device, link }) => [device, link.loudness()])),
  };
}
