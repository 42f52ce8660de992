/** Makes what the lines of one thread share, and carries out what is done with a message; each refusal is said in words. */
import type { CommandError, Me, Person } from '@sanad/model/engine/api';
import type { MessageId, SpaceId, UserId } from '@sanad/model/ids';
import type { Result } from '@sanad/model/result';
import { type Accessor, createMemo } from 'solid-js';
import { createPolicy, type MessageWindow, useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { createFileActions } from '../../app/files/create-file-actions.ts';
import { useMe } from '../../app/me.ts';
import { personName } from '../../app/people.tsx';
import { myPhotoUrl } from '../../app/photo.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';
import { cardAsText } from './card-words.ts';
import { isWaiting, type ThreadRights } from './message-actions.ts';
import type { OpenSheet, ThreadDoor } from './thread-door.ts';

interface ThreadDoorDep {
  readonly conversation: Accessor<SpaceId>;
  readonly messages: MessageWindow;
  readonly directory: Accessor<readonly Person[] | undefined>;
  readonly onReply: (id: MessageId) => void;
  readonly onEdit: (id: MessageId) => void;
  readonly onJump: (id: MessageId, sentAtMs: number) => void;
  readonly onSheet: (sheet: OpenSheet) => void;
}

export function createThreadDoor(dep: ThreadDoorDep): ThreadDoor {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  const account = useMe();
  const policy = createPolicy();
  const me = createMemo(() => account()?.user);
  const people = createMemo(() => {
    const known = new Map<UserId, Person>((dep.directory() ?? []).map((person) => [person.user, person]));
    const peer = dep.messages.meta?.conversation;
    if (peer?.kind === 'direct') known.set(peer.with.user, peer.with);
    const own = account();
    if (own !== undefined) known.set(own.user, ownPerson(own));
    return known;
  });
  const group = createMemo(() => dep.messages.meta?.group);
  const isGroup = createMemo(() => dep.messages.meta?.conversation?.kind === 'group');
  const rights = createMemo<ThreadRights>(() => {
    const peer = dep.messages.meta?.conversation;
    const isOpen = peer?.kind === 'direct' ? peer.with.trust !== 'unverified' : group()?.ended === undefined;
    const mayForward = group()?.forwarding !== false && policy()?.forwarding !== 'nobody';
    return { mayWrite: isOpen && group()?.mayPost !== false, mayAct: isOpen, mayForward };
  });
  const name = (user: UserId): string => {
    const person = people().get(user);
    return person === undefined ? i18n.t('chat.person-unknown') : personName(i18n, person);
  };
  /** Waits for the answer; `done` is said when there is something to say. */
  const tell = async (answer: Promise<Result<unknown, CommandError>>, done?: string): Promise<void> => {
    const result = await answer;
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
    else if (done !== undefined) toaster.show({ text: done });
  };
  const copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      toaster.show({ text: i18n.t('msg.copied') });
    } catch {
      // The browser refused, and said nothing that could be done about it.
      toaster.show({ text: i18n.t('msg.copy-failed') });
    }
  };
  const space = dep.conversation;
  const files = createFileActions();
  return {
    get conversation() {
      return space();
    },
    group,
    isGroup,
    me,
    person: (user) => people().get(user),
    name,
    message: (id) => {
      const row = dep.messages.byId[id];
      return row?.type === 'message' ? row : undefined;
    },
    rights,
    act: (action, row) => {
      switch (action) {
        case 'reply':
          return dep.onReply(row.id);
        case 'edit':
          return dep.onEdit(row.id);
        case 'copy':
          return void copy(row.card === undefined ? row.text : cardAsText(i18n, row.card));
        case 'pin':
        case 'unpin':
          return void tell(api.pinMessage(space(), row.id, action === 'pin'));
        case 'star':
        case 'unstar':
          return void tell(api.starMessage(space(), row.id, action === 'star'));
        case 'delete-waiting':
          return void tell(api.deleteWaiting(space(), row.id), i18n.t('chat.deleted'));
        case 'send-late':
          return void tell(api.sendExpired(space(), row.id));
        case 'withdraw':
          return void tell(api.withdrawUrgent(space(), row.id), i18n.t('urgent.withdraw-done'));
        case 'overrate':
        case 'not-overrate':
          return void tell(
            api.markOverrated(space(), row.id, action === 'overrate'),
            action === 'overrate' ? i18n.t('urgent.overrated-done') : undefined,
          );
        case 'ladder':
        case 'info':
        case 'history':
        case 'forward':
        case 'files':
        case 'recall':
          return dep.onSheet({ kind: action, id: row.id });
      }
    },
    react: (row, word) => {
      const isMine = row.reactions.some((one) => one.word === word && one.mine);
      void tell(api.react(space(), row.id, isMine ? '' : word));
    },
    jump: dep.onJump,
    openSheet: dep.onSheet,
    openFile: (row, file) => {
      if (file.image !== undefined) dep.onSheet({ kind: 'pictures', id: row.id, file: file.file });
      else if (file.type === 'application/pdf') dep.onSheet({ kind: 'pdf', id: row.id, file: file.file });
      else void files.save({ conversation: space(), message: row.id }, file);
    },
    saveFile: (row, file) => void files.save({ conversation: space(), message: row.id }, file),
    pauseFile: ({ file }, isPaused) => void tell(isPaused ? api.pauseFile(file) : api.resumeFile(file)),
    markFiled: (row, { file }) => void tell(api.markFiled(space(), row.id, file), i18n.t('file.mark-filed-done')),
    removeFile: (row, { file }) =>
      void tell(isWaiting(row) ? api.dropFile(file) : api.removeFile(space(), row.id, file), i18n.t('file.removed')),
  };
}

/** The directory leaves me out; a message that mentions me does not. */
const ownPerson = (me: Me): Person => ({
  user: me.user,
  name: me.name,
  profession: me.profession,
  unit: me.unit,
  extension: me.extension,
  languages: me.languages,
  specialities: me.specialities,
  photoUrl: myPhotoUrl(me),
  trust: 'bound',
});
