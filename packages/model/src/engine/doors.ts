/** What somebody may ask before she has an account, or is let in: what holds at the doors, names of units, her invitation. All of it online. */
import { err, ok } from '../result.ts';
import { ServiceInfo } from '../wire/http.ts';
import { InvitationLook } from '../wire/invitation.ts';
import { defaultPolicy } from '../wire/policy.ts';
import { Units } from '../wire/unit.ts';
import type { EngineApi } from './api.ts';
import { type HttpClient, toCommandError } from './http-client.ts';

export type DoorQuestions = Pick<EngineApi, 'doorRules' | 'units' | 'lookAtInvitation'>;

/** `started`: it is known whose browser this is. */
export function makeDoorQuestions(http: Pick<HttpClient, 'get' | 'send'>, started: () => Promise<unknown>): DoorQuestions {
  return {
    async doorRules() {
      const service = await http.get('/service', ServiceInfo);
      if (!service.ok) return err(toCommandError(service.error));
      const { computers, registration, password } = defaultPolicy;
      const usual = { sharedComputers: computers.shared, registration, minPasswordCharacters: password.minCharacters };
      return ok(service.value.door ?? usual);
    },
    async units() {
      const answer = await http.get('/units', Units);
      return answer.ok ? ok(answer.value.units) : err(toCommandError(answer.error));
    },
    async lookAtInvitation(token) {
      await started();
      const answer = await http.send('POST', '/invitations/look', { token }, InvitationLook);
      return answer.ok ? answer : err(toCommandError(answer.error));
    },
  };
}
