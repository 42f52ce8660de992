/** What a call sends and what is left of it: devices, another camera, a screen, another network; and the line that tells of a missed call. */
import { expect, type Page } from '@playwright/test';
import { faults } from './support/accessible.ts';
import { answer, call, end, expectVoices, goingOn, incoming, openTogether } from './support/calls.ts';
import { watchConnections } from './support/connections.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'call-media' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
const press = (page: Page, name: string) => goingOn(page).getByRole('button', { name, exact: true }).click();

declare global {
  interface Window {
    /** How the screen was kept on. */
    wakes?: { held: number; released: number };
    /** Its connection counts as losing half. */
    lossy?: boolean;
  }
}
/** Headless, a screen cannot be kept on: what is asked of the browser is counted. */
const watchWakeLock = (page: Page) =>
  page.addInitScript(() => {
    const wakes = { held: 0, released: 0 };
    window.wakes = wakes;
    const request = async () => {
      wakes.held += 1;
      const sentinel = { released: false, release: async () => {} };
      sentinel.release = async () => {
        sentinel.released = true;
        wakes.released += 1;
      };
      document.addEventListener('browser-lets-go', () => {
        sentinel.released = true;
      });
      return sentinel;
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request } });
  });
/** A line cannot be made bad from here: its counters can. */
const watchCounters = (page: Page) =>
  page.addInitScript(() => {
    const original = RTCPeerConnection.prototype.getStats;
    RTCPeerConnection.prototype.getStats = async function (this: RTCPeerConnection, ...rest: []) {
      const report = await original.apply(this, rest);
      if (window.lossy !== true) return report;
      const lost = { id: 'lost', type: 'remote-inbound-rtp', timestamp: 0, kind: 'audio', fractionLost: 0.5 };
      return new Map([...report, ['lost', lost]]);
    };
  });
const wakesOf = (page: Page) => page.evaluate(() => window.wakes);

/** Of the tracks that a page sends. */
const sentLabels = (page: Page) =>
  page.evaluate(() =>
    (window.unsafeConnections ?? [])
      .filter(({ connectionState }) => connectionState === 'connected')
      .flatMap((connection) => connection.getSenders().flatMap(({ track }) => track?.label ?? [])),
  );
const iceName = (page: Page) =>
  page.evaluate(
    () =>
      /a=ice-ufrag:(\S+)/.exec(
        window.unsafeConnections?.find(({ connectionState }) => connectionState === 'connected')?.localDescription?.sdp ?? '',
      )?.[1],
  );
const isPlaying = (page: Page, video: string) =>
  expect
    .poll(() => page.locator(video).evaluate((element: HTMLVideoElement) => element.videoWidth > 0 && !element.paused))
    .toBe(true);

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  const watch = async (page: Page) => {
    await watchConnections(page);
    await watchWakeLock(page);
    await watchCounters(page);
  };
  ({ salma, amel } = await enrolTwo(browser, server, {}, watch));
  await openTogether(salma, amel, server.url);
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

test('CALL-10 another microphone and another camera are taken in the call, and the choice is kept', async () => {
  await call(salma);
  await answer(amel);
  await expect(goingOn(salma)).toContainText(/\d:\d\d/);
  await expect(goingOn(salma)).toContainText('Bonne');
  await press(salma, 'Son');
  const microphones = goingOn(salma).getByLabel('Micro', { exact: true }).locator('option');
  await expect.poll(() => microphones.count()).toBeGreaterThan(2);
  expect(await faults(salma), 'devices').toEqual([]);
  const wanted = (await microphones.last().textContent()) ?? '';
  await goingOn(salma).getByLabel('Micro', { exact: true }).selectOption({ label: wanted });
  await expect.poll(() => sentLabels(salma)).toContain(wanted);
  await expectVoices(amel);
  await press(salma, 'Fermer les réglages du son');
  await press(salma, 'Caméra');
  await isPlaying(amel, 'video.call-stage');
  const [, first] = await sentLabels(salma);
  await press(salma, 'Changer de caméra');
  await expect.poll(async () => (await sentLabels(salma))[1] ?? first).not.toBe(first);
  // The second camera of this browser measures depth: of it nothing is seen.
  await press(salma, 'Changer de caméra');
  await expect.poll(async () => (await sentLabels(salma))[1]).toBe(first);
  await isPlaying(amel, 'video.call-stage');
  expect(await salma.evaluate(() => localStorage.getItem('sanad.microphone'))).not.toBeNull();
});

test('CALL-12 on a bad line the camera rests and the voice goes on; both say so, and it comes back by itself', async () => {
  await salma.evaluate(() => {
    window.lossy = true;
  });
  await expect(goingOn(amel)).toContainText('Vidéo en pause pour garder la voix');
  await expect(goingOn(salma)).toContainText('Votre vidéo est en pause');
  await expect(goingOn(salma)).toContainText('Réseau très faible');
  await expect(amel.locator('video.call-stage')).toHaveCount(0);
  await expectVoices(amel);
  expect(await faults(amel), 'weak').toEqual([]);
  await salma.evaluate(() => {
    window.lossy = false;
  });
  await expect(goingOn(amel)).not.toContainText('Vidéo en pause', { timeout: 40_000 });
  await isPlaying(amel, 'video.call-stage');
});

test('CALL-13 while pictures go the screen stays on, also after its page was hidden', async () => {
  const held = (await wakesOf(amel))?.held ?? 0;
  for (const page of [salma, amel]) {
    const wakes = await wakesOf(page);
    expect((wakes?.held ?? 0) - (wakes?.released ?? 0)).toBe(1);
  }
  await amel.evaluate(() => {
    document.dispatchEvent(new Event('browser-lets-go'));
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(async () => (await wakesOf(amel))?.held).toBe(held + 1);
  await press(salma, 'Caméra');
  await expect.poll(async () => (await wakesOf(amel))?.released).toBeGreaterThan(0);
});

test('CALL-10 a screen is seen by the other, until it is taken back in the bar of the browser', async () => {
  await press(salma, 'Écran');
  await expect(goingOn(salma)).toContainText('Votre écran est visible');
  await isPlaying(amel, 'video.call-stage[data-kind="screen"]');
  expect(await faults(amel), 'screen').toEqual([]);
  await salma.evaluate(() => {
    for (const connection of window.unsafeConnections ?? [])
      for (const { track } of connection.getSenders()) {
        if (track?.contentHint !== 'detail') continue;
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
  });
  await expect(goingOn(salma)).not.toContainText('Votre écran est visible');
  await expect(amel.locator('video.call-stage')).toHaveCount(0);
  await expectVoices(salma, amel);
});

test('CALL-7 on another network the connection is restarted, and the voices go on', async () => {
  const before = await iceName(salma);
  await salma.context().setOffline(true);
  await salma.context().setOffline(false);
  await expect.poll(() => iceName(salma), { timeout: 30_000 }).not.toBe(before);
  await expectVoices(salma, amel);
  await press(salma, 'Raccrocher');
  await expect(end(amel)).toContainText('Appel terminé');
});

test('CALL-11 what became of a call stands in the conversation, and a missed one in the alerts, with a way to call back', async () => {
  for (const page of [salma, amel]) {
    await expect(page.locator('.call-told')).toContainText(/Appel, \d:\d\d/);
    await expect(end(page)).toHaveCount(0);
  }
  const bell = amel.getByRole('navigation').getByRole('link', { name: /Alertes/ });
  await bell.click();
  await expect(amel).toHaveURL(/\/alerts$/);
  await salma.getByRole('button', { name: 'Appel vidéo', exact: true }).click();
  await expect(incoming(amel)).toBeVisible();
  await press(salma, 'Raccrocher');
  await end(amel).getByRole('button', { name: 'Fermer' }).click();
  const note = amel.getByRole('listitem').filter({ hasText: 'Appel vidéo manqué – Salma Administratrice' });
  await expect(note).toBeVisible();
  expect(await faults(amel), 'alerts').toEqual([]);
  await expect(salma.locator('.call-told').last()).toContainText('Appel annulé');
  await note.getByRole('button', { name: /Rappeler/ }).click();
  await incoming(salma).getByRole('button', { name: 'Refuser' }).click();
  await expect(end(amel)).toContainText('Appel refusé');
  await end(amel).getByRole('button', { name: 'Fermer' }).click();
  await expect(note).toHaveCount(0);
  await amel.goto(new URL('/', amel.url()).href);
  const conversation = amel.getByRole('link', { name: /Salma Administratrice/ }).first();
  await expect(conversation).toContainText('Appel refusé');
  await conversation.click();
  await expect(amel.locator('.call-told[data-missed]')).toContainText('Appel vidéo manqué');
  expect(await faults(amel), 'thread').toEqual([]);
  await expect(amel.locator('.call-told').last()).toContainText('Appel refusé');
  await expect(salma.locator('.call-told').last()).toContainText('Appel refusé');
  // Whoever declined knows.
  await expect(salma.getByRole('link', { name: /Amel Nour/ }).first()).not.toContainText('non lu');
});
