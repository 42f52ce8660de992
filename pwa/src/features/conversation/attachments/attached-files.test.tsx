import type { Attachment } from '@sanad/model/engine/api';
import type { FileId } from '@sanad/model/ids';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test } from 'vitest';
import { createI18n } from '../../../i18n/create-i18n.ts';
import { fr } from '../../../i18n/fr.ts';
import { I18nContext } from '../../../i18n/use-i18n.ts';
import type { Chip } from '../create-attachments.ts';
import { AttachedFiles } from './AttachedFiles.tsx';

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});

const report: Attachment = {
  file: '0b'.repeat(16) as FileId,
  key: new Uint8Array(32),
  digest: new Uint8Array(32),
  bytes: 1_540_000,
  name: 'Compte rendu.pdf',
  type: 'application/pdf',
  image: undefined,
  voice: undefined,
};

test('who does not see the file above the field hears that it is prepared, then that it is attached', () => {
  const i18n = createI18n('fr', fr, () => undefined);
  const [chips, setChips] = createSignal<readonly Chip[]>([]);
  const none = () => undefined;
  const of = {
    chips,
    ready: () => [],
    isPreparing: () => false,
    add: async () => undefined,
    remove: async () => undefined,
    clear: none,
  };
  dispose = render(
    () => (
      <I18nContext.Provider value={i18n}>
        <AttachedFiles of={of} onRemoved={none} />
      </I18nContext.Provider>
    ),
    document.body,
  );
  // There before its words: what comes along with them is not read out.
  const status = document.querySelector('[role=status]');
  expect(status?.textContent).toBe('');
  setChips([{ key: 0, name: report.name, attachment: undefined, settling: 'coming' }]);
  expect(status?.textContent).toBe('Préparation de Compte rendu.pdf…');
  setChips([{ key: 0, name: report.name, attachment: report, settling: undefined }]);
  expect(status?.textContent).toBe('Joint au message\u00a0: Compte rendu.pdf');
});
