/** What can be said to an urgent message: the same words on the wire (wire/alarm.ts) and in documents (schema/act.ts). Places are frozen. */

/**
 * `taken`: I see to it. `cannot`: not I, maybe somebody else. `call`: call me. `none`: I take my answer back. `withdrawn`: the sender's
 * own word, it is not needed any more.
 */
export const ANSWERS = ['taken', 'cannot', 'call', 'none', 'withdrawn'] as const;
export type AnswerWord = (typeof ANSWERS)[number];

/** Whether one answer is enough, or each of those who are asked first has to give one. */
export const NEEDS = ['one', 'each'] as const;
export type Need = (typeof NEEDS)[number];

/** How long an answer can be taken back; meanwhile its alarm rests. Milliseconds. */
export const takeBackMs = 5 * 60_000;
