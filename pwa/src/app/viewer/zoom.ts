/** How far a picture is enlarged and moved, in the pixels of the screen. At 1 it stands whole in the middle; it never leaves a gap that it could fill. */
export interface Zoom {
  readonly scale: number;
  /** Of the picture's middle from that of the screen. */
  readonly x: number;
  readonly y: number;
}
interface Extent {
  readonly width: number;
  readonly height: number;
}

export const notZoomed: Zoom = { scale: 1, x: 0, y: 0 };
export const maxZoom = 8;

/** Enlarges so that what is under `at` (from the middle of the screen) stays there. */
export function zoomAt(
  zoom: Zoom,
  factor: number,
  at: { readonly x: number; readonly y: number },
  shown: Extent,
  room: Extent,
): Zoom {
  const scale = Math.max(1, Math.min(maxZoom, zoom.scale * factor));
  const grown = scale / zoom.scale;
  return keptInside({ scale, x: at.x - (at.x - zoom.x) * grown, y: at.y - (at.y - zoom.y) * grown }, shown, room);
}

export const panBy = (zoom: Zoom, x: number, y: number, shown: Extent, room: Extent): Zoom =>
  keptInside({ ...zoom, x: zoom.x + x, y: zoom.y + y }, shown, room);

/** `shown`: the picture as it stands at scale 1. */
function keptInside(zoom: Zoom, shown: Extent, room: Extent): Zoom {
  const reach = (size: number, space: number) => Math.max(0, (size * zoom.scale - space) / 2);
  const within = (value: number, limit: number) => Math.max(-limit, Math.min(limit, value)) || 0;
  return {
    scale: zoom.scale,
    x: within(zoom.x, reach(shown.width, room.width)),
    y: within(zoom.y, reach(shown.height, room.height)),
  };
}

/** What a finger that moved so far asks for: the next or the one before in reading direction, or to close. */
export function swipeOf(x: number, y: number, isRtl: boolean): 'next' | 'previous' | 'close' | undefined {
  if (Math.abs(x) >= 48 && Math.abs(x) > Math.abs(y) * 1.5) return x < 0 !== isRtl ? 'next' : 'previous';
  return y >= 96 && y > Math.abs(x) * 1.5 ? 'close' : undefined;
}
