/** A document on the whole screen: what is said while it comes, and where the focus goes when it is closed. */
import { createSignal, Show } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { PdfSheet } from './PdfSheet.tsx';

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});

const begun = vi.hoisted(() => ({ ending: undefined as AbortSignal | undefined }));
vi.mock('./load-pdf.ts', () => ({
  loadPdf: (_blob: Blob, ending: AbortSignal) => {
    begun.ending = ending;
    return new Promise(() => undefined);
  },
}));

/** A slow machine draws a dialog late. */
const patient = { timeout: 4000 };

test('the focus goes back to what opened the document', async () => {
  const i18n = createI18n('fr', fr, () => undefined);
  const [isOpen, setOpen] = createSignal(false);
  dispose = render(
    () => (
      <I18nContext.Provider value={i18n}>
        <button type="button" id="opener">
          Compte rendu.pdf
        </button>
        <Show when={isOpen()}>
          <PdfSheet
            name="Compte rendu.pdf"
            load={() => new Promise(() => undefined)}
            onSave={() => undefined}
            onClose={() => setOpen(false)}
          />
        </Show>
      </I18nContext.Provider>
    ),
    document.body,
  );
  const opener = document.querySelector<HTMLElement>('#opener');
  opener?.focus();
  setOpen(true);
  await vi.waitFor(() => expect(document.querySelector('.pdf')?.contains(document.activeElement)).toBe(true), patient);
  expect(document.querySelector('.pdf [role=status]')?.textContent).toBe('Lecture du document…');
  document.querySelector<HTMLElement>('.pdf .icon-btn:last-child')?.click();
  await vi.waitFor(() => expect(document.activeElement).toBe(opener), patient);
});

test('a document that is read for ever is read no longer than somebody waits for it', async () => {
  const dispose = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => undefined)}>
        <PdfSheet name="protocole.pdf" load={async () => new Blob(['%PDF'])} onSave={() => undefined} onClose={() => undefined} />
      </I18nContext.Provider>
    ),
    document.body,
  );
  await vi.waitFor(() => expect(begun.ending?.aborted).toBe(false));
  dispose();
  expect(begun.ending?.aborted).toBe(true);
});
