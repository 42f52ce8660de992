/**
 * What counts as read: messages of a colleague that are on screen while the window is visible and has the focus. The engine is told
 * which ones, once each, after a moment, so that flying past a message does not mark it (MARK-3).
 */
export interface ReadTracker<Id> {
  /** A message came on or left the screen. */
  seen(id: Id, isVisible: boolean): void;
  /** The window gained or lost the attention of a person. */
  look(): void;
  close(): void;
}

interface ReadTrackerDep<Id> {
  hasAttention(): boolean;
  schedule(delayMs: number, task: () => void): () => void;
  markRead(shown: readonly Id[]): void;
}

export const dwellMs = 400;

export function makeReadTracker<Id>(dep: ReadTrackerDep<Id>): ReadTracker<Id> {
  const visible = new Set<Id>();
  const told = new Set<Id>();
  let cancel: (() => void) | undefined;

  const untold = () => [...visible].filter((id) => !told.has(id));
  const mark = () => {
    cancel = undefined;
    const shown = dep.hasAttention() ? untold() : [];
    if (shown.length === 0) return;
    for (const id of shown) told.add(id);
    dep.markRead(shown);
  };
  const look = () => {
    if (cancel === undefined && dep.hasAttention() && untold().length > 0) cancel = dep.schedule(dwellMs, mark);
  };
  return {
    seen: (id, isVisible) => {
      if (isVisible) visible.add(id);
      else visible.delete(id);
      look();
    },
    look,
    close: () => cancel?.(),
  };
}
