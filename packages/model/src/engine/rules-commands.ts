/** What is asked of the hospital's rules (POLICY): what was signed before, and where a copy may go. */
import { err } from '../result.ts';
import type { CommandError, EngineApi } from './api.ts';
import { forwardTargets } from './forwarding.ts';
import { readRulesHistory } from './rules-history.ts';
import type { Session } from './session.ts';

export type RulesCommands = Pick<EngineApi, 'rulesHistory' | 'forwardTargets'>;

export function makeRulesCommands(session: () => Session | undefined): RulesCommands {
  const notReady = err<CommandError>({ type: 'not-ready' });
  return {
    async rulesHistory() {
      const open = session();
      return open === undefined ? notReady : readRulesHistory(open.thread.context, open.people);
    },
    async forwardTargets(conversation) {
      const open = session();
      return open === undefined ? notReady : { ok: true, value: forwardTargets(open, conversation) };
    },
  };
}
