/** What is done where the organisation is administered (ADMIN, ORG): signed by this device, or asked of the server. */
import * as v from 'valibot';
import { err, ok } from '../result.ts';
import type { CommandError } from './api.ts';
import type { AdminApi } from './api-admin.ts';
import { makeApprovals } from './approvals.ts';
import { toCommandError } from './http-client.ts';
import { makeOrganisationWriter } from './organisation-writer.ts';
import { makeResetApprovals } from './reset-approvals.ts';
import type { Session } from './session.ts';

const notReady = err<CommandError>({ type: 'not-ready' });

export function makeAdminCommands(session: () => Session | undefined): AdminApi {
  const approvals = () => {
    const open = session();
    return open && makeApprovals(open.thread.context, open.people);
  };
  const writer = () => {
    const open = session();
    return open && makeOrganisationWriter(open.thread.context, open.people);
  };
  const resets = () => {
    const open = session();
    return open && makeResetApprovals(open.thread.context, open.people);
  };
  return {
    pendingPeople: async () => approvals()?.list() ?? notReady,
    approve: async (user, grant) => approvals()?.approve(user, grant) ?? notReady,
    refuse: async (user, reason) => approvals()?.refuse(user, reason) ?? notReady,
    setRole: async (user, grant) => writer()?.write({ type: 'set_role', payload: { user, ...grant } }) ?? notReady,
    suspend: async (user) => writer()?.write({ type: 'suspend', payload: { user } }) ?? notReady,
    reinstate: async (user) => writer()?.write({ type: 'reinstate', payload: { user } }) ?? notReady,
    async departedPeople() {
      const open = session();
      if (open === undefined) return notReady;
      const { people, identity } = open;
      const synced = await people.syncDirectory();
      if (!synced.ok) return err(synced.error.type === 'refused' ? toCommandError(synced.error) : { type: 'offline' });
      const known = [...(people.organisation()?.members ?? [])];
      return ok(
        known.flatMap(([user, { suspended }]) => {
          const person = people.person(user);
          const isListed = person !== undefined && person.gone !== true;
          return suspended || isListed || user === identity.user ? [] : [{ user, person }];
        }),
      );
    },
    removeDevice: async (user, device) => writer()?.write({ type: 'remove_device', payload: { user, device } }) ?? notReady,
    resetRequests: async () => resets()?.list() ?? notReady,
    confirmReset: async (user, device) => resets()?.confirm(user, device) ?? notReady,
    refuseReset: async (user) => resets()?.refuse(user) ?? notReady,
    changePolicy: async (policy) => writer()?.write({ type: 'policy', payload: policy }) ?? notReady,
    async organisationHash() {
      const hash = session()?.thread.context.identity.organisationHash;
      return hash === undefined ? notReady : ok(hash);
    },
    async askAdministration({ method, path, body }) {
      const open = session();
      if (open === undefined || !path.startsWith('/admin/')) return notReady;
      const { http } = open.thread.context;
      const answer =
        method === 'GET' ? await http.get(path, v.unknown()) : await http.send('POST', path, body ?? {}, v.unknown());
      if (!answer.ok && answer.error.type === 'refused') open.noteSession(answer.error);
      return answer.ok ? ok(answer.value) : err(toCommandError(answer.error));
    },
  };
}
