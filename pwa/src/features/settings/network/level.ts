/** How loud a microphone hears, for a meter. */

const everyMs = 100;
/** Below it is silence of a room, at 0 the loudest there is. */
const quietDb = -60;

/** 0 … 1, as ears hear it. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const loudness = Math.sqrt(sum / Math.max(1, samples.length));
  if (loudness === 0) return 0;
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(loudness)) / quietDb));
}

/** Tells until it is ended by what it returns. */
export function watchLevel(track: MediaStreamTrack, tell: (level: number) => void): () => void {
  const context = new AudioContext();
  void context.resume();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(levelOf(samples));
  }, everyMs);
  return () => {
    clearInterval(timer);
    source.disconnect();
    void context.close();
  };
}
