/** The sheets of a thread, each loaded when it is first opened. A sheet about a message closes when the message is gone. */
import type { CardDraft, PinnedRow } from '@sanad/model/engine/api';
import { createMemo, lazy, Match, Suspense, Switch, untrack } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { createFileActions } from '../../app/files/create-file-actions.ts';
import type { CardTask } from './card-form.ts';
import type { Target } from './create-seek.ts';
import { type OpenSheet, useThreadDoor } from './thread-door.ts';

const InfoSheet = lazy(async () => ({ default: (await import('./sheets/InfoSheet.tsx')).InfoSheet }));
const HistorySheet = lazy(async () => ({ default: (await import('./sheets/HistorySheet.tsx')).HistorySheet }));
const ForwardSheet = lazy(async () => ({ default: (await import('./sheets/ForwardSheet.tsx')).ForwardSheet }));
const RecallSheet = lazy(async () => ({ default: (await import('./sheets/RecallSheet.tsx')).RecallSheet }));
const PinnedSheet = lazy(async () => ({ default: (await import('./sheets/PinnedSheet.tsx')).PinnedSheet }));
const CardSheet = lazy(async () => ({ default: (await import('./sheets/CardSheet.tsx')).CardSheet }));
const LadderSheet = lazy(async () => ({ default: (await import('./sheets/LadderSheet.tsx')).LadderSheet }));
const FilesSheet = lazy(async () => ({ default: (await import('./sheets/FilesSheet.tsx')).FilesSheet }));
const LibrarySheet = lazy(async () => ({ default: (await import('./sheets/LibrarySheet.tsx')).LibrarySheet }));
const RemoveFileSheet = lazy(async () => ({ default: (await import('./sheets/RemoveFileSheet.tsx')).RemoveFileSheet }));
const Pictures = lazy(async () => ({ default: (await import('./attachments/Pictures.tsx')).Pictures }));
const PdfSheet = lazy(async () => ({ default: (await import('../../app/pdf/PdfSheet.tsx')).PdfSheet }));
const DateSheet = lazy(async () => ({ default: (await import('./sheets/DateSheet.tsx')).DateSheet }));

interface ThreadSheetsProps {
  readonly sheet: OpenSheet | undefined;
  readonly pinned: readonly PinnedRow[];
  readonly cardDrafts: readonly CardDraft[];
  /** A form left as a message. */
  readonly onCardSent: () => void;
  readonly onSeek: (target: Target) => void;
  readonly onClose: () => void;
}

export const ThreadSheets = (props: ThreadSheetsProps) => {
  const door = useThreadDoor();
  const files = createFileActions();
  const about = (kind: OpenSheet['kind']) => {
    const { sheet } = props;
    return sheet !== undefined && 'id' in sheet && sheet.kind === kind ? door.message(sheet.id) : undefined;
  };
  const aboutFile = (kind: 'file-remove' | 'pdf') => {
    const { sheet } = props;
    if (sheet?.kind !== kind || !('file' in sheet)) return undefined;
    const row = door.message(sheet.id);
    const file = row?.attachments.find((one) => one.file === sheet.file);
    return row && file && { row, file };
  };
  const pictures = createMemo(() => {
    const { sheet } = props;
    if (sheet?.kind !== 'pictures') return undefined;
    const row = untrack(() => door.message(sheet.id));
    return row && { row: structuredClone(unwrap(row)), file: sheet.file };
  });
  // Once per opening: the sheet keeps what it was opened with while the message changes under it.
  const cardTask = createMemo((): CardTask | undefined => {
    const { sheet } = props;
    if (sheet?.kind === 'card') return { mode: 'new', kind: sheet.of, answers: sheet.answers };
    if (sheet?.kind !== 'card-edit' && sheet?.kind !== 'card-synthesis') return undefined;
    const row = untrack(() => door.message(sheet.id));
    if (row === undefined) return undefined;
    const now = structuredClone(unwrap(row));
    if (sheet.kind === 'card-synthesis') return { mode: 'synthesis', row: now };
    return now.card && { mode: 'edit', row: now, card: now.card };
  });
  return (
    <Suspense>
      <Switch>
        <Match when={about('info')}>{(row) => <InfoSheet row={row()} onClose={props.onClose} />}</Match>
        <Match when={about('history')}>{(row) => <HistorySheet row={row()} onClose={props.onClose} />}</Match>
        <Match when={about('ladder')}>{(row) => <LadderSheet row={row()} onClose={props.onClose} />}</Match>
        <Match when={about('forward')}>{(row) => <ForwardSheet row={row()} onClose={props.onClose} />}</Match>
        <Match when={about('recall')}>{(row) => <RecallSheet row={row()} onClose={props.onClose} />}</Match>
        <Match when={pictures()} keyed>
          {(of) => <Pictures row={of.row} first={of.file} onClose={props.onClose} />}
        </Match>
        <Match when={about('files')}>{(row) => <FilesSheet row={row()} onClose={props.onClose} />}</Match>
        <Match when={aboutFile('file-remove')}>
          {(of) => <RemoveFileSheet row={of().row} file={of().file} onClose={props.onClose} />}
        </Match>
        <Match when={aboutFile('pdf')}>
          {(of) => (
            <PdfSheet
              name={of().file.name}
              load={() => files.open({ conversation: door.conversation, message: of().row.id }, of().file)}
              onSave={() => door.saveFile(of().row, of().file)}
              onClose={props.onClose}
            />
          )}
        </Match>
        <Match when={props.sheet?.kind === 'pinned'}>
          <PinnedSheet pinned={props.pinned} onClose={props.onClose} />
        </Match>
        <Match when={cardTask()} keyed>
          {(task) => <CardSheet task={task} drafts={props.cardDrafts} onSent={props.onCardSent} onClose={props.onClose} />}
        </Match>
        <Match when={props.sheet?.kind === 'library'}>
          <LibrarySheet onClose={props.onClose} />
        </Match>
        <Match when={props.sheet?.kind === 'date'}>
          <DateSheet onSeek={props.onSeek} onClose={props.onClose} />
        </Match>
      </Switch>
    </Suspense>
  );
};
