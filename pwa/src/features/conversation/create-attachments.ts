/** What is attached to the message that is being written: prepared, sealed into this device, kept with the draft. */
import { type Attachment, maxAttachments } from '@sanad/model/engine/api';
import type { FileId, SpaceId } from '@sanad/model/ids';
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { fileSize } from '../../app/files/file-words.ts';
import { type ChosenFile, createFilePreparer } from '../../app/files/prepare-file.ts';
import { onLeaving } from '../../app/leaving.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';

export interface Chip {
  readonly key: number;
  readonly name: string;
  /** Undefined: it is being prepared. */
  readonly attachment: Attachment | undefined;
  /** The draft with it, or without it, is not kept yet: it stands there, or is gone, once a reload shows the same. */
  readonly settling: 'coming' | 'leaving' | undefined;
}
export interface Attachments {
  readonly chips: Accessor<readonly Chip[]>;
  readonly ready: Accessor<readonly Attachment[]>;
  readonly isPreparing: Accessor<boolean>;
  /** Ends when each of them is kept with the draft, or was refused; `settled` hears it of each. */
  add<File extends ChosenFile>(files: readonly File[], settled?: (file: File) => Promise<void>): Promise<void>;
  /** Ends when the draft is kept without it. */
  remove(chip: Chip): Promise<void>;
  /** They left with a message. */
  clear(): void;
}

interface AttachmentsDep {
  readonly conversation: SpaceId;
  readonly first: readonly Attachment[];
  /** Saves the draft with what is ready now, at once: a file cannot be typed again. */
  readonly save: () => Promise<unknown>;
}

export function createAttachments(dep: AttachmentsDep): Attachments {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const preparer = createFilePreparer();
  onCleanup(preparer.end);
  let count = dep.first.length;
  const [chips, setChips] = createSignal<readonly Chip[]>(
    dep.first.map((attachment, key) => ({ key, name: attachment.name, attachment, settling: undefined })),
  );
  const change = (key: number, part: Partial<Chip>) =>
    setChips((all) => all.map((chip) => (chip.key === key ? { ...chip, ...part } : chip)));
  const without = (key: number) => setChips((all) => all.filter((chip) => chip.key !== key));
  // Not a memo: what becomes ready after its screen has gone is saved as well.
  const ready = () => chips().flatMap(({ attachment, settling }) => (settling === 'leaving' ? [] : (attachment ?? [])));
  // What is being sealed is waited for as long as the lock waits (LOCK-9).
  let attaching: Promise<unknown> = Promise.resolve();
  onCleanup(onLeaving(() => attaching));
  const drop = (file: FileId) => void api.dropFile(file);

  const attach = async (key: number, chosen: ChosenFile): Promise<void> => {
    const { name } = chosen;
    const prepared = await preparer.prepare(chosen);
    const isWanted = () => chips().some((chip) => chip.key === key);
    if (!isWanted()) return;
    if (prepared.kind === 'refused') {
      without(key);
      toaster.show({ text: t(`file.no.${prepared.why}`, { name }) });
      return;
    }
    const sealed = await api.attachFile(dep.conversation, prepared.file);
    if (!sealed.ok) {
      without(key);
      const { error } = sealed;
      const max =
        error.type === 'file-refused' && error.maxContentBytes !== undefined ? fileSize(i18n, error.maxContentBytes) : undefined;
      toaster.show({ text: max === undefined ? failureWords(i18n, error) : t('file.no.too-large', { name, max }) });
      return;
    }
    // Taken away while it was being sealed.
    if (!isWanted()) return drop(sealed.value.file);
    change(key, { name: sealed.value.name, attachment: sealed.value, settling: 'coming' });
    if (prepared.isAsIs) toaster.show({ text: t('file.as-is', { name }) });
    await dep.save();
    // Unless it is being taken off by now.
    if (chips().some((chip) => chip.key === key && chip.settling === 'coming')) change(key, { settling: undefined });
  };
  return {
    chips,
    ready,
    isPreparing: () => chips().some(({ settling }) => settling === 'coming'),
    add: async (files, settled) => {
      const room = maxAttachments - chips().length;
      if (files.length > room) toaster.show({ text: t('file.no.too-many', { max: maxAttachments }) });
      const begun = files.slice(0, room).map((chosen) => {
        const key = count;
        count += 1;
        setChips((all) => [...all, { key, name: chosen.name, attachment: undefined, settling: 'coming' }]);
        return attach(key, chosen).then(() => settled?.(chosen));
      });
      attaching = Promise.allSettled([attaching, ...begun]);
      await Promise.all(begun);
    },
    remove: async ({ key, attachment }) => {
      if (attachment === undefined) {
        without(key);
        return;
      }
      change(key, { settling: 'leaving' });
      await dep.save();
      drop(attachment.file);
      without(key);
    },
    clear: () => setChips([]),
  };
}
