/** What an urgent message asks for, without the codec: screens import these values too. Durations in milliseconds. */
import type { Need } from '../answers.ts';
import type { AlarmId, UserId } from '../ids.ts';

/** What a sender may choose; the hospital's policy says with which one the form begins. */
export const DEADLINES_MS = [2, 4, 6, 10, 15, 30].map((minutes) => minutes * 60_000);

/** From `atMs` on `users` are asked at this stage instead of `relieves`. */
export interface UrgentTurn {
  readonly atMs: number;
  readonly stage: number;
  readonly users: readonly UserId[];
  readonly relieves: readonly UserId[];
}

/** URGENT-1: travels sealed in the message; the relay has its times and names as an alarm (wire/alarm.ts). */
export interface UrgentPlan {
  readonly alarm: AlarmId;
  /** Who is asked first; undefined: everybody in the conversation but the sender. */
  readonly first: readonly UserId[] | undefined;
  readonly need: Need;
  readonly everyMs: number;
  readonly forMs: number;
  /** When nobody answered until then, these are asked as well. */
  readonly stages: readonly { readonly afterMs: number; readonly users: readonly UserId[] }[];
  /** Of roles that are asked: when who takes over (ALARM-11), in order of time. */
  readonly turns: readonly UrgentTurn[];
  /** Which roles are asked at which stage, by name: for who reads it. */
  readonly roles: readonly { readonly stage: number; readonly role: string }[];
  /** A reply or a reaction counts as an answer too. */
  readonly repliesAnswer: boolean;
  /** This is the copy for somebody outside of the conversation, who is asked only if need be (ALARM-8). */
  readonly standBy: boolean;
}
