/** What the specs about accessibility ask of a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Locator, type Page } from '@playwright/test';

export const LANGUAGES = ['fr', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

export async function openIn(page: Page, language: Language, url: string): Promise<void> {
  await page.evaluate((code) => localStorage.setItem('sanad.language', code), language);
  // To the address where it is with a part of the page in it, a browser goes without loading.
  await (page.url() === url ? page.reload() : page.goto(url));
  await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
}

/** What the page shows to a script of a test: axe, and what it found. */
interface WithAxe {
  readonly axe?: {
    readonly run: (page: Document, options: object) => Promise<{ readonly violations: readonly Violation[] }>;
  };
}
interface Violation {
  readonly id: string;
  readonly impact?: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}
const builder = createRequire(import.meta.url).resolve('@axe-core/playwright');
const axe = readFileSync(createRequire(builder).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Serious and critical faults as lines a person can act on. Colours are those of the theme in every language: contrast, half of the time that
 * this takes, is measured where the page is not Arabic. Each page gets axe once and answers with what counts alone: there are no frames of others
 * here, for which `@axe-core/playwright` does twice the work.
 */
export async function faults(page: Page): Promise<readonly string[]> {
  if (await page.evaluate(() => (window as WithAxe).axe === undefined)) await page.evaluate(axe);
  return page.evaluate(async () => {
    // Colours in between are nobody's.
    await new Promise((done) => requestAnimationFrame(done));
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(passing.map(({ finished }) => finished.catch(() => undefined))); // one that is cancelled is over too
    const options = {
      resultTypes: ['violations'],
      rules: { 'color-contrast': { enabled: document.documentElement.lang !== 'ar' } },
    };
    const { violations = [] } = (await (window as WithAxe).axe?.run(document, options)) ?? {};
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
  });
}

/** Presses Tab until the element has the focus: it is reachable, and not only by a script. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}
