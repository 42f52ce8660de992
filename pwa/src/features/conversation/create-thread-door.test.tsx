import type { SpaceId } from '@sanad/model/ids';
import { err, ok } from '@sanad/model/result';
import { createRoot, createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext, type MessageWindow } from '../../app/engine-client.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../ui/toaster.ts';
import { createThreadDoor } from './create-thread-door.ts';
import { messageRow } from './test/message-row.ts';
import type { ThreadDoor } from './thread-door.ts';

let end = () => {};
afterEach(() => end());

/** A thread whose engine has these commands. */
function open(api: object) {
  const { toaster, disposeToaster } = createRoot((dispose) => ({ toaster: createToaster(), disposeToaster: dispose }));
  // What a door asks of them, and nothing else.
  const silent = { onPolicy: async () => async () => undefined };
  const client = { api: { ...silent, ...api }, state: () => ({ phase: 'starting' }) } as unknown as EngineClient;
  const messages = { byId: {}, meta: undefined } as unknown as MessageWindow;
  const [directory] = createSignal([]);
  let door: ThreadDoor | undefined;
  const Thread = () => {
    const nothing = () => undefined;
    const conversation = () => '0a'.repeat(16) as SpaceId;
    door = createThreadDoor({
      conversation,
      messages,
      directory,
      onReply: nothing,
      onEdit: nothing,
      onJump: nothing,
      onSheet: nothing,
    });
    return undefined;
  };
  const unmount = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <EngineContext.Provider value={client}>
          <ToasterContext.Provider value={toaster}>
            <Thread />
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  end = () => {
    unmount();
    disposeToaster();
  };
  if (door === undefined) throw new Error('no door');
  return { door, toaster };
}

test('URGENT-6 an expired urgent message is sent, and that it could not be is said', async () => {
  const sendExpired = vi
    .fn()
    .mockResolvedValueOnce(ok(undefined))
    .mockResolvedValueOnce(err({ type: 'storage-full' }));
  const { door, toaster } = open({ sendExpired });
  const row = messageRow({ mine: true, delivery: 'queued' });
  door.act('send-late', row);
  await vi.waitFor(() => expect(sendExpired).toHaveBeenCalledWith(door.conversation, row.id));
  expect(toaster.toast()).toBeUndefined();
  door.act('send-late', row);
  await vi.waitFor(() => expect(toaster.toast()?.text).toBe(fr['failure.storage-full']));
});
