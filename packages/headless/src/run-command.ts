/** From an invocation to an outcome: opens what the command needs, runs it, closes everything. */
import type { Command, Invocation } from './arguments.ts';
import type { CommandContext } from './command-context.ts';
import { approve } from './commands/approve.ts';
import { attach } from './commands/attach.ts';
import { conversations } from './commands/conversations.ts';
import { fetchFiles } from './commands/fetch.ts';
import { listen } from './commands/listen.ts';
import { read } from './commands/read.ts';
import { recover } from './commands/recover.ts';
import { send } from './commands/send.ts';
import { signIn } from './commands/sign-in.ts';
import { signUp } from './commands/sign-up.ts';
import { state } from './commands/state.ts';
import { sync } from './commands/sync.ts';
import { openDevice, openProfileFolder } from './open-device.ts';
import { fail, type Outcome } from './report.ts';

export async function runCommand(
  { command, url, profile, timeoutMs }: Invocation,
  io: Pick<CommandContext, 'emit' | 'ended'>,
): Promise<Outcome> {
  if (command.name === 'state') {
    const opened = await openProfileFolder(profile);
    if (!opened.ok) return opened;
    const outcome = await state(opened.value);
    await opened.value.close();
    return outcome;
  }
  const open = await openDevice(url, profile);
  if (!open.ok) return open;
  try {
    return await dispatch({ open: open.value, timeoutMs, ...io }, command);
  } finally {
    await open.value.close();
  }
}

function dispatch(context: CommandContext, command: Command): Promise<Outcome> {
  switch (command.name) {
    case 'sign-up':
      return signUp(context, command);
    case 'sign-in':
      return signIn(context, command);
    case 'recover':
      return recover(context, command);
    case 'approve':
      return approve(context, command);
    case 'send':
      return send(context, command);
    case 'attach':
      return attach(context, command);
    case 'fetch':
      return fetchFiles(context, command);
    case 'conversations':
      return conversations(context, command);
    case 'read':
      return read(context, command);
    case 'listen':
      return listen(context, command);
    case 'sync':
      return sync(context, command);
    case 'state':
      return Promise.resolve(fail('defect'));
  }
}
