/** The recovery code: its printed card, a new one, what is wrong with an old one, and the card before the camera. */
import { expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { newPhone } from './support/browsers.ts';
import {
  askForAccess,
  type Enrolled,
  makeAccount,
  message,
  noteAndContinue,
  readCode,
  send,
  signIn,
  writeTo,
} from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'recovery' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let phone: Page;
let account: Enrolled;
/** The code of before, and the valid one with its picture on paper. */
let spent: readonly string[];
let valid: readonly string[];
let picture: Buffer;

const codeLabel = 'Code de secours en sept groupes';
const sheets = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

/** The card as the printer gets it: alone, on one sheet of either size. */
async function printed(page: Page): Promise<Buffer> {
  await page.emulateMedia({ media: 'print' });
  const card = page.locator('.paper');
  await expect(card).toBeVisible();
  await expect(page.locator('#root')).toBeHidden();
  const qr = await card.locator('svg.qr').screenshot({ scale: 'css' });
  for (const format of ['A6', 'A4']) expect(sheets(await page.pdf({ format })), format).toBe(1);
  await page.emulateMedia({ media: 'screen' });
  return qr;
}

/** The camera sees a picture that lies askew on a desk. */
async function holdBefore(page: Page, png: Buffer): Promise<void> {
  await page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const draw = () => {
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.fillStyle = '#d8d4c8';
        context.fillRect(0, 0, 640, 480);
        const scale = 340 / image.width;
        context.setTransform(scale, 0.03 * scale, -0.03 * scale, scale, 150, 60);
        context.drawImage(image, 0, 0);
        requestAnimationFrame(draw);
      };
      draw();
      navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
    },
    [...png],
  );
}

const openCode = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Avec le code de secours' }).click();
  await expect(page.getByLabel('Code de secours')).toBeVisible();
};
const tryCode = async (page: Page, code: string): Promise<void> => {
  await page.getByLabel('Code de secours').fill(code);
  await page.getByRole('button', { name: 'Rouvrir mes messages' }).click();
};

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel, amelAccount: account } = await enrolTwo(browser, server));
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Écrit avant le nouveau code');
});
test.afterAll(async () => {
  for (const page of [salma, amel, phone]) await page?.context().close();
});

test('the card of a new account is printed alone, with name and hospital, before anything is sent', async ({
  browser,
  server,
}) => {
  const page = await newPhone(browser);
  const person = makeAccount('Sonia Carte');
  await page.goto(`${server.url}/sign-up`);
  await page.getByLabel('Infirmier·ère').check({ force: true });
  for (const [label, value] of [
    ['Prénom et nom', person.name],
    ['Matricule', person.staffNumber],
    ['E-mail', person.email],
    ['Service', 'Maternité'],
    ['Mot de passe', person.password],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await readCode(page, codeLabel);
  await printed(page);
  const card = page.locator('.paper');
  for (const words of ['Sonia Carte', 'CHU Farhat', 'Code de secours', 'Gardez cette carte sous clé'])
    await expect(card).toContainText(words);
  await expect(card).not.toContainText(person.staffNumber);
  await page.context().close();
});

test('CODE-1 a new code is shown, printed, typed back, and only then valid', async () => {
  spent = account.recoveryCode;
  await amel.goto(new URL('/settings', amel.url()).href);
  await amel.getByRole('link', { name: /^Code de secours/ }).click();
  await expect(amel.getByText(/Valable depuis aujourd’hui/).first()).toBeVisible();
  await amel.getByRole('link', { name: 'Remplacer le code' }).click();
  valid = await readCode(amel, codeLabel);
  expect(valid.join('')).not.toBe(spent.join(''));
  picture = await printed(amel);
  await expect(amel.locator('.paper')).toContainText('Amel Nour');
  await noteAndContinue(amel);
  const groups = amel.locator('.asked input');
  await groups.first().fill('AAAA');
  await groups.last().fill('AAAA');
  await amel.getByRole('button', { name: 'Remplacer le code' }).click();
  await expect(amel.getByRole('alert')).toContainText('Ces groupes ne correspondent pas');
  for (const [i, group] of valid.entries()) {
    const field = amel.getByLabel(`Groupe ${i + 1}`, { exact: true });
    if (await field.isVisible()) await field.fill(group.toLowerCase());
  }
  await groups.last().press('Enter');
  await expect(amel.getByRole('heading', { name: 'Nouveau code enregistré' })).toBeFocused();
  await amel.getByRole('link', { name: 'Terminé' }).click();
  await expect(amel.getByText('Codes précédents')).toBeVisible();
});

test('CODE-3 what is wrong with a code is said exactly, each with what to do next', async ({ browser, server }) => {
  phone = await newPhone(browser);
  await signIn(phone, server.url, account);
  await openCode(phone);
  const code = valid.join('');
  await tryCode(phone, code.slice(0, 27));
  await expect(phone.getByText('Il manque 2 caractères.')).toBeVisible();
  await tryCode(phone, `${code.slice(0, 13)}${code[13] === '7' ? '8' : '7'}${code.slice(14)}`);
  await expect(phone.getByText('Le groupe 4 semble mal recopié.')).toBeVisible();
  await expect(phone.locator('.codebox [data-faulty]')).toContainText('Groupe 4');
  await tryCode(phone, spent.join(''));
  await expect(phone.getByRole('alert')).toContainText(/Ce code a été remplacé aujourd’hui à \d\d:\d\d\. Il n’ouvre plus rien\./);
  const stranger = await newPhone(browser);
  const other = await askForAccess(stranger, server.url, 'Nadia Voisine');
  await stranger.context().close();
  await tryCode(phone, other.recoveryCode.join(''));
  await expect(phone.getByRole('alert')).toContainText('C’est peut-être la carte d’un collègue');
  // Ways out of every one of them.
  await expect(phone.getByRole('button', { name: 'Choisir une autre façon' })).toBeVisible();
  await expect(phone.getByRole('button', { name: 'Se déconnecter' })).toBeVisible();
});

for (const language of LANGUAGES)
  test(`no serious fault on the pages about the code, ${language}`, async ({ server }) => {
    test.setTimeout(120_000);
    await openIn(phone, language, server.url);
    await phone.locator('.way').nth(1).click();
    await phone.locator('form input').fill(spent.join(''));
    await phone.locator('form button[type="submit"]').click();
    await expect(phone.getByRole('alert')).toBeVisible();
    expect(await faults(phone), 'recovery').toEqual([]);
    await openIn(amel, language, `${server.url}/settings/recovery`);
    await expect(amel.locator('.row b').first()).toBeVisible();
    expect(await faults(amel), 'code').toEqual([]);
    await openIn(amel, language, `${server.url}/settings/recovery/new`);
    await amel.getByRole('checkbox').check();
    expect(await faults(amel), 'new code').toEqual([]);
    await amel.locator('.page .btn[data-kind="primary"]').click();
    await expect(amel.locator('.asked input').first()).toBeVisible();
    expect(await faults(amel), 'check').toEqual([]);
  });

test('the printed card before the camera opens the messages', async ({ server }) => {
  await openIn(phone, 'fr', server.url);
  await openCode(phone);
  await holdBefore(phone, picture);
  await phone.getByRole('button', { name: 'Scanner la carte' }).click();
  await phone.getByRole('link', { name: /Salma/ }).first().click();
  await expect(message(phone, 'Écrit avant le nouveau code')).toBeVisible();
});

test('CODE-6 another device shows that the code was replaced, and by which one', async () => {
  await phone.goto(new URL('/settings/recovery', phone.url()).href);
  await expect(phone.getByText(/Le code de secours a été remplacé aujourd’hui/)).toBeVisible();
  await expect(phone.getByText('Ce n’était pas vous ?')).toBeVisible();
});
