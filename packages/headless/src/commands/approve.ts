/** An administrator lets a person in; her device signs it. */
import { err, ok } from '@sanad/model/result';
import type { Run } from '../command-context.ts';
import { levelled, untilReady } from '../open-device.ts';
import { commandFailure, fail, groupedCode } from '../report.ts';

export const approve: Run<'approve'> = async ({ open, timeoutMs }, { email, role, comparisonCode }) => {
  const ready = await untilReady(open);
  if (!ready.ok) return ready;
  const level = await levelled(open, timeoutMs);
  if (!level.ok) return level;
  const { engine } = open.device;
  const waiting = await engine.pendingPeople();
  if (!waiting.ok) return err(commandFailure(waiting.error));
  const person = waiting.value.find((candidate) => candidate.email === email);
  if (person === undefined) return fail('person/not-pending');
  if (comparisonCode !== undefined && plain(comparisonCode) !== plain(person.comparisonCode))
    return fail('approval/code-differs');
  const approved = await engine.approve(person.user, { role });
  if (!approved.ok) return err(commandFailure(approved.error));
  const { user, name } = person;
  return ok({
    json: { command: 'approve', ok: true, user, name, email, role, comparisonCode: person.comparisonCode },
    lines: [`approved: ${name} (${role}), comparison code ${groupedCode(person.comparisonCode)}`],
  });
};

const plain = (code: string): string => code.toUpperCase().replace(/[^0-9A-Z]/g, '');
