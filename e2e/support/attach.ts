/** Files as people add them to a message. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { SentFile } from './pictures.ts';

export const chips = (page: Page): Locator => page.getByRole('list', { name: 'Pièces jointes' }).getByRole('listitem');
export const sendButton = (page: Page): Locator => page.getByRole('button', { name: 'Envoyer', exact: true });

export async function attach(page: Page, kind: 'Galerie' | 'Document', files: readonly SentFile[]): Promise<void> {
  await page.getByRole('button', { name: 'Ajouter au message' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByRole('button', { name: kind }).click();
  await (await chooser).setFiles([...files]);
}
export async function sendFiles(page: Page, kind: 'Galerie' | 'Document', files: readonly SentFile[]): Promise<void> {
  await attach(page, kind, files);
  await expect(sendButton(page)).toBeEnabled();
  await sendButton(page).click();
  await expect(chips(page)).toHaveCount(0);
}
