/** The sheets of a thread, each loaded when it is first opened. A sheet about a message closes when the message is gone. */
import type { CardDraft, PinnedRow } from '@sanad/model/engine/api';
import { createMemo, lazy, Match, Suspense, Switch, untrack } from 'solid-js';
import { unwrap } from 'solid-js/store';
import type { CardTask } from './card-form.ts';
import type { Target } from './create-seek.ts';
import { type OpenSheet, useThreadDoor } from './thread-door.ts';

const InfoSheet = lazy(async () => ({ default: (await import('./sheets/InfoSheet.tsx')).InfoSheet }));
const HistorySheet = lazy(async () => ({ default: (await import('./sheets/HistorySheet.tsx')).HistorySheet }));
const ForwardSheet = lazy(async () => ({ default: (await import('./sheets/ForwardSheet.tsx')).ForwardSheet }));
const RecallSheet = lazy(async () => ({ default: (await import('./sheets/RecallSheet.tsx')).RecallSheet }));
const PinnedSheet = lazy(async () => ({ default: (await import('./sheets/PinnedSheet.tsx')).PinnedSheet }));
const CardSheet = lazy(async () => ({ default: (await import('./sheets/CardSheet.tsx')).CardSheet }));
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
  const about = (kind: OpenSheet['kind']) => {
    const { sheet } = props;
    return sheet !== undefined && 'id' in sheet && sheet.kind === kind ? door.message(sheet.id) : undefined;
  };
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
        <Match when={about('forward')}>{(row) => <ForwardSheet row={row()} onClose={props.onClose} />}</Match>
        <Match when={about('recall')}>{(row) => <RecallSheet row={row()} onClose={props.onClose} />}</Match>
        <Match when={props.sheet?.kind === 'pinned'}>
          <PinnedSheet pinned={props.pinned} onClose={props.onClose} />
        </Match>
        <Match when={cardTask()} keyed>
          {(task) => <CardSheet task={task} drafts={props.cardDrafts} onSent={props.onCardSent} onClose={props.onClose} />}
        </Match>
        <Match when={props.sheet?.kind === 'date'}>
          <DateSheet onSeek={props.onSeek} onClose={props.onClose} />
        </Match>
      </Switch>
    </Suspense>
  );
};
