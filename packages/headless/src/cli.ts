/** The command line of a device without a screen (docs/headless.md). The only file with effects on import. */
import process from 'node:process';
import { isFull } from './file-store.ts';
import { EXIT, failure, failureText } from './report.ts';
import { runProgram } from './run-program.ts';

const maxInputBytes = 64 * 1024;

async function main(argv: readonly string[]): Promise<void> {
  const complain = (text: string): void => void process.stderr.write(text);
  const defect = (cause: unknown): never => {
    if (!isFull(cause)) complain(`${cause instanceof Error ? cause.stack : 'a value was thrown'}\n`);
    const problem = failure(isFull(cause) ? 'storage/full' : 'defect');
    complain(failureText(problem, argv.includes('--json')));
    process.exit(problem.exit);
  };
  process.on('uncaughtException', defect);
  process.on('unhandledRejection', defect);
  // Whoever read our output has gone: there is nobody left to tell.
  process.stdout.on('error', () => process.exit(EXIT.done));

  process.exitCode = await runProgram(argv, {
    environment: process.env,
    readInput,
    say: (text) => void process.stdout.write(text),
    complain,
    untilEnded: signalled,
  });
}

const signalled = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

async function readInput(): Promise<string | undefined> {
  if (process.stdin.isTTY) return undefined;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > maxInputBytes) return undefined;
    try {
      text += decoder.decode(part, { stream: true });
    } catch {
      // Not UTF-8: the caller says which input was wrong.
      return undefined;
    }
  }
  return text;
}

await main(process.argv.slice(2));
