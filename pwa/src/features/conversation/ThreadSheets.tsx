/** The sheets of a thread, each loaded when it is first opened. A sheet about a message closes when the message is gone. */
import type { PinnedRow } from '@sanad/model/engine/api';
import { lazy, Match, Suspense, Switch } from 'solid-js';
import type { Target } from './create-seek.ts';
import { type OpenSheet, useThreadDoor } from './thread-door.ts';

const InfoSheet = lazy(async () => ({ default: (await import('./sheets/InfoSheet.tsx')).InfoSheet }));
const HistorySheet = lazy(async () => ({ default: (await import('./sheets/HistorySheet.tsx')).HistorySheet }));
const ForwardSheet = lazy(async () => ({ default: (await import('./sheets/ForwardSheet.tsx')).ForwardSheet }));
const RecallSheet = lazy(async () => ({ default: (await import('./sheets/RecallSheet.tsx')).RecallSheet }));
const PinnedSheet = lazy(async () => ({ default: (await import('./sheets/PinnedSheet.tsx')).PinnedSheet }));
const DateSheet = lazy(async () => ({ default: (await import('./sheets/DateSheet.tsx')).DateSheet }));

interface ThreadSheetsProps {
  readonly sheet: OpenSheet | undefined;
  readonly pinned: readonly PinnedRow[];
  readonly onSeek: (target: Target) => void;
  readonly onClose: () => void;
}

export const ThreadSheets = (props: ThreadSheetsProps) => {
  const door = useThreadDoor();
  const about = (kind: OpenSheet['kind']) => {
    const { sheet } = props;
    return sheet !== undefined && 'id' in sheet && sheet.kind === kind ? door.message(sheet.id) : undefined;
  };
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
        <Match when={props.sheet?.kind === 'date'}>
          <DateSheet onSeek={props.onSeek} onClose={props.onClose} />
        </Match>
      </Switch>
    </Suspense>
  );
};
