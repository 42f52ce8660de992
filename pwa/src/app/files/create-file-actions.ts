/** What is done with a file of a message from several places, each refusal said in words. */
import type { AttachmentRow } from '@sanad/model/engine/api';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';
import { useEngine } from '../engine-client.ts';
import { fileErrorWords } from './file-words.ts';
import { type Carrier, openFile, saveBlob } from './open-file.ts';

export function createFileActions() {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  return {
    /** Undefined, and it was said why. */
    async open(carrier: Carrier, file: Pick<AttachmentRow, 'file' | 'type'>): Promise<Blob | undefined> {
      const opened = await openFile(api, carrier, file, { again: true });
      if (opened.ok) return opened.value;
      toaster.show({ text: fileErrorWords(i18n, opened.error) });
      return undefined;
    },
    async save(carrier: Carrier, file: Pick<AttachmentRow, 'file' | 'type' | 'name'>): Promise<void> {
      toaster.show({ text: i18n.t('file.opening') });
      const blob = await this.open(carrier, file);
      if (blob === undefined) return;
      saveBlob(blob, file.name);
      toaster.show({ text: i18n.t('file.saved') });
    },
  };
}
