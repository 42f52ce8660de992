/** Calls of two as they are seen on a page. */
import { expect, type Locator, type Page } from '@playwright/test';
import { bytesHeard } from './connections.ts';
import { send, writeTo } from './people.ts';

export const incoming = (page: Page): Locator => page.getByRole('dialog', { name: 'Appel entrant' });
export const goingOn = (page: Page): Locator => page.getByRole('dialog', { name: 'Appel en cours' });
export const end = (page: Page): Locator => page.locator('.call-end');
export const call = (page: Page): Promise<void> => page.getByRole('button', { name: 'Appeler', exact: true }).click();
export const answer = (page: Page): Promise<void> => incoming(page).getByRole('button', { name: 'Répondre' }).click();

/** Sound comes in over RTP, and goes on coming. */
export async function expectVoices(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    const before = await bytesHeard(page);
    await expect.poll(() => bytesHeard(page)).toBeGreaterThan(before + 500);
  }
}

/** Amel wrote to Salma, and both have the conversation before them. */
export async function openTogether(salma: Page, amel: Page, url: string): Promise<void> {
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Je vous appelle');
  await salma.goto(url);
  await salma
    .getByRole('link', { name: /Amel Nour/ })
    .first()
    .click();
  await expect(salma.getByText('Je vous appelle').first()).toBeVisible();
}
