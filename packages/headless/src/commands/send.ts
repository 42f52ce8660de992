/** Writes a message: durable in the profile first, then on its way as far as the network allows in a short wait. */
import type { Delivery, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId } from '@sanad/model/ids';
import { err, ok } from '@sanad/model/result';
import type { Run } from '../command-context.ts';
import { makeList, messagesIn } from '../device.ts';
import { levelled, type OpenDevice, untilReady } from '../open-device.ts';
import { commandFailure } from '../report.ts';
import { resolveTarget } from '../resolve-target.ts';

/** Our message is among the newest, unless colleagues' clocks are ahead. */
const windowSize = 50;

export const send: Run<'send'> = async ({ open, timeoutMs }, { target, text, priority }) => {
  const ready = await untilReady(open);
  if (!ready.ok) return ready;
  const conversation = await resolveTarget(open, target, timeoutMs);
  if (!conversation.ok) return conversation;
  const sent = await open.device.engine.sendMessage(conversation.value, text ?? '', priority);
  if (!sent.ok) return err(commandFailure(sent.error));
  const delivery = await deliveryOf(open, conversation.value, sent.value, timeoutMs);
  return ok({
    json: { command: 'send', ok: true, conversation: conversation.value, message: sent.value, priority, delivery },
    lines: [`${delivery}: ${sent.value} in ${conversation.value}`],
  });
};

/** How far it came by the time that nothing more is to be expected: it left, we are offline, or the time is over. */
async function deliveryOf(open: OpenDevice, conversation: SpaceId, message: MessageId, timeoutMs: number): Promise<Delivery> {
  const endMs = performance.now() + timeoutMs;
  let changed = (): void => undefined;
  const list = makeList<ThreadRow, MessageWindowMeta>(() => changed());
  const stop = await open.device.engine.onMessages(conversation, windowSize, (update) => list.take(update));
  const now = (): Delivery => messagesIn(list.rows()).find(({ id }) => id === message)?.delivery ?? 'queued';
  const level = await levelled(open, timeoutMs);
  if (level.ok) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, endMs - performance.now()));
      changed = () => {
        if (now() === 'queued' && open.device.sync()?.connectivity === 'online') return;
        clearTimeout(timer);
        resolve();
      };
      changed();
    });
  }
  stop();
  return now();
}
