/** Photos and documents: attached, sent, shown; over a thin line, without one, and past a server that dies on the way. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { attach, chips, sendButton, sendFiles } from './support/attach.ts';
import { isInstalled, message, send, thread, writeTo } from './support/people.ts';
import { noise, pdf, photoWithPlace, placeMarks, type SentFile, scannedPdf, scans, textFile } from './support/pictures.ts';
import { test } from './support/server.ts';
import { openSlowProxy, type SlowProxy } from './support/slow-proxy.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'files' });
test.describe.configure({ mode: 'serial' });

/** Bytes a second: as if there were no line between. */
const wide = 1_000_000_000;
let thin: SlowProxy;
let salma: Page;
let amel: Page;

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  thin = await openSlowProxy(server.url, server.linePort, wide);
  ({ salma, amel } = await enrolTwo(browser, { ...server, url: thin.url }));
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Voici les pièces');
  await writeTo(salma, 'Amel Nour');
  await expect(message(salma, 'Voici les pièces')).toBeVisible();
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
  await thin?.close();
});

/** The bytes follow the message: until then whoever presses is told so. */
const brought = (page: Page): Promise<void> => expect(thread(page).locator('.transfer')).toHaveCount(0, { timeout: 45_000 });
async function saved(page: Page, name: RegExp): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await thread(page).getByRole('button', { name }).last().click();
  return readFile(await (await download).path());
}

test('a photo arrives upright and without its place, its thumbnail at once', async () => {
  const photo = await photoWithPlace(amel, 'IMG_2041.jpg');
  for (const mark of placeMarks) expect(photo.buffer.includes(mark)).toBe(true);
  await attach(amel, 'Galerie', [photo]);
  await expect(chips(amel).getByRole('img', { name: 'IMG_2041.jpg' })).toBeVisible();
  await sendButton(amel).click();
  const shown = thread(salma).getByRole('button', { name: 'Agrandir la photo 1 sur 1 : IMG_2041.jpg' });
  await expect(shown).toBeVisible();
  await expect(shown).not.toHaveAttribute('data-rough');
  const size = await shown
    .locator('img')
    .evaluate((image) => (image instanceof HTMLImageElement ? [image.naturalWidth, image.naturalHeight] : []));
  // Orientation 6: what was wide is high.
  expect(size).toEqual([900, 1200]);
  const picture = thread(salma)
    .locator('article')
    .filter({ has: salma.getByRole('button', { name: /IMG_2041/ }) });
  await picture.getByRole('button', { name: /^Actions/ }).click();
  await salma.getByRole('menuitem', { name: 'Fichiers' }).click();
  const download = salma.waitForEvent('download');
  await salma.getByRole('dialog', { name: 'Fichiers' }).getByRole('button', { name: 'Enregistrer' }).click();
  const arrived = await readFile(await (await download).path());
  expect(arrived.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  expect(arrived.includes('Exif')).toBe(false);
  for (const mark of placeMarks) expect(arrived.includes(mark)).toBe(false);
});

/** Reloads in the moment in which so many chips are ready. */
const reloadWhenReady = (page: Page, count: number): Promise<void> =>
  page.evaluate((wanted) => {
    new MutationObserver(() => {
      if (document.querySelectorAll('.attached small').length === wanted && !document.querySelector('.attached .spin'))
        location.reload();
    }).observe(document, { subtree: true, childList: true });
  }, count);

/** Red, green and blue of a picture at this part of its width and height. */
const colourAt = (page: Page, picture: Buffer, x: number, y: number): Promise<readonly number[]> =>
  page.evaluate(
    async ([bytes, left, top]) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.drawImage(bitmap, 0, 0);
      return [...context.getImageData(bitmap.width * left, bitmap.height * top, 1, 1).data].slice(0, 3);
    },
    [[...picture], x, y] as const,
  );

test('what was blacked out of a photo is in no byte that arrives', async () => {
  // No camera: a picture that is a file already.
  await amel.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  const photo = await photoWithPlace(amel, 'IMG_2042.jpg');
  expect(await colourAt(amel, photo.buffer, 0.5, 0.5)).not.toEqual([0, 0, 0]);
  await amel.locator('.entry').getByRole('button', { name: 'Photo' }).click();
  const editor = amel.getByRole('dialog');
  await editor.locator('input[type=file]').setInputFiles(photo);
  await editor.getByRole('button', { name: 'Noircir' }).click();
  const canvas = editor.getByRole('application');
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('no picture');
  const middle = box.y + box.height / 2;
  await amel.mouse.move(box.x + box.width * 0.2, middle);
  await amel.mouse.down();
  await amel.mouse.move(box.x + box.width * 0.8, middle, { steps: 8 });
  await amel.mouse.up();
  await editor.getByText('Oral', { exact: true }).click();
  await editor.getByRole('button', { name: 'Utiliser l’image' }).click();
  await expect(sendButton(amel)).toBeEnabled();
  await sendButton(amel).click();
  const arrived = message(salma, 'Accord oral du patient');
  await arrived.getByRole('button', { name: /^Actions/ }).click();
  await brought(amel);
  await salma.getByRole('menuitem', { name: 'Fichiers' }).click();
  const download = salma.waitForEvent('download');
  await salma.getByRole('dialog', { name: 'Fichiers' }).getByRole('button', { name: 'Enregistrer' }).click();
  const bytes = await readFile(await (await download).path());
  await salma.keyboard.press('Escape');
  for (const x of [0.3, 0.5, 0.7]) for (const part of await colourAt(salma, bytes, x, 0.5)) expect(part).toBeLessThan(8);
  expect(Math.max(...(await colourAt(salma, bytes, 0.5, 0.1)))).toBeGreaterThan(40);
});

test('what was just attached, and what was just taken off, is so after a reload as well', async () => {
  await reloadWhenReady(amel, 2);
  const reloaded = amel.waitForEvent('load');
  await attach(amel, 'Document', [textFile('un.txt', 'Lit 1'), textFile('deux.txt', 'Lit 2')]);
  await reloaded;
  await expect(chips(amel)).toHaveCount(2);
  await chips(amel)
    .getByRole('button', { name: /^Retirer.*un\.txt/ })
    .click();
  await expect(chips(amel)).toHaveCount(1);
  await amel.reload();
  await expect(chips(amel)).toHaveCount(1);
  await chips(amel)
    .getByRole('button', { name: /^Retirer.*deux\.txt/ })
    .click();
  await expect(chips(amel)).toHaveCount(0);
});

test('what was attached without a network, and waited through a restart, arrives', async () => {
  await isInstalled(amel);
  await amel.reload();
  await expect(amel.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await amel.context().setOffline(true);
  await sendFiles(amel, 'Document', [textFile('ordonnance.txt', 'Paracétamol 1 g')]);
  await expect(
    thread(amel)
      .getByRole('button', { name: /ordonnance\.txt/ })
      .first(),
  ).toBeVisible();
  await amel.reload();
  await expect(
    thread(amel)
      .getByRole('button', { name: /ordonnance\.txt/ })
      .first(),
  ).toBeVisible();
  await expect(thread(salma).getByText('ordonnance.txt')).toHaveCount(0);
  await amel.context().setOffline(false);
  await expect(message(salma, 'ordonnance.txt')).toBeVisible();
  await brought(amel);
  await expect(thread(salma).getByRole('button', { name: 'Enregistrer : ordonnance.txt' })).toBeEnabled();
  expect((await saved(salma, /^Enregistrer : ordonnance\.txt/)).toString()).toBe('Paracétamol 1 g');
});

test('a PDF opens inside the app, page by page, by keys', async () => {
  await sendFiles(amel, 'Document', [pdf('Compte rendu.pdf', 2)]);
  await expect(message(salma, 'Compte rendu.pdf')).toBeVisible();
  await brought(amel);
  await thread(salma).getByRole('button', { name: 'Ouvrir : Compte rendu.pdf' }).click();
  const dialog = salma.getByRole('dialog', { name: 'Compte rendu.pdf' });
  await expect(dialog.getByText('Compte rendu, page 1')).toBeAttached();
  await expect(dialog.getByRole('status')).toHaveText('Page 1 sur 2');
  await salma.keyboard.press('PageDown');
  await expect(dialog.getByRole('status')).toHaveText('Page 2 sur 2');
  await expect(dialog.getByText('Compte rendu, page 2')).toBeAttached();
  await salma.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('pages that scanners wrote are shown, in JPEG 2000 and in JBIG2; of a picture that is damaged it is said', async () => {
  const middle = (page: Locator) =>
    page.evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
      const data = canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
      return [...(data ?? [])].slice(0, 3);
    });
  const kinds = Object.entries(scans);
  await sendFiles(
    amel,
    'Document',
    kinds.map(([kind, scan]) => scannedPdf(`${kind}.pdf`, scan)),
  );
  await expect(message(salma, 'damaged.pdf')).toBeVisible();
  await brought(amel);
  for (const [kind, { colour }] of kinds) {
    await thread(salma)
      .getByRole('button', { name: `Ouvrir : ${kind}.pdf` })
      .click();
    const dialog = salma.getByRole('dialog', { name: `${kind}.pdf` });
    await expect.poll(() => middle(dialog.locator('canvas'))).toEqual(colour);
    await expect(dialog.getByText('Une image de cette page est abîmée')).toHaveCount(kind === 'damaged' ? 1 : 0);
    await salma.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
});

test('hostile names are made safe, pages and drawings are only saved, nothing empty leaves', async () => {
  await attach(amel, 'Document', [
    textFile('../../etc/passwd', 'x'),
    textFile('radio\u202egpj.exe', 'x'),
    textFile('page.html', '<script>document.title="bad"</script>', 'text/html'),
    textFile('dessin.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image/svg+xml'),
    textFile('vide.txt', ''),
  ]);
  await expect(amel.getByText('« vide.txt » est vide')).toBeVisible();
  await expect(chips(amel)).toHaveCount(4);
  await sendButton(amel).click();
  await expect(chips(amel)).toHaveCount(0);
  const html = thread(salma).getByRole('button', { name: 'Enregistrer : page.html' });
  await expect(html).toBeEnabled();
  await expect(thread(salma).getByRole('button', { name: 'Enregistrer : dessin.svg' })).toBeEnabled();
  await brought(amel);
  await expect(thread(salma).locator('.doc b', { hasText: /[/\\\u202e]/ })).toHaveCount(0);
  expect((await saved(salma, /^Enregistrer : page\.html/)).toString()).toContain('<script>');
  await expect(salma).not.toHaveTitle('bad');
});

test('a server that dies half-way gets the rest when it is back', async ({ server }) => {
  test.setTimeout(120_000);
  const file = noise('scanner.bin', 24_000_000);
  thin.allow(4_000_000);
  await sendFiles(amel, 'Document', [file]);
  await expect(thread(salma).getByText('scanner.bin')).toBeVisible();
  await expect(thread(amel).getByText(/^Envoi\s: 1\d\sMo/)).toBeVisible({ timeout: 20_000 });
  await server.kill();
  await expect(thread(amel).getByText('En attente du réseau')).toBeVisible();
  thin.allow(wide);
  await server.start();
  await brought(amel);
  await expect(thread(salma).getByRole('button', { name: 'Enregistrer : scanner.bin' })).toBeEnabled({ timeout: 60_000 });
  expect(Buffer.compare(await saved(salma, /^Enregistrer : scanner\.bin/), file.buffer)).toBe(0);
});

test('three files at once over a line of 1 Mbit/s: the words are there first', async () => {
  test.setTimeout(120_000);
  thin.allow(125_000);
  await sendFiles(amel, 'Document', [noise('un.bin', 150_000), noise('deux.bin', 150_000), noise('trois.bin', 150_000)]);
  await send(amel, 'Trois fichiers arrivent');
  await expect(message(salma, 'Trois fichiers arrivent')).toBeVisible();
  await brought(amel);
  for (const name of ['un', 'deux', 'trois'])
    await expect(thread(salma).getByRole('button', { name: `Enregistrer : ${name}.bin` })).toBeEnabled({ timeout: 60_000 });
  thin.allow(wide);
});

/** What a share sheet does, from a page that is not the hospital's: a form that is posted. */
async function share(page: Page, address: string, text: string, files: readonly SentFile[]): Promise<void> {
  await page.goto('about:blank');
  await page.setContent(`<form method="post" action="${address}" enctype="multipart/form-data">
    <input name="title"><input name="text"><input name="files" type="file" multiple><button>Partager</button></form>`);
  await page.locator('[name=text]').fill(text);
  await page.locator('[name=files]').setInputFiles([...files]);
  await page.getByRole('button', { name: 'Partager' }).click();
}
/** Reloads in the moment in which the first chip is there, and not ready. */
const reloadWhenBegun = (page: Page): Promise<void> =>
  page.evaluate(() => {
    new MutationObserver(() => {
      if (document.querySelector('.attached .spin')) location.reload();
    }).observe(document, { subtree: true, childList: true });
  });
const isShareKept = (page: Page): Promise<boolean> => page.evaluate(() => caches.has('sanad-share'));

test('what another app shares is proposed to one conversation, and leaves when she sends it', async () => {
  await isInstalled(amel);
  await share(amel, `${thin.url}/share`, 'À lire avant la visite', [textFile('transfert.txt', 'Lit 12')]);
  await expect(amel.getByRole('heading', { name: 'Envoyer à' })).toBeVisible();
  await expect(amel.getByText('1 fichier reçu d’une autre application')).toBeVisible();
  expect(await faults(amel)).toEqual([]);
  expect(await isShareKept(amel)).toBe(true);
  // What is not sealed yet outlives a reload.
  await reloadWhenBegun(amel);
  const reloaded = amel.waitForEvent('load');
  await amel
    .getByRole('main')
    .getByRole('button', { name: /^Salma Administratrice/ })
    .click();
  await reloaded;
  await expect(chips(amel)).toHaveCount(1);
  await expect(amel.getByRole('textbox', { name: 'Message' })).toHaveValue('À lire avant la visite');
  await expect.poll(() => isShareKept(amel)).toBe(false);
  await expect(thread(salma).getByText('transfert.txt')).toHaveCount(0);
  await expect(sendButton(amel)).toBeEnabled();
  await sendButton(amel).click();
  await expect(message(salma, 'À lire avant la visite')).toBeVisible();
  await brought(amel);
  expect((await saved(salma, /^Enregistrer : transfert\.txt/)).toString()).toBe('Lit 12');
  // Back at the page there is nothing left to choose for.
  await amel.goto(`${thin.url}/share`);
  await expect(amel.getByRole('heading', { name: 'Rien à envoyer' })).toBeVisible();
});

test('a share that nobody wants leaves nothing behind, and one that is too much was not kept', async () => {
  await share(amel, `${thin.url}/share`, '', [textFile('non.txt', 'non')]);
  await amel.getByRole('button', { name: 'Ne rien envoyer' }).click();
  await expect(amel.getByRole('heading', { name: 'Envoyer à' })).toHaveCount(0);
  expect(await isShareKept(amel)).toBe(false);
  const many = Array.from({ length: 11 }, (_, i) => textFile(`${i}.txt`, 'x'));
  await share(amel, `${thin.url}/share`, '', many);
  await expect(amel.getByText('dix fichiers et 256 Mo au plus')).toBeVisible();
  expect(await isShareKept(amel)).toBe(false);
});

for (const language of LANGUAGES) {
  test(`no fault with files in the thread (${language})`, async () => {
    await openIn(salma, language, salma.url());
    await expect(thread(salma).or(salma.getByRole('log'))).toBeVisible();
    expect(await faults(salma)).toEqual([]);
  });
}

test('a share that waits goes with a sign-out, and without a person none is kept', async () => {
  await share(amel, `${thin.url}/share`, 'à oublier', []);
  await expect(amel.getByText('Texte reçu d’une autre application')).toBeVisible();
  await amel.goto(`${thin.url}/settings`);
  await amel.getByRole('button', { name: 'Se déconnecter de cet appareil' }).click();
  await amel
    .getByRole('dialog')
    .getByRole('button', { name: /^Se déconnecter/ })
    .click();
  await expect(amel.getByRole('button', { name: 'Se connecter', exact: true })).toBeVisible();
  expect(await isShareKept(amel)).toBe(false);
  await share(amel, `${thin.url}/share`, 'pour personne', []);
  await expect(amel.getByRole('button', { name: 'Se connecter', exact: true })).toBeVisible();
  expect(await isShareKept(amel)).toBe(false);
});
