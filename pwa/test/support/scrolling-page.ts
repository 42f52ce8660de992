/** A page that scrolls, for tests of long lists: jsdom lays nothing out. What stands above the list in it is `abovePx` high; the list and its rows are as high as their styles say. */
import { vi } from 'vitest';

export const pagePx = 640;

export interface ScrollingPage {
  readonly element: HTMLElement;
  /** As far down; then everything is drawn that is drawn for it. */
  readonly scrollTo: (px: number) => Promise<void>;
  /** All tasks and frames until nothing is left to draw. */
  readonly drawn: () => Promise<void>;
}

/** With fake timers, which frames need as well; `restore` ends it. */
export function makeScrollingPage(abovePx = 0): ScrollingPage {
  vi.useFakeTimers();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  const element = document.createElement('div');
  element.className = 'scroll';
  document.body.append(element);
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    if (this === element) return new DOMRect(0, 100, 400, pagePx);
    return new DOMRect(0, 100 + abovePx - element.scrollTop, 400, 0);
  });
  const drawn = async () => void (await vi.advanceTimersByTimeAsync(3000));
  const scrollTo = async (px: number) => {
    element.scrollTop = px;
    element.dispatchEvent(new Event('scroll'));
    await drawn();
  };
  return { element, scrollTo, drawn };
}
export function restore(): void {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  document.body.replaceChildren();
}
