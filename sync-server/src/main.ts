/**
 * The program: reads the environment, starts the server, ends it on a signal. The only file with effects on import. What a person must
 * see goes to standard output as plain lines; the first-administrator link goes there alone, never into the log.
 */
import { parseConfig } from './config.ts';
import { startServer } from './server.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<void> {
  const config = parseConfig(process.env);
  if (!config.ok) {
    process.stderr.write(`Not understood: ${config.error.names.join(', ')} (see docs/operations.md)\n`);
    process.exitCode = 1;
    return;
  }
  const server = await startServer(config.value);
  if (!server.ok) {
    process.stderr.write(`${server.error.line}\n`);
    process.exitCode = 1;
    return;
  }
  const { url, firstAdminUrl, close } = server.value;
  let isEnding = false;
  const end = (): void => {
    if (isEnding) process.exit(1); // asked twice: at once
    isEnding = true;
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  print(`SANAD is at ${url}`);
  if (firstAdminUrl !== undefined) print(`Make the first administrator (once): ${firstAdminUrl}`);
}

await main();
