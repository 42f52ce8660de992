/**
 * Events under a pointer: a mouse takes hold as it moves, a finger by resting, so that a list still scrolls under it. What is held is shown where it
 * would lie, quarter by quarter; Escape lets it go where it was.
 */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, onCleanup } from 'solid-js';
import type { Here } from '../move/moved.ts';
import { edgeSpeed, type Geometry, spotAt } from './geometry.ts';
import { dropAt, type Grip, type Spot, stepMinutes } from './grip.ts';
import type { Held } from './held.ts';

export interface DragDep {
  readonly scroller: () => HTMLElement;
  readonly measure: () => Geometry;
  readonly days: Accessor<readonly string[]>;
  readonly here: Here;
  /** Undefined: it may not be moved. */
  readonly movable: (id: string) => OccurrenceRow | undefined;
  readonly held: Accessor<Held | undefined>;
  readonly setHeld: (held: Held | undefined) => void;
  /** It was let go. */
  readonly onDrop: (held: Held) => void;
}

const restMs = 420;
const mouseSlack = 4;
const fingerSlack = 9;

interface Press {
  readonly pointer: number;
  readonly isTouch: boolean;
  readonly x: number;
  readonly y: number;
  readonly row: OccurrenceRow | undefined;
  readonly grip: Grip;
  readonly geometry: Geometry;
  readonly from: Spot;
}

export function createDrag(dep: DragDep) {
  let press: Press | undefined;
  let isDragging = false;
  let hasDragged = false;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let frame: number | undefined;
  let at = { x: 0, y: 0 };
  let scrollTop = 0;

  /** Ground that is drawn over from an hour stays among the hours. */
  const isHours = ({ row, from }: Press): boolean => row === undefined && from.minute !== undefined;
  const spotNow = (one: Press): Spot => spotAt(at, one.geometry, scrollTop, dep.days(), isHours(one));

  function show(one: Press): void {
    const held = dep.held();
    const to = spotNow(one);
    if (one.row === undefined) {
      const spot = one.from.minute === undefined ? { date: to.date, minute: undefined } : quarter(to);
      if (held?.kind !== 'ground' || !isSameSpot(held.to, spot))
        dep.setHeld({ kind: 'ground', from: quarterBefore(one.from), to: spot });
      return;
    }
    const drop = dropAt(one.row, one.grip, one.from, to, dep.here);
    if (held?.kind === 'row' && JSON.stringify(held.drop) === JSON.stringify(drop)) return;
    dep.setHeld({ kind: 'row', row: one.row, grip: one.grip, drop, isByKeys: false, isSettling: false });
  }
  /** Scrolls while the pointer is at an edge; what is held goes along. */
  function scroll(): void {
    frame = undefined;
    if (press === undefined || !isDragging) return;
    const speed = edgeSpeed(at.y, press.geometry, isHours(press));
    if (speed === 0) return;
    dep.scroller().scrollTop += speed;
    frame = requestAnimationFrame(scroll);
  }
  function begin(one: Press): void {
    clearTimeout(rest);
    isDragging = true;
    hasDragged = true;
    dep.scroller().setPointerCapture(one.pointer);
    window.addEventListener('keydown', onKey, true);
    show(one);
  }
  function end(): void {
    clearTimeout(rest);
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onCancel);
    window.removeEventListener('keydown', onKey, true);
    press = undefined;
    isDragging = false;
  }
  function giveUp(): void {
    const wasDragging = isDragging;
    end();
    if (wasDragging) dep.setHeld(undefined);
  }
  const onMove = (event: PointerEvent) => {
    if (press === undefined || event.pointerId !== press.pointer) return;
    at = { x: event.clientX, y: event.clientY };
    const way = Math.hypot(at.x - press.x, at.y - press.y);
    if (!isDragging && way > (press.isTouch ? fingerSlack : mouseSlack)) {
      if (press.isTouch) return end();
      begin(press);
    }
    if (!isDragging) return;
    show(press);
    frame ??= requestAnimationFrame(scroll);
  };
  const onUp = (event: PointerEvent) => {
    if (press === undefined || event.pointerId !== press.pointer) return;
    const held = isDragging ? dep.held() : undefined;
    end();
    if (held !== undefined) dep.onDrop(held);
  };
  const onCancel = (event: PointerEvent) => {
    if (event.pointerId === press?.pointer) giveUp();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    giveUp();
  };
  const down = (event: PointerEvent) => {
    hasDragged = false;
    if (event.button !== 0 || !event.isPrimary || press !== undefined || dep.held() !== undefined) return;
    if (!(event.target instanceof Element)) return;
    const target = event.target.closest<HTMLElement>('[data-id], [role="gridcell"], button');
    if (target === null || target instanceof HTMLButtonElement) return;
    const { id } = target.dataset;
    const row = id === undefined ? undefined : dep.movable(id);
    if (id !== undefined && row === undefined) return;
    const isTouch = event.pointerType === 'touch';
    const geometry = dep.measure();
    scrollTop = dep.scroller().scrollTop;
    at = { x: event.clientX, y: event.clientY };
    const one: Press = {
      ...{ pointer: event.pointerId, isTouch, x: at.x, y: at.y, row, geometry },
      grip: gripOf(event.target.closest<HTMLElement>('[data-grip]')?.dataset['grip']),
      from: spotAt(at, geometry, scrollTop, dep.days()),
    };
    press = one;
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onCancel);
    if (isTouch) rest = setTimeout(() => begin(one), restMs);
  };
  onCleanup(giveUp);
  return {
    down,
    scrolled: (top: number) => {
      scrollTop = top;
      if (press === undefined) return;
      if (isDragging) show(press);
      // The page went away under a finger: it was meant to.
      else if (press.isTouch) end();
    },
    /** Of a touch: once something is held, the page stays. */
    touched: (event: TouchEvent) => {
      if (isDragging && event.cancelable) event.preventDefault();
    },
    /** A long press of a finger opens no menu of the browser. */
    menu: (event: Event) => {
      if (press?.isTouch === true) event.preventDefault();
    },
    /** True: this click is the end of a drag. */
    wasDragged: () => hasDragged,
  };
}

const gripOf = (name: string | undefined): Grip => (name === 'start' || name === 'end' ? name : 'move');
const isSameSpot = (a: Spot, b: Spot): boolean => a.date === b.date && a.minute === b.minute;
const quarter = ({ date, minute }: Spot): Spot => ({
  date,
  minute: minute === undefined ? minute : Math.round(minute / stepMinutes) * stepMinutes,
});
const quarterBefore = ({ date, minute }: Spot): Spot => ({
  date,
  minute: minute === undefined ? minute : Math.floor(minute / stepMinutes) * stepMinutes,
});
