/** What is done with the hospital's rules (ORG-10, POLICY): signing them, and reading what was signed before. */
import { err } from '../result.ts';
import type { CommandError, EngineApi } from './api.ts';
import { forwardTargets } from './forwarding.ts';
import { makeOrganisationWriter } from './organisation-writer.ts';
import { readRulesHistory } from './rules-history.ts';
import type { Session } from './session.ts';

export type RulesCommands = Pick<EngineApi, 'changePolicy' | 'rulesHistory' | 'forwardTargets'>;

export function makeRulesCommands(session: () => Session | undefined): RulesCommands {
  const notReady = err<CommandError>({ type: 'not-ready' });
  return {
    async changePolicy(policy) {
      const open = session();
      if (open === undefined) return notReady;
      return makeOrganisationWriter(open.thread.context, open.people).write({ type: 'policy', payload: policy });
    },
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
