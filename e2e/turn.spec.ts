/** Calls over a real TURN server (coturn, under docs/turnserver.conf): whom it serves, a call that hides addresses, the check of the network. */
import { expect, type Locator, type Page } from '@playwright/test';
import { faults, openIn } from './support/accessible.ts';
import { bytesHeard, type Relay, relaysGiven, relaysUsed, watchConnections } from './support/connections.ts';
import { type Coturn, makeCredentials } from './support/coturn.ts';
import { send, writeTo } from './support/people.ts';
import { test, turnSettings } from './support/server.ts';
import type { Credentials } from './support/stun-message.ts';
import { openTurnClient, TRANSPORTS, type TurnClient } from './support/turn-client.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'turn', hasTurn: true });
test.describe.configure({ mode: 'serial' });
test.setTimeout(90_000);

let salma: Page;
let amel: Page;
/** Where there is none, nothing of this file runs. */
let relay: Coturn;
/** What the app was given for it. */
let given: Credentials;

test.beforeAll(async ({ browser, server, coturn }) => {
  test.skip(coturn === undefined, 'coturn is not there and could not be installed');
  if (coturn === undefined) return;
  relay = coturn;
  test.setTimeout(180_000);
  const permissions = ['clipboard-read', 'clipboard-write', 'microphone', 'camera'];
  ({ salma, amel } = await enrolTwo(browser, server, { permissions }, watchConnections));
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Je vous appelle');
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

const lineOf = (page: Page, name: string): Locator => page.getByRole('listitem').filter({ hasText: name });
const isChecked = (page: Page): Promise<void> =>
  expect(page.getByRole('button', { name: 'Vérifier de nouveau' })).not.toHaveAttribute('aria-busy', 'true', { timeout: 20_000 });

test('CHECK-1, CHECK-2 each way is tried for real: what passes is timed, what does not comes with advice', async () => {
  // Before a call: from where it would be made.
  await amel.getByRole('button', { name: 'Options de la conversation' }).click();
  await amel.getByRole('link', { name: 'Vérifier les appels' }).click();
  await isChecked(amel);
  await expect(lineOf(amel, 'Serveur SANAD')).toContainText(/Relié.*Bon\s*\d+ ms/s);
  await expect(lineOf(amel, 'D’appareil à appareil')).toContainText('Bon');
  for (const name of ['Relais, par UDP', 'Relais, par TCP'])
    await expect(lineOf(amel, name)).toContainText(/passent.*Bon\s*\d+ ms/s);
  // Its certificate is nobody's.
  const tls = lineOf(amel, 'Relais, par TLS');
  await expect(tls).toContainText('Bloqué');
  await expect(tls).toContainText(`ouvrir localhost:${relay.ports.tls} en TCP`);
  await expect(amel.getByText('D’ici, les appels passent.')).toBeVisible();
});

test('CHECK-3 the report for IT has results and places, and nothing of her', async () => {
  await amel.getByRole('button', { name: 'Copier le rapport' }).click();
  await expect(amel.getByText('Rapport copié.')).toBeVisible();
  const report = await amel.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(new RegExp(`^TURN over UDP: good, relay.passed, \\d+ ms, localhost:${relay.ports.udp}$`, 'm'));
  expect(report).toMatch(/^TURN over TLS: failed, relay.silent/m);
  const [used] = await relaysGiven(amel);
  if (used === undefined) throw new Error('the check used no relay');
  given = used;
  for (const secret of ['Amel', given.username, given.credential]) expect(report).not.toContain(secret);
});

test('CHECK-4 microphone and camera are tried: the meter moves, the picture is there, and both end', async () => {
  await amel.getByRole('button', { name: 'Essayer le micro et la caméra' }).click();
  await expect(amel.getByText('SANAD vous entend.')).toBeVisible();
  const meter = amel.getByRole('meter', { name: 'Force du son au micro' });
  // The fake microphone beeps once a second: looked at once a second, it could be silent each time.
  await expect.poll(() => meter.evaluate((element: HTMLMeterElement) => element.value), { intervals: [70] }).toBeGreaterThan(0.3);
  const picture = amel.getByLabel('Votre image');
  await expect.poll(() => picture.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBeGreaterThan(0);
  expect(await faults(amel), 'devices').toEqual([]);
  const track = await picture.evaluateHandle((element: HTMLVideoElement) => (element.srcObject as MediaStream).getTracks()[0]);
  await amel.getByRole('button', { name: 'Arrêter l’essai' }).click();
  await expect(picture).toHaveCount(0);
  expect(await track.evaluate((ended) => ended?.readyState)).toBe('ended');
  await amel.getByRole('button', { name: 'Essayer le haut-parleur' }).click();
  await expect(amel.getByRole('button', { name: 'Essayer le haut-parleur' })).toBeEnabled();
});

test('no serious fault, in Arabic', async ({ server }) => {
  await openIn(amel, 'ar', `${server.url}/settings/network`);
  await expect(amel.locator('.light[data-s="waiting"]')).toHaveCount(0, { timeout: 40_000 }); // a server that is slow to answer, and ways that nobody answers
  expect(await faults(amel), '/settings/network').toEqual([]);
  await openIn(amel, 'fr', `${server.url}/settings/network`);
});

test('CALL-9 what the server gives opens a way over UDP, TCP and TLS, and nothing that is expired or forged does', async () => {
  const [, person = ''] = given.username.split(':');
  const ended = makeCredentials(person, Date.now() - 60_000);
  const forged = { ...given, credential: Buffer.from('x'.repeat(20)).toString('base64') };
  const longer = { ...given, username: given.username.replace(/^\d+/, (endsAt) => String(Number(endsAt) + 86_400)) };
  for (const transport of TRANSPORTS) {
    const tried = async (credentials: Credentials): Promise<string | number> => {
      const client = await openTurnClient(transport, relay.ports[transport], credentials, relay.certificate);
      const got = await client.allocate();
      await client.close();
      return got;
    };
    expect(await tried(given), transport).toMatch(/^127\.0\.0\.1:\d+$/);
    for (const refused of [ended, forged, longer]) expect(await tried(refused), transport).toBe(401);
  }
});

test('CALL-9 the relay is no door to private addresses, and bounds what one person takes of it', async () => {
  const credentials = makeCredentials('somebody', Date.now() + 600_000);
  // The same person, by a name of another moment.
  const later = makeCredentials('somebody', Date.now() + 900_000);
  const clients: TurnClient[] = [];
  const open = async (mine: Credentials): Promise<string | number> => {
    const client = await openTurnClient('udp', relay.ports.udp, mine, relay.certificate);
    clients.push(client);
    return client.allocate();
  };
  try {
    expect(await open(credentials)).toMatch(/^127/);
    const [first] = clients;
    for (const peer of ['10.0.0.7', '172.20.1.1', '192.168.1.1', '169.254.169.254', '127.0.0.2', '0.0.0.0'])
      expect(await first?.permit(peer), peer).toBe(403);
    expect(await first?.permit('127.0.0.1')).toBe(0);
    for (let i = 1; i < relay.userQuota; i++) expect(await open(i % 2 === 0 ? credentials : later)).toMatch(/^127/);
    for (const mine of [credentials, later]) expect(await open(mine)).toBe(486);
    expect(await open(makeCredentials('another', Date.now() + 600_000))).toMatch(/^127/);
  } finally {
    for (const client of clients) await client.close();
  }
});

const goingOn = (page: Page): Locator => page.getByRole('dialog', { name: 'Appel en cours' });
async function callOver(transport: 'udp' | 'tcp'): Promise<void> {
  // As soon as her line stands.
  await expect(async () => {
    await salma.getByRole('button', { name: 'Appeler', exact: true }).click();
    await expect(goingOn(salma)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await amel.getByRole('dialog', { name: 'Appel entrant' }).getByRole('button', { name: 'Répondre' }).click();
  for (const page of [salma, amel]) await expect(goingOn(page)).toContainText(/\d:\d\d/);
  for (const page of [salma, amel]) {
    const before = await bytesHeard(page);
    await expect.poll(() => bytesHeard(page)).toBeGreaterThan(before + 500);
    const both: Relay = { local: 'relay', remote: 'relay', protocol: transport };
    // The first way that answers is used at once; the better one takes over when it has answered too (RFC 8445 §8.1.1).
    await expect.poll(() => relaysUsed(page)).toEqual([both]);
  }
  await goingOn(salma).getByRole('button', { name: 'Raccrocher' }).click();
  await expect(goingOn(amel)).toHaveCount(0);
}

test('ORG-10, CALL-9 an administrator signs that addresses stay hidden: both ends of a call are on the relay, over UDP', async ({
  server,
}) => {
  await openIn(salma, 'fr', `${server.url}/policies`);
  await salma.getByRole('switch', { name: 'Cacher les adresses' }).check();
  await expect(salma.getByText(/^Les appels passent par le relais/)).toBeVisible();
  await salma.getByRole('button', { name: 'Changer les règles' }).click();
  const sheet = salma.getByRole('dialog');
  await expect(sheet).toContainText('Désormais : Cachées : les appels passent par le relais');
  await sheet.getByRole('button', { name: 'Signer et appliquer à tous' }).click();
  await expect(salma.getByText('Les règles sont changées pour tous.')).toBeVisible();
  await expect(async () => {
    await amel.getByRole('button', { name: 'Vérifier de nouveau' }).click();
    await expect(lineOf(amel, 'D’appareil à appareil')).toContainText('votre hôpital cache les adresses', { timeout: 2_000 });
  }).toPass();
  await writeTo(salma, 'Amel Nour');
  await callOver('udp');
});

test('CALL-9 where UDP is closed the call goes over TCP', async ({ server }) => {
  await server.stop();
  await server.start(turnSettings([relay.urls.tcp]));
  for (const page of [salma, amel]) await page.reload();
  await expect(salma.getByRole('button', { name: 'Appeler', exact: true })).toBeVisible();
  await callOver('tcp');
});
