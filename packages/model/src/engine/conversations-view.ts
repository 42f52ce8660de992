/** The inbox (ENG-3): one row per conversation that has something in it, newest first; from summaries alone, no document is opened. */
import type { SpaceId } from '../ids.ts';
import { comparePositions } from '../schema/mark.ts';
import { decodeDetails } from '../schema/message.ts';
import type { ConversationPeer, ConversationRow, ListUpdate, Person, Unsubscribe, WaitingRow } from './api.ts';
import type { EngineContext } from './context.ts';
import { draftOf } from './drafts.ts';
import type { AttachmentRows } from './files/attachment-rows.ts';
import { filesSummary } from './files/files-summary.ts';
import type { GroupViews } from './group-view.ts';
import { makeCoalescer, makeListView } from './list-view.ts';
import type { Outbox } from './outbox.ts';
import { pendingToMessageRow } from './pending-message.ts';
import type { People } from './people.ts';
import type { Preferences } from './preferences.ts';
import type { Presence } from './presence.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { Summaries } from './summaries.ts';
import type { Urgents } from './urgents.ts';

const settleMs = 12;
const tables = new Set([
  'pending',
  'summary',
  'mark',
  'own-read',
  'read',
  'draft',
  'space',
  'person',
  'chain',
  'organisation',
  'intent',
  'group',
  'own',
]);

export interface Conversations {
  peer(space: SpaceView): ConversationPeer | undefined;
  row(space: SpaceId): ConversationRow | undefined;
  waiting(): readonly WaitingRow[];
  open(deliver: (update: ListUpdate<ConversationRow, { readonly loading: boolean }>) => void): Unsubscribe;
}

export interface ConversationsParts {
  readonly context: EngineContext;
  readonly people: People;
  readonly spaces: Spaces;
  readonly outbox: Outbox;
  readonly summaries: Summaries;
  readonly groupViews: GroupViews;
  readonly preferences: Pick<Preferences, 'of'>;
  readonly presence: Pick<Presence, 'isReachable'>;
  readonly urgentOf: Urgents['ofPending'];
  readonly files: AttachmentRows;
  readonly onPresence: (listener: (space: SpaceId) => void) => Unsubscribe;
  readonly onStoreChange: (listener: (tables: ReadonlySet<string>) => void) => Unsubscribe;
}

export function makeConversations({
  context,
  people,
  spaces,
  outbox,
  summaries,
  groupViews,
  preferences,
  presence,
  urgentOf,
  files,
  onPresence,
  onStoreChange,
}: ConversationsParts): Conversations {
  const { store, deps, identity } = context;

  function withPerson(space: SpaceView): Person | undefined {
    if (space.kind !== 'direct' || space.peer === undefined) return undefined;
    // Somebody who left the directory keeps her conversation; her name is what was known last.
    return (
      people.person(space.peer) ?? {
        user: space.peer,
        name: '',
        profession: 'administrative',
        unit: '',
        extension: '',
        languages: [],
        specialities: [],
        photoUrl: undefined,
        trust: 'unverified',
        gone: true,
      }
    );
  }

  function peerOf(space: SpaceView): ConversationPeer | undefined {
    const person = withPerson(space);
    if (person !== undefined) return { kind: 'direct', with: person };
    const group = groupViews.summary(space);
    return group && { kind: 'group', group };
  }

  function toRow(space: SpaceView): ConversationRow | undefined {
    const peer = peerOf(space);
    if (peer === undefined) return undefined;
    const { mutedUntilMs, archived } = preferences.of(space.space);
    const summary = summaries.get(space.space);
    const unread = summaries.unread(space.space);
    const urgents = unread.filter(({ priority }) => priority === 'urgent').sort(comparePositions);
    const newest = urgents.at(-1);
    const waiting = outbox.pending(space.space).findLast(({ act }) => act === undefined);
    const told = waiting && decodeDetails(waiting.details, waiting.text);
    const draft = draftOf(store, space.space);
    const isWaitingLast = waiting !== undefined && (summary.last === undefined || waiting.wallMs >= summary.last.wallMs);
    const last = isWaitingLast
      ? ({
          text: waiting.text.slice(0, 200),
          recalled: false,
          author: identity.user,
          mine: true,
          atMs: waiting.sentAtMs,
          priority: waiting.priority,
          delivery: 'queued',
          files: filesSummary(told?.attachments),
          call: told?.call,
        } as const)
      : summary.last && {
          text: summary.last.text,
          recalled: summary.last.recalled === true,
          author: summary.last.author,
          mine: summary.last.mine,
          atMs: summary.last.sentAtMs,
          priority: summary.last.priority,
          delivery: summary.last.mine ? summaries.delivery(space, summary.last) : undefined,
          files: summary.last.recalled === true ? undefined : summary.last.files,
          call: summary.last.text === '' && summary.last.recalled !== true ? summary.last.call : undefined,
        };
    return {
      id: space.space,
      ...peer,
      last,
      unread: unread.length,
      unreadUrgent: urgents.length,
      unreadMentions: unread.filter(({ mentioned }) => mentioned === true).length,
      muted: mutedUntilMs !== undefined,
      archived,
      urgent: newest && { text: newest.text ?? '', atMs: newest.sentAtMs ?? newest.wallMs },
      draft: draft?.text ?? '',
      locked: space.locked === true && space.ended === undefined,
      reachable: presence.isReachable(space.space),
      atMs: last?.atMs ?? (draft?.text ? draft.atMs : space.epochStartedAtMs),
    };
  }

  return {
    peer: peerOf,
    row: (id) => {
      const space = spaces.get(id);
      return space && toRow(space);
    },
    waiting: () =>
      outbox.pending().flatMap((row) => {
        const space = spaces.get(row.space);
        const peer = space && peerOf(space);
        const message = pendingToMessageRow(row, identity.user, urgentOf(space, row), files);
        // What tells of a call is no message of hers that she could change or delete.
        return peer === undefined || row.act || message.call ? [] : [{ id: row.id, conversation: row.space, peer, message }];
      }),
    open(deliver) {
      const view = makeListView(deliver);
      const refresh = async (): Promise<void> => {
        const rows = spaces.all().flatMap((space) => toRow(space) ?? []);
        const shown = rows
          .filter((row) => row.last !== undefined || row.draft !== '' || row.kind === 'group' || row.locked)
          .sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1));
        view.show(shown, { loading: false });
      };
      const coalescer = makeCoalescer((delayMs, task) => deps.clock.schedule(delayMs, task), settleMs, refresh);
      const stop = onStoreChange((changed) => {
        if ([...changed].some((table) => tables.has(table))) coalescer.poke();
      });
      const stopPresence = onPresence(coalescer.poke);
      coalescer.poke();
      return () => {
        stop();
        stopPresence();
        coalescer.stop();
      };
    },
  };
}
