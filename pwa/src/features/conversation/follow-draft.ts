/**
 * A conversation's draft on the other devices of its writer (MARK-6, MARK-7): what another one wrote is taken where nothing was written
 * since, what it answers and whom it mentions come with it, and what was typed here is saved and sent to them when she turns away.
 */
import type { DraftState, Quote } from '@sanad/model/engine/api';
import type { MessageId } from '@sanad/model/ids';
import { type Accessor, createEffect, createMemo, on, onCleanup, onMount } from 'solid-js';
import { hasAttention, watchAttention } from '../../app/attention.ts';
import { useEngine } from '../../app/engine-client.ts';
import { onLeaving } from '../../app/leaving.ts';
import type { Draft } from './create-draft.ts';

interface FollowDep {
  readonly draft: Draft;
  /** As the engine has it now: also the echo of what is typed here. */
  readonly saved: Accessor<DraftState | undefined>;
  readonly answered: Accessor<Quote | undefined>;
  /** The draft answers this; undefined: nothing. */
  readonly answer: (quote: Quote | undefined) => void;
  readonly restoreMentions: (mentions: DraftState['mentions']) => void;
  /** The person chose what to answer: she goes on writing. */
  readonly focus: () => void;
}

const isSameDraft = (a: DraftState | undefined, b: DraftState | undefined): boolean =>
  a?.text === b?.text &&
  a?.priority === b?.priority &&
  a?.replyTo?.id === b?.replyTo?.id &&
  JSON.stringify(a?.urgent) === JSON.stringify(b?.urgent);

/** As long as the owner stands. */
export function followDraft(dep: FollowDep): void {
  const { api } = useEngine();
  let takenAnswer: { readonly id: MessageId | undefined } | undefined;
  createEffect(
    on(
      () => dep.answered()?.id,
      (id) => {
        // What a draft answers comes with it: nobody asked for the keyboard, and nothing has changed.
        if (takenAnswer !== undefined && id === takenAnswer.id) {
          takenAnswer = undefined;
          return;
        }
        if (id !== undefined) dep.focus();
        dep.draft.touch();
      },
      { defer: true },
    ),
  );
  const takeDetails = (saved: DraftState) => {
    dep.restoreMentions(saved.mentions);
    if (saved.replyTo?.id === dep.answered()?.id) return;
    takenAnswer = { id: saved.replyTo?.id };
    dep.answer(saved.replyTo);
  };
  onMount(() => {
    const first = dep.saved();
    if (first !== undefined && first.text !== '') takeDetails(first);
  });
  const elsewhere = createMemo(
    () => {
      const saved = dep.saved();
      return saved?.isElsewhere ? saved : undefined;
    },
    undefined,
    { equals: isSameDraft },
  );
  createEffect(
    on(
      elsewhere,
      (saved) => {
        if (saved === undefined) return;
        // Sent or cleared there, and nothing here: an answer that was just begun stays.
        const isEmptyOnBoth = saved.text === '' && dep.draft.text().trim() === '';
        if (!isEmptyOnBoth && dep.draft.follow({ ...saved, plan: saved.urgent })) takeDetails(saved);
      },
      { defer: true },
    ),
  );
  // Typing in a hurry and closing the window: what was typed is saved first, and goes to her other devices.
  const leave = () => {
    dep.draft.flush();
    return api.leaveDraft();
  };
  watchAttention(() => !hasAttention() && void leave());
  onMount(() => window.addEventListener('pagehide', leave));
  onCleanup(onLeaving(leave));
  onCleanup(() => {
    window.removeEventListener('pagehide', leave);
    void leave();
  });
}
