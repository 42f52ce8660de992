/** What was answered in a notification, entered once the engine runs (NOTIFY-4): an act like any other, and its row goes. */
import * as v from 'valibot';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { openLocal, sealLocal } from '../crypto/local-seal.ts';
import type { MessageId, SpaceId } from '../ids.ts';
import { AlarmAnswer } from '../wire/alarm.ts';
import { messageIdField, spaceIdField } from '../wire/fields.ts';
import type { IntentsDep } from './deps.ts';
import type { UrgentFacts } from './urgent-facts.ts';

const Intent = v.variant('type', [
  v.object({ type: v.literal('answer'), answer: AlarmAnswer }),
  v.object({ type: v.literal('read'), space: spaceIdField, message: messageIdField }),
]);
export type Intent = v.InferOutput<typeof Intent>;
const maxIntentBytes = 4096;

/** Durable when it resolves; of two on one thing the newer counts. */
export async function keepIntent(intents: Pick<IntentsDep, 'keep'>, localKey: CryptoKey, intent: Intent): Promise<void> {
  const name = intent.type === 'answer' ? `answer ${intent.answer.alarm}` : `read ${intent.space}`;
  await intents.keep(name, await sealLocal(localKey, ['intent', name], encodeCbor(intent)));
}

export interface IntentDoors {
  readonly urgents: () => readonly UrgentFacts[];
  /** True: it is entered. False: not now, it stays. */
  readonly answer: (facts: UrgentFacts, answer: AlarmAnswer) => Promise<boolean>;
  readonly read: (space: SpaceId, message: MessageId) => Promise<boolean>;
}

/** False: some stay, because what they speak of is not here yet. */
export async function takeIntents(intents: IntentsDep, localKey: CryptoKey, doors: IntentDoors): Promise<boolean> {
  let isDone = true;
  for (const { name, sealed } of await intents.read()) {
    const opened = await openLocal(localKey, ['intent', name], sealed);
    const decoded = opened.ok ? decodeCbor(opened.value, maxIntentBytes) : undefined;
    const intent = v.safeParse(Intent, decoded?.ok ? decoded.value : undefined);
    // What nobody can read any more is of a key that is gone.
    if (!intent.success || (await enter(intent.output, doors))) await intents.remove(name);
    else isDone = false;
  }
  return isDone;
}

async function enter(intent: Intent, { urgents, answer, read }: IntentDoors): Promise<boolean> {
  if (intent.type === 'read') return read(intent.space, intent.message);
  // The message may not be here yet: the answer was given from its push.
  const facts = urgents().filter(({ plan }) => plan?.alarm === intent.answer.alarm);
  if (facts.length === 0) return false;
  const entered = await Promise.all(facts.map((one) => answer(one, intent.answer)));
  return entered.every(Boolean);
}
