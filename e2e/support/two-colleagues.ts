/** A hospital with an administrator and one approved nurse, each in a browser of her own. */
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { approve, askForAccess, createHospital, type Enrolled } from './people.ts';
import type { TestServer } from './server.ts';

export interface Colleagues {
  readonly salma: Page;
  readonly amel: Page;
  readonly amelAccount: Enrolled;
}

export const firstAdminLink = (server: TestServer): string => /https?:\/\/\S+\/first-admin#\S+/.exec(server.output())?.[0] ?? '';

const newPage = async (browser: Browser, options: BrowserContextOptions): Promise<Page> =>
  (await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 }, ...options })).newPage();

/** `watch` sees each page before it loads anything. */
export async function enrolTwo(
  browser: Browser,
  server: TestServer,
  options: BrowserContextOptions = {},
  watch: (page: Page) => Promise<void> = async () => {},
): Promise<Colleagues> {
  const [salma, amel] = [await newPage(browser, options), await newPage(browser, options)];
  for (const page of [salma, amel]) await watch(page);
  await createHospital(salma, firstAdminLink(server));
  const amelAccount = await askForAccess(amel, server.url, 'Amel Nour');
  await approve(salma, amel, 'Amel Nour');
  return { salma, amel, amelAccount };
}
