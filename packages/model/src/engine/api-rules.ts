/** What screens know of the hospital's rules (POLICY) beside what they say: where they came from, and what follows for one act or one door. */
import type { SpaceId, UserId } from '../ids.ts';
import type { Policy } from '../wire/policy.ts';
import type { Registration } from '../wire/policy-values.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';

/** What holds, and which link says so. `signed` is undefined while no administrator said anything. */
export interface RulesInForce {
  readonly policy: Policy;
  readonly signed: { readonly n: number; readonly atMs: number; readonly by: UserId; readonly name: string } | undefined;
}
/** One signed change; the oldest one is compared with what is usual. */
export interface RulesVersion {
  readonly n: number;
  readonly atMs: number;
  readonly by: UserId;
  /** Empty: nobody in the directory any more. */
  readonly name: string;
  readonly before: Policy;
  readonly after: Policy;
}
/** What somebody who is not in yet needs to know. */
export interface DoorRules {
  readonly sharedComputers: boolean;
  readonly registration: Registration;
  readonly minPasswordCharacters: number;
}
/** POLICY-5: where a copy of a message of this conversation may go. */
export type ForwardTargets =
  | { readonly to: 'anybody' }
  | { readonly to: 'nobody' }
  | { readonly to: 'members'; readonly people: readonly UserId[]; readonly conversations: readonly SpaceId[] };

export interface RulesApi {
  /** ORG-10: what holds for everybody. */
  onPolicy(listener: (policy: Policy) => void): Promise<Unsubscribe>;
  /** POLICY-9. */
  onRules(listener: (rules: RulesInForce) => void): Promise<Unsubscribe>;
  /** POLICY-9, online: every change that was signed, newest first; the links are those that this device verified. */
  rulesHistory(): CommandResult<readonly RulesVersion[]>;
  /** Online, also before there is a session. */
  doorRules(): CommandResult<DoorRules>;
  /** POLICY-5. */
  forwardTargets(conversation: SpaceId): CommandResult<ForwardTargets>;
}
