/** What people do with groups (DOC-12, EPOCH-13): everything is durable here at once and reaches the others when it can. */
import type { SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { maxGroupPictureBytes } from '../schema/message-values.ts';
import { maxMembers } from '../wire/limits.ts';
import type { CommandError, EngineApi, GroupChange } from './api.ts';
import { settingActs } from './groups.ts';
import type { IntentRow } from './records.ts';
import type { Session } from './session.ts';
import type { SpaceError } from './spaces.ts';

export type GroupCommands = Pick<
  EngineApi,
  'createGroup' | 'changeGroup' | 'addMembers' | 'removeMember' | 'setAdministrator' | 'leaveGroup'
>;

const maxNameCharacters = 120;
const maxDescriptionCharacters = 2000;

export function makeGroupCommands(session: () => Session | undefined): GroupCommands {
  const notReady = err<CommandError>({ type: 'not-ready' });

  async function change(conversation: SpaceId, intent: (nowMs: number) => IntentRow, open = session()) {
    const space = open?.spaces.get(conversation);
    if (open === undefined) return notReady;
    if (space === undefined || space.kind !== 'group') return err<CommandError>({ type: 'unknown-conversation' });
    const asked = intent(Math.floor(open.thread.context.deps.clock.nowMs()));
    if (asked.type !== 'leave' && open.groupViews.refusal(conversation) === 'continued')
      return err<CommandError>({ type: 'continued' });
    if (asked.type !== 'leave' && !open.groupViews.isAdmin(space)) return err<CommandError>({ type: 'not-allowed' });
    const saved = await open.spaces.intend(conversation, asked);
    return saved.ok ? ok(undefined) : err(toCommandError(saved.error));
  }

  /** EPOCH-17: whoever goes would be brought in again; it can be muted and archived. */
  const isOfEverybody = (conversation: SpaceId) =>
    session()?.groups.settings(conversation).everyone === true
      ? Promise.resolve(err<CommandError>({ type: 'not-allowed' }))
      : undefined;

  return {
    async createGroup(form) {
      const open = session();
      if (open === undefined) return notReady;
      if (form.members.length >= maxMembers) return err({ type: 'too-long' });
      const settings = settingsOf(form);
      if (!settings.ok) return settings;
      const made = await open.spaces.openGroup(form.members, (space) => {
        const { rows, writes } = open.outbox.actWrites(space, settings.value);
        return [...writes, open.groups.pending(space, rows)];
      });
      return made.ok ? made : err(toCommandError(made.error));
    },
    async changeGroup(conversation, changes) {
      const open = session();
      const space = open?.spaces.get(conversation);
      if (open === undefined) return notReady;
      if (space === undefined || space.kind !== 'group') return err({ type: 'unknown-conversation' });
      if (open.groupViews.refusal(conversation) === 'continued') return err({ type: 'continued' });
      if (!open.groupViews.isAdmin(space)) return err({ type: 'not-allowed' });
      // EPOCH-17: nobody else's device would bring them in.
      const isOfHospital = open.people.organisation()?.members.get(open.identity.user)?.role === 'administrator';
      if (changes.everyone === true && !isOfHospital) return err({ type: 'not-allowed' });
      const settings = settingsOf(changes);
      if (!settings.ok) return settings;
      return open.outbox.act(conversation, settings.value, (rows) => [open.groups.pending(conversation, rows)]);
    },
    async addMembers(conversation, users) {
      const open = session();
      const group = open?.groupViews.group(conversation);
      if (open === undefined) return notReady;
      if ((group?.people.length ?? 0) + users.length > maxMembers) return err({ type: 'too-long' });
      if (group?.history === 'joining') return open.continueGroup.withMore(conversation, users);
      const asked = await change(conversation, (atMs) => ({ type: 'add', users: [...users], atMs }));
      return asked.ok ? ok(conversation) : asked;
    },
    removeMember: (conversation, user) =>
      isOfEverybody(conversation) ?? change(conversation, (atMs) => ({ type: 'remove', users: [user], atMs })),
    setAdministrator: (conversation, user, admin) => change(conversation, (atMs) => ({ type: 'role', user, admin, atMs })),
    leaveGroup: (conversation) => isOfEverybody(conversation) ?? change(conversation, (atMs) => ({ type: 'leave', atMs })),
  };
}

/** One act per setting that was given. */
function settingsOf({
  name,
  description,
  kind,
  picture,
  posting,
  forwarding,
  history,
  regrant,
  sensitive,
  everyone,
}: GroupChange): Result<ReturnType<typeof settingActs>, CommandError> {
  const isTooLong =
    (name?.length ?? 0) > maxNameCharacters ||
    (description?.length ?? 0) > maxDescriptionCharacters ||
    (picture?.length ?? 0) > maxGroupPictureBytes;
  if (isTooLong) return err({ type: 'too-long' });
  const words = { name: name?.trim(), description: description?.trim() };
  return ok(settingActs({ ...words, kind, picture, posting, forwarding, history, regrant, sensitive, everyone }));
}

const toCommandError = (error: SpaceError): CommandError =>
  error.type === 'storage-full' || error.type === 'unknown-person' || error.type === 'not-member' ? error : { type: 'not-ready' };
