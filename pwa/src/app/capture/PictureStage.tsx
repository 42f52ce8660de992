/** A picture that is being edited, as large as there is room, with the frame or the brush over it. Always left to right: pictures are not mirrored. */
import { createEffect, createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { type Edits, type Mark, withCrop, withMark } from '../../platform/photo-edits/edits.ts';
import {
  fitScale,
  type Point,
  type Rect,
  turnPoint,
  turnRect,
  turnSize,
  unturnPoint,
  unturnRect,
  wholeOf,
  wholePixels,
} from '../../platform/photo-edits/geometry.ts';
import type { PictureOnPage } from '../../platform/photo-edits/photo-edits.ts';
import { CropFrame } from './CropFrame.tsx';
import { createPen, type PenKind } from './create-pen.ts';
import { makePictureView, pixelsOf } from './picture-view.ts';

export type Tool = 'crop' | PenKind;

interface PictureStageProps {
  readonly picture: PictureOnPage;
  readonly edits: Edits;
  readonly tool: Tool;
  readonly isSquare?: boolean | undefined;
  readonly onStep: (edits: Edits) => void;
}

/** CSS pixels. */
const brushWidth = 30;
const keyStep = 12;
/** Finer is not seen, and costs. */
const maxDensity = 2;

export const PictureStage = (props: PictureStageProps) => {
  const { t } = useI18n();
  const [room, setRoom] = createSignal({ width: 0, height: 0 });
  const [pulled, setPulled] = createSignal<Rect>();
  const [said, setSaid] = createSignal('');
  const pen = createPen((mark: Mark) => props.onStep(withMark(props.edits, mark)));
  let stage: HTMLDivElement | undefined;
  let canvas: HTMLCanvasElement | undefined;
  let frame = 0;

  const whole = createMemo(() => wholeOf(props.picture));
  /** The frame is drawn on the whole picture; everything else on what it leaves. */
  const window = createMemo(() => (props.tool === 'crop' ? whole() : props.edits.crop));
  const seen = createMemo(() => turnSize(window(), props.edits.turns));
  /** CSS pixels to one of the picture. A small picture is enlarged to be worked on. */
  const scale = createMemo(() => {
    const { width, height } = room();
    return width === 0 ? 0 : Math.max(fitScale(seen(), room()), Math.min(3, width / seen().width, height / seen().height));
  });
  const view = createMemo(() => {
    const made = makePictureView(props.picture);
    onCleanup(() => made.dispose());
    return made;
  });
  createEffect(() => {
    const [shown, part, edits, being, at] = [view(), window(), props.edits, pen.being(), scale()];
    cancelAnimationFrame(frame);
    if (at === 0) return;
    frame = requestAnimationFrame(() => {
      if (canvas !== undefined) shown.draw(canvas, part, edits, being, at * Math.min(maxDensity, devicePixelRatio));
    });
  });
  createEffect(() => {
    // Another tool, another picture below the brush: what was begun is not carried over.
    if (props.tool === 'crop' || props.edits.turns >= 0) {
      pen.drop();
      pen.hideCursor();
    }
  });
  onMount(() => {
    if (stage === undefined) return;
    const sizes = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    sizes.observe(stage);
    onCleanup(() => {
      sizes.disconnect();
      cancelAnimationFrame(frame);
    });
  });

  const pointAt = (event: PointerEvent, target: Element): Point => {
    const box = target.getBoundingClientRect();
    const at = { x: (event.clientX - box.left) / scale(), y: (event.clientY - box.top) / scale() };
    const { x, y } = unturnPoint(at, window(), props.edits.turns);
    return { x: x + window().x, y: y + window().y };
  };
  const width = () => brushWidth / scale();
  const press = (kind: PenKind, at: Point) => pen.press(kind, at, width());
  const keys = (event: KeyboardEvent) => {
    const tool = props.tool;
    if (tool === 'crop') return;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (pen.being() !== undefined) {
        pen.lift();
        setSaid(t('edit.pen.up'));
      } else {
        press(tool, pen.moveCursor({ x: 0, y: 0 }, window()));
        setSaid(t('edit.pen.down'));
      }
      return;
    }
    const step = (event.shiftKey ? 2 : keyStep) / scale();
    const way = {
      ArrowLeft: { x: -step, y: 0 },
      ArrowRight: { x: step, y: 0 },
      ArrowUp: { x: 0, y: -step },
      ArrowDown: { x: 0, y: step },
    }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    // As it is looked at: right is right, also of a picture that was turned.
    const [origin, turned] = [
      unturnPoint({ x: 0, y: 0 }, window(), props.edits.turns),
      unturnPoint(way, window(), props.edits.turns),
    ];
    pen.moveCursor({ x: turned.x - origin.x, y: turned.y - origin.y }, window());
  };
  const cursorPlace = () => {
    const at = pen.cursor();
    if (at === undefined || props.tool === 'crop') return undefined;
    const { x, y } = turnPoint({ x: at.x - window().x, y: at.y - window().y }, window(), props.edits.turns);
    return { left: `${x * scale()}px`, top: `${y * scale()}px` };
  };
  const cropShown = () => turnRect(pulled() ?? props.edits.crop, props.picture, props.edits.turns);
  const cssSize = () => pixelsOf(window(), props.edits.turns, scale());

  return (
    <div
      class="picture-stage"
      dir="ltr"
      ref={(made) => {
        stage = made;
      }}
    >
      <div class="picture-area" style={{ width: `${cssSize().width}px`, height: `${cssSize().height}px` }}>
        {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: keys move the brush here, as in a drawing application */}
        <canvas
          ref={(made) => {
            canvas = made;
          }}
          role="application"
          tabindex={props.tool === 'crop' ? -1 : 0}
          aria-label={t('edit.canvas')}
          data-tool={props.tool}
          onKeyDown={keys}
          onBlur={() => pen.lift()}
          onPointerDown={(event) => {
            if (props.tool === 'crop' || !event.isPrimary) return;
            pen.hideCursor();
            event.currentTarget.setPointerCapture(event.pointerId);
            press(props.tool, pointAt(event, event.currentTarget));
          }}
          onPointerMove={(event) => {
            if (pen.being() === undefined || pen.cursor() !== undefined) return;
            const all = event.getCoalescedEvents();
            for (const one of all.length === 0 ? [event] : all) pen.move(pointAt(one, event.currentTarget));
          }}
          onPointerUp={() => pen.lift()}
          onPointerCancel={() => pen.drop()}
        />
        <Show when={cursorPlace()}>
          {(place) => <span class="pen-cursor" data-down={pen.being() === undefined ? undefined : ''} style={place()} />}
        </Show>
        <Show when={props.tool === 'crop' && scale() > 0}>
          <CropFrame
            frame={cropShown()}
            bounds={seen()}
            scale={scale()}
            isSquare={props.isSquare}
            onMove={(rect) => setPulled(unturnRect(rect, props.picture, props.edits.turns))}
            onSet={(rect) => {
              setPulled(undefined);
              const crop = wholePixels(unturnRect(rect, props.picture, props.edits.turns), props.picture);
              const { x, y, width: wide, height } = props.edits.crop;
              if (crop.x !== x || crop.y !== y || crop.width !== wide || crop.height !== height)
                props.onStep(withCrop(props.edits, crop));
            }}
          />
        </Show>
      </div>
      <span class="sr" role="status">
        {said()}
      </span>
    </div>
  );
};
