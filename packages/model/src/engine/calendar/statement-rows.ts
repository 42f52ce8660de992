/** What people said of events, as it rests: one row per document, each statement verified before it was written (CAL-11). */
import * as v from 'valibot';
import type { EventStatement } from '../../calendar/fold-event.ts';
import type { MessageId } from '../../ids.ts';
import { type Act, decodeAct, encodeAct } from '../../schema/act.ts';
import { countField as count, messageIdField as message, userIdField as user } from '../../wire/fields.ts';

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** ['calendar', space, segment]: event → what was said of it: [id, author, sentAtMs, wallMs, counter, encodeAct]. */
const StatementsRow = v.array(v.tuple([message, v.array(v.tuple([message, user, count, count, count, bytes]))]));
type StatementsRow = v.InferOutput<typeof StatementsRow>;
export type Statements = Map<MessageId, EventStatement[]>;

export function readStatements(stored: unknown): Statements {
  const row = v.safeParse(StatementsRow, stored);
  const out: Statements = new Map();
  for (const [event, list] of row.success ? row.output : [])
    out.set(
      event,
      list.flatMap(
        ([id, author, sentAtMs, wallMs, counter, act]) =>
          toStatement({ id, author, sentAtMs, clock: { wallMs, counter } }, decodeAct(act)) ?? [],
      ),
    );
  return out;
}

export function toStatement(said: Omit<EventStatement, 'kind' | 'value'>, act: Act | undefined): EventStatement | undefined {
  if (act?.kind === 'event') return { ...said, kind: 'event', value: act.value };
  if (act?.kind === 'rsvp') return { ...said, kind: 'rsvp', value: act.value };
  return act?.kind === 'swap' ? { ...said, kind: 'swap', value: act.value } : undefined;
}

export const toStatementsRow = (statements: Statements): StatementsRow =>
  [...statements].map(([event, list]) => [
    event,
    list.map(({ id, author, sentAtMs, clock, ...one }) => {
      // An id that came from a row or a document; whatever made the event has no target.
      const of = id as MessageId;
      const target = of === event && one.kind === 'event' ? null : event;
      return [of, author, sentAtMs, clock.wallMs, clock.counter, encodeAct({ target, ...one } as Act)];
    }),
  ]);
