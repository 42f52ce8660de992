/**
 * The rules that administrators sign for everybody (ORG-10, POLICY). Each says something to devices, to the server, or to both; what a rule
 * means for one person is worked out here, so that both say the same.
 */
import * as v from 'valibot';
import type { UserId } from '../ids.ts';
import { countField } from './fields.ts';
import { FACTOR_NEEDS, FORWARDINGS, PREVIEWS, passwordBounds, REGISTRATIONS, retentionBounds } from './policy-values.ts';
import { PROFESSIONS, ProfessionField } from './profession.ts';

const minuteMs = 60_000;
/** In whole minutes: what people are told of it is exact. */
const minutes = (min: number, max: number) =>
  v.pipe(countField, v.minValue(min * minuteMs), v.maxValue(max * minuteMs), v.multipleOf(minuteMs));

const noTurnOnly = { turnOnly: false } as const;

/** POLICY-1: the longest time until the lock closes by itself, and whether there must be one. */
export const maxIdleMinutes = 15;
const noLock = { required: false, idleMinutes: maxIdleMinutes } as const;
/** POLICY-2: whose account needs a second factor, and how many days after the link that says so the server begins to refuse. */
const noFactor = { of: 'nobody', graceDays: 0 } as const;
/** POLICY-3: computers that several people use (SHARED). */
const sharedComputers = { shared: true } as const;
/** POLICY-7: of passwords that are set from then on. */
const usualPassword = { minCharacters: passwordBounds.usual } as const;
/** POLICY-10: for how many weeks after its own a week of messages is kept; 0: for ever. */
const kept = { weeks: 0 } as const;
const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** ORG-10. The newest link holds all of it; a field that comes later is optional, and its absence means what was before. */
export const Policy = v.strictObject({
  urgent: v.pipe(
    v.strictObject({
      /** Who may send urgent messages. */
      by: v.pipe(
        v.array(ProfessionField),
        v.minLength(1),
        v.maxLength(PROFESSIONS.length),
        v.check((by) => new Set(by).size === by.length),
        v.readonly(),
      ),
      /** Between two rings, and for how long it rings. */
      everyMs: minutes(1, 10),
      forMs: minutes(5, 60),
      /** Unless its sender says otherwise: until when somebody should have answered. */
      deadlineMs: minutes(2, 30),
    }),
    v.check(({ everyMs, forMs, deadlineMs }) => everyMs <= forMs && deadlineMs <= forMs),
  ),
  files: v.pipe(
    v.strictObject({
      /** Of what one file holds, in millions of bytes. */
      maxMb: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2000)),
      /** Of everything that one person brought, sealed. */
      quotaMb: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(1_000_000)),
    }),
    v.check(({ maxMb, quotaMb }) => maxMb <= quotaMb),
  ),
  /** Media go over TURN servers alone, which keeps the addresses of two people from one another (CALL-9). */
  calls: v.optional(v.strictObject({ turnOnly: v.boolean() }), noTurnOnly),
  lock: v.optional(v.strictObject({ required: v.boolean(), idleMinutes: whole(1, maxIdleMinutes) }), noLock),
  secondFactor: v.optional(v.strictObject({ of: v.picklist(FACTOR_NEEDS), graceDays: whole(0, 30) }), noFactor),
  computers: v.optional(v.strictObject({ shared: v.boolean() }), sharedComputers),
  preview: v.optional(v.picklist(PREVIEWS), 'text'),
  forwarding: v.optional(v.picklist(FORWARDINGS), 'anybody'),
  registration: v.optional(v.picklist(REGISTRATIONS), 'open'),
  password: v.optional(v.strictObject({ minCharacters: whole(passwordBounds.min, passwordBounds.maxMin) }), usualPassword),
  retention: v.optional(
    v.strictObject({ weeks: v.union([v.literal(0), whole(retentionBounds.min, retentionBounds.max)]) }),
    kept,
  ),
});
export type Policy = v.InferOutput<typeof Policy>;
export type UrgentPolicy = Policy['urgent'];
export type FilePolicy = Policy['files'];
export const megabyte = 1_000_000;

/** While no administrator said anything else. */
export const defaultPolicy: Policy = {
  urgent: { by: PROFESSIONS, everyMs: 2 * minuteMs, forMs: 20 * minuteMs, deadlineMs: 6 * minuteMs },
  files: { maxMb: 100, quotaMb: 5000 },
  calls: noTurnOnly,
  lock: noLock,
  secondFactor: noFactor,
  computers: sharedComputers,
  preview: 'text',
  forwarding: 'anybody',
  registration: 'open',
  password: usualPassword,
  retention: kept,
};
/** What is in force. */
export const policyOf = (chain: { readonly policy: Policy | undefined } | undefined): Policy => chain?.policy ?? defaultPolicy;

/** Which link holds (POLICY-9), and since when a second factor is asked for in these words (POLICY-2). */
export interface PolicySigned {
  readonly n: number;
  readonly atMs: number;
  readonly by: UserId;
  readonly factorSinceMs: number;
}
export function signPolicy(
  before: { readonly policy: Policy | undefined; readonly policySigned?: PolicySigned | undefined },
  next: Policy,
  { n, atMs, by }: Omit<PolicySigned, 'factorSinceMs'>,
): PolicySigned {
  const [was, is] = [policyOf(before).secondFactor, next.secondFactor];
  const isSame = was.of === is.of && was.graceDays === is.graceDays;
  return { n, atMs, by, factorSinceMs: isSame ? (before.policySigned?.factorSinceMs ?? atMs) : atMs };
}

const dayMs = 86_400_000;
/** POLICY-2: from when on this person is let in with a second factor alone; undefined: never. */
export function factorNeededAtMs(
  chain: { readonly policy: Policy | undefined; readonly policySigned?: PolicySigned | undefined } | undefined,
  isAdministrator: boolean,
): number | undefined {
  const { of, graceDays } = policyOf(chain).secondFactor;
  if (of === 'nobody' || (of === 'administrators' && !isAdministrator)) return undefined;
  return (chain?.policySigned?.factorSinceMs ?? 0) + graceDays * dayMs;
}
