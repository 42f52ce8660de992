/** What a command is given besides its options. */
import type { Command, CommandName } from './arguments.ts';
import type { OpenDevice } from './open-device.ts';
import type { Outcome, Report } from './report.ts';

export interface CommandContext {
  readonly open: OpenDevice;
  readonly timeoutMs: number;
  /** `listen` alone: one report per event. */
  readonly emit: (event: Report) => void;
  /** Resolves when the process was asked to end. */
  readonly ended: Promise<void>;
}
export type CommandOf<Name extends CommandName> = Extract<Command, { readonly name: Name }>;
export type Run<Name extends CommandName> = (context: CommandContext, command: CommandOf<Name>) => Promise<Outcome>;
