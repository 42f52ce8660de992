/** Attaching: what was chosen is kept with the draft before anything else can happen to the page. */
import type { Attachment } from '@sanad/model/engine/api';
import type { FileId, SpaceId } from '@sanad/model/ids';
import { ok } from '@sanad/model/result';
import { createRoot } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext } from '../../app/engine-client.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../ui/toaster.ts';
import { type Attachments, createAttachments } from './create-attachments.ts';

let end = () => {};
afterEach(() => end());

const attachment = (name: string): Attachment => ({
  ...{ file: '0b'.repeat(16) as FileId, key: new Uint8Array(32), digest: new Uint8Array(32), bytes: 9, name, type: 'audio/webm' },
  ...{ image: undefined, voice: undefined },
});
const note = (name: string) => ({ blob: new Blob(['said']), name, voice: { durationMs: 1_000, waveform: new Uint8Array(4) } });

/** A composer whose engine seals when it is told to; `saved` are the names in each draft that was saved. */
function open() {
  const saved: (readonly string[])[] = [];
  let sealed: () => void = () => {};
  const sealing = new Promise<void>((done) => {
    sealed = done;
  });
  const api = {
    attachFile: async (_conversation: SpaceId, { name }: { readonly name: string }) => {
      await sealing;
      return ok(attachment(name));
    },
    dropFile: async () => ok(undefined),
  };
  const client = { api } as unknown as EngineClient;
  const { toaster, disposeToaster } = createRoot((dispose) => ({ toaster: createToaster(), disposeToaster: dispose }));
  let attachments: Attachments | undefined;
  const Composer = () => {
    const made = createAttachments({
      conversation: '0a'.repeat(16) as SpaceId,
      first: [],
      save: async () => saved.push(made.ready().map(({ name }) => name)),
    });
    attachments = made;
    return undefined;
  };
  const leave = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <EngineContext.Provider value={client}>
          <ToasterContext.Provider value={toaster}>
            <Composer />
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  end = () => {
    leave();
    disposeToaster();
  };
  // jsdom's Blob hands its bytes to nobody.
  vi.spyOn(Blob.prototype, 'slice').mockReturnValue(new Response('x') as unknown as Blob);
  if (attachments === undefined) throw new Error('no attachments');
  return { attachments, saved, sealed, leave };
}

test('a file is saved with the draft as soon as it is sealed, and again when it is taken away', async () => {
  const { attachments, saved, sealed } = open();
  const adding = attachments.add([note('un.webm')]);
  sealed();
  await adding;
  expect(saved).toEqual([['un.webm']]);
  const [chip] = attachments.chips();
  if (chip === undefined) throw new Error('no chip');
  const removing = attachments.remove(chip);
  // Seen until the draft is kept without it: a reload shows what was shown before it.
  expect(attachments.chips()).toHaveLength(1);
  await removing;
  expect(attachments.chips()).toEqual([]);
  expect(saved).toEqual([['un.webm'], []]);
});

test('what is sealed after its screen has gone is saved as well', async () => {
  const { attachments, saved, sealed, leave } = open();
  const adding = attachments.add([note('un.webm')]);
  leave();
  sealed();
  await adding;
  expect(saved).toEqual([['un.webm']]);
});
