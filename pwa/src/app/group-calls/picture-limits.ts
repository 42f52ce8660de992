/** What a picture may take on its way to one device, by how large it is shown there (GROUPCALL-8): a mesh sends it five times. */
import type { Picture } from '@sanad/model/engine/api';
import type { LineLimits } from '../calls/peer-link.ts';

type Shown = Exclude<Picture, 'none'>;
interface Size {
  readonly lines: number;
  readonly limits: LineLimits;
}
const cameras: Readonly<Record<Shown, Size>> = {
  small: { lines: 180, limits: { maxBitsPerSecond: 150_000, maxFramesPerSecond: 15 } },
  large: { lines: 540, limits: { maxBitsPerSecond: 700_000, maxFramesPerSecond: 24 } },
};
/** Letters are to be read: few pictures, and no smaller ones. */
const screens: Readonly<Record<Shown, Size>> = {
  small: { lines: 720, limits: { maxBitsPerSecond: 400_000, maxFramesPerSecond: 3 } },
  large: { lines: 1080, limits: { maxBitsPerSecond: 1_200_000, maxFramesPerSecond: 10 } },
};

/** `lines`: of what is captured; undefined: not known, and left as it is. */
export function limitsOf(source: 'camera' | 'screen', picture: Shown, lines: number | undefined): LineLimits {
  const size = (source === 'camera' ? cameras : screens)[picture];
  return { ...size.limits, scaleDownBy: lines === undefined ? 1 : Math.max(1, lines / size.lines) };
}
