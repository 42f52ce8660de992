/** The command line of a device without a screen (docs/headless.md). The only file with effects on import. */
import process from 'node:process';
import { parseArguments } from './arguments.ts';
import { isFull } from './file-store.ts';
import { helpText } from './help.ts';
import { EXIT, type Failure, failure, failureText, type Outcome, type Report, reportText } from './report.ts';
import { runCommand } from './run-command.ts';
import { fillIn } from './secrets.ts';

const maxInputBytes = 64 * 1024;

async function main(argv: readonly string[]): Promise<void> {
  const wantsJson = argv.includes('--json');
  const say = (report: Report): void => void process.stdout.write(reportText(report, wantsJson));
  const complain = (problem: Failure): void => {
    process.stderr.write(failureText(problem, wantsJson));
    process.exitCode = problem.exit;
  };
  const defect = (cause: unknown): never => {
    if (isFull(cause)) {
      complain(failure('storage/full'));
      process.exit();
    }
    process.stderr.write(`${cause instanceof Error ? cause.stack : 'a value was thrown'}\n`);
    complain(failure('defect'));
    process.exit();
  };
  process.on('uncaughtException', defect);
  process.on('unhandledRejection', defect);
  // Whoever read our output has gone: there is nobody left to tell.
  process.stdout.on('error', () => process.exit(EXIT.done));

  const parsed = parseArguments(argv);
  if (!parsed.ok) return complain(parsed.error);
  if (parsed.value.type === 'help') return void process.stdout.write(helpText);
  const { invocation } = parsed.value;
  const command = await fillIn(invocation.command, { environment: process.env, readInput });
  if (!command.ok) return complain(command.error);

  const outcome: Outcome = await runCommand(
    { ...invocation, command: command.value },
    { emit: say, ended: command.value.name === 'listen' ? signalled() : new Promise(() => undefined) },
  );
  if (!outcome.ok) {
    if (outcome.error.report !== undefined) say(outcome.error.report);
    return complain(outcome.error);
  }
  if (command.value.name !== 'listen') say(outcome.value);
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
