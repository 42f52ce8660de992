/** The frame of a picture that is being cropped: eight handles and the frame itself, each a button that arrow keys move. */
import { createSignal, For } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import {
  HANDLES,
  type Handle,
  moveRect,
  type Point,
  pullHandle,
  pullSquare,
  type Rect,
  type Size,
} from '../../platform/photo-edits/geometry.ts';

interface CropFrameProps {
  /** In pixels of the picture as it is looked at. */
  readonly frame: Rect;
  readonly bounds: Size;
  /** CSS pixels to one of the picture. */
  readonly scale: number;
  /** It stays as wide as it is high. */
  readonly isSquare?: boolean | undefined;
  /** While it moves, and when it stands. */
  readonly onMove: (frame: Rect) => void;
  readonly onSet: (frame: Rect) => void;
}

/** Of the picture's pixels: less than this is a slip of the finger. */
const leastPart = 0.05;
/** An arrow key moves by a fiftieth, with Shift by one pixel. */
const keySteps = 50;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export const CropFrame = (props: CropFrameProps) => {
  const { t } = useI18n();
  const [said, setSaid] = createSignal('');
  let dragged: { readonly from: Point; readonly frame: Rect } | undefined;

  const moved = (frame: Rect, handle: Handle | undefined, by: Point): Rect =>
    handle === undefined
      ? moveRect(frame, by, props.bounds)
      : (props.isSquare ? pullSquare : pullHandle)(
          frame,
          handle,
          by,
          props.bounds,
          Math.max(1, leastPart * Math.min(props.bounds.width, props.bounds.height)),
        );
  const drag = (event: PointerEvent, handle: Handle | undefined): Rect | undefined => {
    if (dragged === undefined) return undefined;
    const by = { x: (event.clientX - dragged.from.x) / props.scale, y: (event.clientY - dragged.from.y) / props.scale };
    return moved(dragged.frame, handle, by);
  };
  const press = (event: KeyboardEvent, handle: Handle | undefined) => {
    const way = ARROWS[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const step = event.shiftKey ? 1 : Math.max(1, Math.max(props.bounds.width, props.bounds.height) / keySteps);
    const frame = moved(props.frame, handle, { x: way.x * step, y: way.y * step });
    props.onSet(frame);
    setSaid(t('edit.frame.size', { width: Math.round(frame.width), height: Math.round(frame.height) }));
  };
  const held = (handle: Handle | undefined) => ({
    onPointerDown: (event: PointerEvent & { readonly currentTarget: HTMLElement }) => {
      dragged = { from: { x: event.clientX, y: event.clientY }, frame: props.frame };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      const frame = drag(event, handle);
      if (frame !== undefined) props.onMove(frame);
    },
    onPointerUp: (event: PointerEvent) => {
      const frame = drag(event, handle);
      dragged = undefined;
      if (frame !== undefined) props.onSet(frame);
    },
    onPointerCancel: () => {
      if (dragged !== undefined) props.onMove(dragged.frame);
      dragged = undefined;
    },
    onKeyDown: (event: KeyboardEvent) => press(event, handle),
  });
  const place = () => ({
    left: `${props.frame.x * props.scale}px`,
    top: `${props.frame.y * props.scale}px`,
    width: `${props.frame.width * props.scale}px`,
    height: `${props.frame.height * props.scale}px`,
  });
  return (
    <>
      <div class="crop-shade">
        <div style={place()} />
      </div>
      <div class="crop-frame" style={place()}>
        <button type="button" class="crop-inside" aria-label={t('edit.frame')} {...held(undefined)} />
        <For each={HANDLES}>
          {(handle) => (
            <button
              type="button"
              class="crop-handle"
              data-at={handle}
              aria-label={t(`edit.handle.${handle}`)}
              {...held(handle)}
            />
          )}
        </For>
        <span class="sr" role="status">
          {said()}
        </span>
      </div>
    </>
  );
};
