/** Where things stand. Sources here run bundled in packages/headless/dist. */
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..', '..');
export const floorProgram = join(import.meta.dirname, 'bench-floor.js');
export const openProgram = join(import.meta.dirname, 'bench-open.js');
export const browserScript = join(root, 'scripts', 'bench-browser.mjs');
export const filesScript = join(root, 'scripts', 'bench-files.mjs');
export const callsScript = join(root, 'scripts', 'bench-calls.mjs');
export const calendarScript = join(root, 'scripts', 'bench-calendar.mjs');
export const directoryScript = join(root, 'scripts', 'bench-directory.mjs');
export const builtApp = join(root, 'pwa', 'dist');
