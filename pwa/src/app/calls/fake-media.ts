/** Media and a connection for tests: nothing but what is done with them. */
export class FakeTrack extends EventTarget {
  enabled = true;
  readyState = 'live';
  contentHint = '';
  facing: string | undefined;
  id: string | undefined;
  readonly kind: string;
  constructor(kind: string) {
    super();
    this.kind = kind;
    this.facing = kind === 'video' ? 'user' : undefined;
  }
  stop() {
    this.readyState = 'ended';
  }
  /** As by a hand that pulls the plug. */
  unplug() {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
  getSettings = () => ({ facingMode: this.facing, deviceId: this.id });
}

export class FakeStream {
  readonly tracks: FakeTrack[];
  constructor(tracks: FakeTrack[] = []) {
    this.tracks = tracks;
  }
  getTracks = () => this.tracks;
  getAudioTracks = () => this.tracks.filter(({ kind }) => kind === 'audio');
  getVideoTracks = () => this.tracks.filter(({ kind }) => kind === 'video');
}

interface FakeLine {
  direction: string;
  readonly sender: {
    track: FakeTrack | null;
    replaceTrack(next: FakeTrack | null): Promise<void>;
    getParameters(): { readonly encodings: readonly RTCRtpEncodingParameters[] };
    setParameters(parameters: { readonly encodings: readonly RTCRtpEncodingParameters[] }): Promise<void>;
  };
}
export class FakeConnection extends EventTarget {
  static readonly made: FakeConnection[] = [];
  readonly configuration: RTCConfiguration;
  readonly did: string[] = [];
  readonly lines: FakeLine[] = [];
  connectionState = 'new';
  localDescription: { type: string; sdp: string } | null = null;
  private hasRemoteOffer = false;
  constructor(configuration: RTCConfiguration) {
    super();
    this.configuration = configuration;
    FakeConnection.made.push(this);
  }
  getTransceivers = () => this.lines;
  addTransceiver(_kind: string, { direction }: { direction: string }): FakeLine {
    const { did } = this;
    const line: FakeLine = {
      direction,
      sender: {
        track: null,
        async replaceTrack(next) {
          this.track = next;
          did.push(`send ${next?.kind ?? 'nothing'}`);
        },
        getParameters: () => ({ encodings: [{}] }),
        setParameters: async ({ encodings }) => void did.push(`limit ${encodings[0]?.maxBitrate}`),
      },
    };
    this.lines.push(line);
    return line;
  }
  async setLocalDescription() {
    this.localDescription = { type: this.hasRemoteOffer ? 'answer' : 'offer', sdp: 'v=0' };
  }
  async setRemoteDescription({ type }: { type: string }) {
    if (type === 'answer' && this.localDescription === null) throw new Error('InvalidStateError');
    this.hasRemoteOffer = type === 'offer';
    this.did.push(`take ${type}`);
    if (type === 'offer' && this.lines.length === 0) {
      for (const kind of ['audio', 'video', 'video']) this.addTransceiver(kind, { direction: 'recvonly' });
    }
  }
  async addIceCandidate({ candidate }: { candidate: string }) {
    if (candidate === 'bad') throw new Error('OperationError');
    this.did.push(candidate);
  }
  report: readonly object[] = [];
  getStats = async () => new Map(this.report.map((entry, i) => [String(i), entry]));
  becomes(state: string) {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }
  restartIce = () => void this.did.push('restart');
  close = () => void this.did.push('close');
}

/** Whatever was begun and waits for nothing from outside is done: steps that follow one another, not a time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 2_000; turn++) await Promise.resolve();
}
