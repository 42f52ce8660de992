/**
 * The door of the house: `start`, `test`, `check`, `bench`, `device`. Works on a fresh clone: it and what it imports before the
 * installation use Node's own modules only.
 */
import process from 'node:process';
import { BuildFailed } from './build.mjs';
import { assertNode } from './environment.mjs';
import { install } from './install.mjs';

const commands = {
  start: async (args) => (await import('./start.mjs')).start(args),
  test: async (args) => (await import('./test.mjs')).test(args),
  check: async () => (await import('./check.mjs')).checkAlone(),
  bench: async (args) => (await import('./device.mjs')).bench(args),
  device: async (args) => (await import('./device.mjs')).device(args),
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command === undefined) {
  console.error(`usage: npm run ${Object.keys(commands).join(' | ')}`);
  process.exit(2);
}
assertNode();
await install();
try {
  await command(args);
} catch (error) {
  // What a person can act on is said in its own words; anything else is a defect and shows its stack.
  console.error(error instanceof BuildFailed ? error.message : error);
  process.exit(1);
}
