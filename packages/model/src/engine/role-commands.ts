/** Messages to a role (CAL-32): this device knows who has it, and writes to them as to anybody; the relay learns of no role. */
import type { SpaceId } from '../ids.ts';
import { err, ok } from '../result.ts';
import type { CommandError } from './api.ts';
import type { CalendarApi } from './api-calendar.ts';
import { defaultForm } from './api-urgent.ts';
import type { Session } from './session.ts';
import { rulesOf, sendWithPlan } from './urgent-commands.ts';

export type RoleCommands = Pick<CalendarApi, 'writeToRole'>;
const notReady = err<CommandError>({ type: 'not-ready' });
/** How far ahead somebody is looked for where nobody has it now. */
const lookAheadMs = 28 * 3_600_000;

export function makeRoleCommands(session: () => Session | undefined): RoleCommands {
  return {
    async writeToRole(role, text, priority) {
      const open = session();
      if (open === undefined) return notReady;
      const me = open.identity.user;
      const dated = await open.calendars.recipients(role, lookAheadMs);
      const to = dated.map(({ users }) => users.filter((user) => user !== me)).find((users) => users.length > 0);
      if (to === undefined) return err({ type: 'nobody-on-duty' });
      const spaces: SpaceId[] = [];
      for (const user of to) {
        const direct = await open.spaces.openDirect(user);
        if (!direct.ok)
          return direct.error.type === 'storage-full' || direct.error.type === 'unknown-person' ? err(direct.error) : notReady;
        spaces.push(direct.value);
      }
      const [conversation] = spaces;
      if (conversation === undefined) return notReady;
      if (priority === 'urgent') {
        // One alarm for all of them: the others have copies, and whoever takes over as well.
        const form = { ...defaultForm(rulesOf(open)), firstRoles: [role] };
        const sent = await sendWithPlan(open, conversation, text, form, { role });
        return sent.ok ? ok({ conversation, to }) : sent;
      }
      for (const space of spaces) {
        open.noteSent(space);
        const sent = await open.outbox.send(space, text, priority, { role });
        if (!sent.ok) return sent;
      }
      return ok({ conversation, to });
    },
  };
}
