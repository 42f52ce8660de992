/** Search in many messages: building and scanning the pages that the engine keeps, without what verifies the few that are shown. */
import { randomBytes } from '@sanad/model/crypto/primitives';
import { buildPage, type SearchPage, scanPage } from '@sanad/model/engine/search-page';
import { messageIdFromBytes } from '@sanad/model/ids';
import { wordsOf } from '@sanad/model/schema/fold-text';
import { atMost, median, type Row } from './report.ts';

const perPage = 2000;
const shown = 50;
const maxMs = 100;
const words = 'patient lit douze dose adrénaline surveillance garde bloc réa œdème مريض غرفة مستشفى جرعة استعجالي مراقبة'.split(
  ' ',
);

export function measureSearch(count: number): readonly Row[] {
  const text = (i: number): string => Array.from({ length: 16 }, (_, k) => words[(i * 7 + k * k) % words.length]).join(' ');
  const startedMs = performance.now();
  const pages = Array.from({ length: Math.ceil(count / perPage) }, (_, page) =>
    buildPage(
      '1',
      Array.from({ length: perPage }, (_, i) => ({
        id: messageIdFromBytes(randomBytes(12)),
        sentAtMs: page * perPage + i,
        text: `${text(page * perPage + i)} n${page * perPage + i}`,
      })),
    ),
  ).reverse();
  const buildMs = performance.now() - startedMs;
  const [first, rare, none] = ['مستشفي', 'n77', 'introuvable'].map((query) => timeScan(pages, wordsOf(query)));
  const worst = Math.max(first ?? Number.NaN, rare ?? Number.NaN, none ?? Number.NaN);
  return [
    {
      what: `search in ${count.toLocaleString('en')} messages: first ${shown} results`,
      unit: 'ms',
      value: worst,
      target: atMost(worst, maxMs),
      note: `frequent word ${first?.toFixed(1)} ms, rare ${rare?.toFixed(1)} ms, absent ${none?.toFixed(1)} ms; pages were built in ${Math.round(buildMs)} ms`,
    },
  ];
}

function timeScan(pages: readonly SearchPage[], query: readonly string[]): number {
  const times = Array.from({ length: 5 }, () => {
    const startedMs = performance.now();
    let found = 0;
    for (const page of pages) {
      for (const _hit of scanPage(page, query)) {
        found += 1;
        if (found >= shown) break;
      }
      if (found >= shown) break;
    }
    return performance.now() - startedMs;
  });
  return median(times);
}
