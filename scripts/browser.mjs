/** Finds a Chromium for the end-to-end tests, or installs one: Debian's own package first, Playwright's download otherwise. */
import { existsSync, readFileSync } from 'node:fs';
import { bin, run } from './environment.mjs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** A path, or undefined with one line that says what was tried. */
export async function findOrInstallChromium() {
  const { chromium } = await import('@playwright/test');
  const find = () => [process.env.CHROMIUM, ...places, chromium.executablePath()].find((path) => path && existsSync(path));
  const found = find();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && isDebian()) {
    console.log('installing Chromium from Debian …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env, quiet: true });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, quiet: true });
    const installed = find();
    if (installed !== undefined) return installed;
  }
  console.log("installing Playwright's Chromium …");
  const withSystem = process.getuid?.() === 0 ? ['--with-deps'] : [];
  const { output } = await run(bin('playwright'), ['install', ...withSystem, 'chromium'], { quiet: true });
  const downloaded = find();
  if (downloaded === undefined) console.log(`No Chromium: set CHROMIUM to one. (${output.trim().split('\n').at(-1)})`);
  return downloaded;
}

export const isDebian = () =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
