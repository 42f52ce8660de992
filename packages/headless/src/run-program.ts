/** The command line without its process: words in, texts and an exit code out. */
import { parseArguments } from './arguments.ts';
import { helpText } from './help.ts';
import { EXIT, type ExitCode, type Failure, failureText, type Outcome, type Report, reportText } from './report.ts';
import { runCommand } from './run-command.ts';
import { fillIn, type SecretSources } from './secrets.ts';

export interface ProgramStreams extends SecretSources {
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Asked by `listen` alone: when somebody wants it to end. */
  readonly untilEnded: () => Promise<void>;
}

export async function runProgram(argv: readonly string[], streams: ProgramStreams): Promise<ExitCode> {
  const wantsJson = argv.includes('--json');
  const say = (report: Report): void => streams.say(reportText(report, wantsJson));
  const complain = (problem: Failure): ExitCode => {
    streams.complain(failureText(problem, wantsJson));
    return problem.exit;
  };
  const parsed = parseArguments(argv);
  if (!parsed.ok) return complain(parsed.error);
  if (parsed.value.type === 'help') {
    streams.say(helpText);
    return EXIT.done;
  }
  const { invocation } = parsed.value;
  const command = await fillIn(invocation.command, streams);
  if (!command.ok) return complain(command.error);

  const outcome: Outcome = await runCommand(
    { ...invocation, command: command.value },
    { emit: say, ended: command.value.name === 'listen' ? streams.untilEnded() : new Promise(() => undefined) },
  );
  if (!outcome.ok) {
    if (outcome.error.report !== undefined) say(outcome.error.report);
    return complain(outcome.error);
  }
  if (command.value.name !== 'listen') say(outcome.value);
  return EXIT.done;
}
