/** A browser of her own for each person: nothing of it is anybody else's. */
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';

const desk = { width: 1280, height: 800 } as const;
const hand = { width: 390, height: 844 } as const;

/** In French, on a desk unless another `viewport` is given. */
export const newBrowser = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> =>
  (await browser.newContext({ locale: 'fr-FR', viewport: desk, ...options })).newPage();

export const newPhone = (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> =>
  newBrowser(browser, { viewport: hand, ...options });
