/**
 * Off duty (URGENT-10): an urgent message that asks her is answered "I cannot" by whichever device of hers runs, and passed on to her deputy. A
 * device that is closed answers nothing: then repeats and escalation go their way.
 */
import type { UserId } from '../ids.ts';
import type { NotificationSettings } from './api-urgent.ts';
import type { UrgentFacts, UrgentStore } from './urgent-facts.ts';
import type { Urgents } from './urgents.ts';

export interface OffDutyParts {
  readonly urgents: Pick<Urgents, 'find'>;
  readonly facts: Pick<UrgentStore, 'all'>;
  readonly settings: Pick<NotificationSettings, 'offDuty'>;
  readonly pass: (facts: UrgentFacts, to: UserId | undefined) => Promise<unknown>;
}

export async function answerOffDuty({ urgents, facts, settings, pass }: OffDutyParts): Promise<void> {
  const { offDuty } = settings;
  if (offDuty === undefined) return;
  for (const row of facts.all()) {
    const urgent = urgents.find(row.space, row.id)?.message.urgent;
    if (urgent?.owed !== true) continue;
    const { deputy } = offDuty;
    await pass(row, deputy === row.author ? undefined : deputy);
  }
}
