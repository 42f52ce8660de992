/** A hospital with an administrator and one approved nurse, or with three colleagues, each in a browser of her own. */
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { newBrowser } from './browsers.ts';
import { approve, askForAccess, createHospital, type Enrolled } from './people.ts';
import type { TestServer } from './server.ts';

export interface Colleagues {
  readonly salma: Page;
  readonly amel: Page;
  readonly amelAccount: Enrolled;
}

export const firstAdminLink = (server: TestServer): string => /https?:\/\/\S+\/first-admin#\S+/.exec(server.output())?.[0] ?? '';

/** `watch` sees each page before it loads anything. */
export async function enrolTwo(
  browser: Browser,
  server: TestServer,
  options: BrowserContextOptions = {},
  watch: (page: Page) => Promise<void> = async () => {},
): Promise<Colleagues> {
  const [salma, amel] = [await newBrowser(browser, options), await newBrowser(browser, options)];
  for (const page of [salma, amel]) await watch(page);
  await createHospital(salma, firstAdminLink(server));
  const amelAccount = await askForAccess(amel, server.url, 'Amel Nour');
  await approve(salma, amel, 'Amel Nour');
  return { salma, amel, amelAccount };
}

/** Of pages that have loaded nothing yet: Salma is the administrator, the three others ask and are approved. */
export async function enrolWard(salma: Page, others: readonly [Page, Page, Page], server: TestServer): Promise<void> {
  const [amel, karim, nadia] = others;
  await createHospital(salma, firstAdminLink(server));
  for (const [page, name, profession] of [
    [amel, 'Amel Nour', 'Infirmier·ère'],
    [karim, 'Karim Ziadi', 'Médecin'],
    [nadia, 'Nadia Ferjani', 'Infirmier·ère'],
  ] as const) {
    await askForAccess(page, server.url, name, profession);
    await approve(salma, page, name);
  }
}
