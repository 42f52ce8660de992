/** What a device writes, on its way at once. */
import type { Conversation, OpenDevice } from './conversation.ts';

export async function sayIn(of: Pick<Conversation, 'space'>, device: OpenDevice, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const sent = await device.outbox.send(of.space, text, 'normal');
    if (!sent.ok) throw new Error(sent.error.type);
    const flushed = await device.flush();
    if (!flushed.ok) throw new Error(flushed.error.type);
  }
}
