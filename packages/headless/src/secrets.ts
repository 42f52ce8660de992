/** Secrets and texts that were left out of the command line: from the environment, or a bounded standard input. */

import { maxTextCharacters } from '@sanad/model/engine/api';
import { ok, type Result } from '@sanad/model/result';
import { minPasswordCharacters } from '@sanad/model/wire/password';
import type { Command } from './arguments.ts';
import { type Failure, fail } from './report.ts';

export interface SecretSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** All of standard input; undefined when it is a terminal, too large or not UTF-8. */
  readonly readInput: () => Promise<string | undefined>;
}
const maxPasswordCharacters = 128;

export async function fillIn(command: Command, sources: SecretSources): Promise<Result<Command, Failure>> {
  const { environment } = sources;
  switch (command.name) {
    case 'sign-up':
    case 'sign-in': {
      const password = command.password ?? environment['SANAD_PASSWORD'] ?? (await firstLine(sources));
      const atLeast = command.name === 'sign-up' ? minPasswordCharacters : 1;
      if (password === undefined) return fail('usage/password');
      const fits = password.length >= atLeast && password.length <= maxPasswordCharacters;
      return fits
        ? ok({ ...command, password })
        : fail('usage/option', `a password has ${atLeast} to ${maxPasswordCharacters} characters`);
    }
    case 'recover': {
      const code = command.code ?? environment['SANAD_RECOVERY_CODE'] ?? (await firstLine(sources));
      return code === undefined || code === '' ? fail('usage/option', '--code') : ok({ ...command, code });
    }
    case 'send': {
      const text = command.text ?? (await sources.readInput())?.replace(/\r?\n$/, '');
      const fits = text !== undefined && text.trim() !== '' && text.length <= maxTextCharacters && !/\p{Surrogate}/u.test(text);
      return fits ? ok({ ...command, text }) : fail('usage/text');
    }
    case 'approve':
    case 'attach':
    case 'fetch':
    case 'conversations':
    case 'read':
    case 'listen':
    case 'sync':
    case 'state':
      return ok(command);
  }
}

const firstLine = async ({ readInput }: SecretSources): Promise<string | undefined> => (await readInput())?.split(/\r?\n/, 1)[0];
