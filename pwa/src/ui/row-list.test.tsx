import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test } from 'vitest';
import { makeScrollingPage, pagePx, restore } from '../../test/support/scrolling-page.ts';
import { RowList } from './RowList.tsx';

const rowPx = 64;
const keysTo = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`);
const items = () => [...document.querySelectorAll<HTMLElement>('.row-list > li')];
const shown = () => items().map(({ textContent }) => textContent);
const topOf = (item: HTMLElement) => Number.parseFloat(item.style.top);
const isSeen = (item: HTMLElement, at: number) => topOf(item) + rowPx > at && topOf(item) < at + pagePx;

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  restore();
});
function list(first: readonly string[], abovePx = 0) {
  const page = makeScrollingPage(abovePx);
  const [keys, setKeys] = createSignal(first);
  const Rows = () => <RowList keys={keys()}>{(key) => <button type="button">{key}</button>}</RowList>;
  dispose = render(() => <Rows />, page.element);
  return { ...page, setKeys };
}

test('at any place the rows that belong there are there, in their order, and few others', async () => {
  const page = list(keysTo(10_000), 500);
  await page.drawn();
  for (const at of [0, 700, 1400, 90_000, 639_000, 320_032, 31, 2000]) {
    await page.scrollTo(500 + at);
    const seen = items().filter((item) => isSeen(item, at));
    const first = Math.floor(at / rowPx);
    const last = Math.min(9999, Math.ceil((at + pagePx) / rowPx) - 1);
    expect(seen.map(({ textContent }) => textContent)).toEqual(keysTo(10_000).slice(first, last + 1));
    expect(seen.map(topOf)).toEqual(seen.map((_, n) => (first + n) * rowPx));
    expect(items().length).toBeLessThan(40);
  }
});

test('a screen reader hears of all rows, and which of them this is', async () => {
  const page = list(keysTo(500));
  await page.scrollTo(6400);
  const row = items().find(({ textContent }) => textContent === 'p100');
  expect([row?.ariaSetSize ?? row?.getAttribute('aria-setsize'), row?.getAttribute('aria-posinset')]).toEqual(['500', '101']);
  page.setKeys(keysTo(500).slice(1));
  await page.drawn();
  expect([row?.getAttribute('aria-setsize'), row?.getAttribute('aria-posinset')]).toEqual(['499', '100']);
  expect(row?.isConnected).toBe(true);
});

test('what has the focus keeps it wherever one scrolls, and its neighbours are there for the tabulator; it goes when it is left', async () => {
  const page = list(keysTo(1000));
  await page.drawn();
  const button = items()[3]?.querySelector('button');
  button?.focus();
  await page.scrollTo(30_000);
  expect(document.activeElement).toBe(button);
  expect(shown().slice(0, 3)).toEqual(['p2', 'p3', 'p4']);
  expect(shown()[3]).not.toBe('p5');
  button?.blur();
  await page.drawn();
  expect(shown()).not.toContain('p3');
});

test('the focus stays in a row that another list has as well', async () => {
  const page = list(keysTo(1000));
  await page.drawn();
  const button = items()[5]?.querySelector('button');
  button?.focus();
  page.setKeys(keysTo(1000).filter((_, n) => n % 5 === 0));
  await page.drawn();
  expect(document.activeElement).toBe(button);
  expect(shown().slice(0, 3)).toEqual(['p0', 'p5', 'p10']);
  expect(items().map(topOf).slice(0, 3)).toEqual([0, 64, 128]);
});

test('a list that became short while its end was seen shows what it has; an empty one nothing', async () => {
  const page = list(keysTo(1000));
  await page.scrollTo(60_000);
  page.setKeys(['p7', 'p8']);
  await page.scrollTo(0);
  expect(shown()).toEqual(['p7', 'p8']);
  page.setKeys([]);
  await page.drawn();
  expect(shown()).toEqual([]);
});
