/** The rules that administrators sign for everybody (ORG-10). */
import * as v from 'valibot';
import { countField } from './fields.ts';
import { PROFESSIONS, ProfessionField } from './profession.ts';

const minuteMs = 60_000;
/** In whole minutes: what people are told of it is exact. */
const minutes = (min: number, max: number) =>
  v.pipe(countField, v.minValue(min * minuteMs), v.maxValue(max * minuteMs), v.multipleOf(minuteMs));

const noTurnOnly = { turnOnly: false } as const;

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
};
/** What is in force. */
export const policyOf = (chain: { readonly policy: Policy | undefined } | undefined): Policy => chain?.policy ?? defaultPolicy;
