/**
 * Announcements of the administration (ANNOUNCE-1 … ANNOUNCE-7): read from the server, believed only under the signature of somebody who may
 * make them, kept for reading without a network. What was acknowledged meanwhile is told with the next connection.
 */
import * as v from 'valibot';
import { equalBytes } from '../bytes.ts';
import { randomBytes } from '../crypto/primitives.ts';
import { uuidV7 } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { signStatement, verifyStatement } from '../sync/statements.ts';
import { Announcement, Announcements as Answer, maxAnnouncementBytes, mayAnnounce } from '../wire/announcement.ts';
import { bytesField } from '../wire/fields.ts';
import { Empty } from '../wire/http.ts';
import { parseStatementBody, type Statement } from '../wire/statement.ts';
import { isActive } from '../wire/user-chain.ts';
import type { AnnouncementApi, AnnouncementForm, AnnouncementRow } from './api-announcements.ts';
import type { CommandError } from './api-result.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import { toCommandError } from './http-client.ts';
import type { People } from './people.ts';

/** ['announcement', id]: of one that was verified. */
const KeptRow = v.object({ body: bytesField(maxAnnouncementBytes), acknowledged: v.boolean() });

export interface Announcements {
  /** Those that hold, newest first. */
  rows(): readonly AnnouncementRow[];
  /** Here at once, also without a network; the server is told when it can be reached. */
  acknowledge(id: string): Promise<Result<void, CommandError>>;
  /** Online: signed by this device. */
  send(form: AnnouncementForm): Promise<Result<void, CommandError>>;
  /** After a connection, and when the server says that something changed. */
  sync(): Promise<void>;
}

export function makeAnnouncements(
  context: EngineContext,
  people: Pick<People, 'organisation' | 'chainOf' | 'person' | 'deviceKey'>,
): Announcements {
  const { store, http, identity } = context;

  const parse = (body: Uint8Array): Announcement | undefined => {
    const parsed = parseStatementBody(Announcement, body, maxAnnouncementBytes);
    return parsed.ok ? parsed.value : undefined;
  };
  const keptOf = (id: string) => {
    const row = v.safeParse(KeptRow, store.get(['announcement', id]));
    return row.success ? row.output : undefined;
  };

  /** ANNOUNCE-2: a device, active now, of somebody who may speak to whom it is for. */
  async function isGenuine(statement: Statement, { organisation, signer, to }: Announcement): Promise<boolean> {
    if (!equalBytes(organisation, identity.organisationHash)) return false;
    const key = await people.deviceKey(signer.user, signer.device, signer.chainN);
    const chain = people.organisation();
    const member = chain?.members.get(signer.user);
    if (key === undefined || chain === undefined || member === undefined || member.suspended) return false;
    const isDeviceActive = isActive(people.chainOf(signer.user)?.devices.get(signer.device)) && !chain.removed.has(signer.device);
    return isDeviceActive && mayAnnounce(member.role, { to }) && verifyStatement('announcement', statement, key, undefined);
  }

  async function tellWaiting(): Promise<void> {
    for (const { key } of store.all('announcement-read')) {
      const answer = await http.send('POST', `/announcements/${key[1]}/acknowledge`, {}, Empty);
      // Refused: it is gone, there is nobody to tell.
      const isTold = answer.ok || (answer.error.type === 'refused' && answer.error.code === 'request/not-found');
      if (isTold) await store.commit([{ key, value: undefined }]);
    }
  }

  return {
    rows() {
      const nowMs = serverNowMs(context);
      return store
        .all('announcement')
        .flatMap(({ value }): readonly AnnouncementRow[] => {
          const row = v.safeParse(KeptRow, value);
          const said = row.success ? parse(row.output.body) : undefined;
          if (!row.success || said === undefined || said.untilMs <= nowMs) return [];
          const { id, title, text, atMs, untilMs, asks, to, signer } = said;
          const sender = people.person(signer.user);
          return [{ id, title, text, atMs, untilMs, asks, unit: to?.name, sender, acknowledged: row.output.acknowledged }];
        })
        .sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1));
    },

    async acknowledge(id) {
      const kept = keptOf(id);
      if (kept === undefined || kept.acknowledged) return ok(undefined);
      const saved = await store.commit([
        { key: ['announcement', id], value: { ...kept, acknowledged: true } },
        { key: ['announcement-read', id], value: {} },
      ]);
      if (saved.ok) void context.activity.track(tellWaiting());
      return saved;
    },

    async send({ title, text, asks, to, days }) {
      const chain = people.chainOf(identity.user);
      if (chain === undefined) return err({ type: 'not-ready' });
      const atMs = Math.floor(serverNowMs(context));
      const said: Announcement = {
        v: 1,
        id: uuidV7(atMs, randomBytes(10)),
        organisation: identity.organisationHash,
        atMs,
        untilMs: atMs + days * 24 * 3_600_000,
        ...(to === undefined ? {} : { to }),
        title,
        text,
        asks,
        signer: { user: identity.user, device: identity.device, chainN: chain.n },
      };
      const statement = await signStatement('announcement', said, identity.keys.signing);
      if (parse(statement.body) === undefined) return err({ type: 'refused', code: 'announcement/invalid' });
      const answer = await http.send('POST', '/admin/announcements', { statement }, Empty);
      return answer.ok ? ok(undefined) : err(toCommandError(answer.error));
    },

    async sync() {
      await tellWaiting();
      const answer = await http.get('/announcements', Answer);
      if (!answer.ok) return;
      const listed = new Set<string>();
      for (const { statement, acknowledged } of answer.value.announcements) {
        const said = parse(statement.body);
        if (said === undefined) continue;
        const kept = keptOf(said.id);
        const isKnown = kept !== undefined && equalBytes(kept.body, statement.body);
        if (!isKnown && (kept !== undefined || !(await isGenuine(statement, said)))) continue;
        listed.add(said.id);
        const now = { body: statement.body, acknowledged: acknowledged || kept?.acknowledged === true };
        if (!isKnown || now.acknowledged !== kept?.acknowledged)
          await store.commit([{ key: ['announcement', said.id], value: now }]);
      }
      const gone = store.all('announcement').filter(({ key }) => !listed.has(key[1] ?? ''));
      if (gone.length > 0) await store.commit(gone.map(({ key }) => ({ key, value: undefined })));
    },
  };
}

const notReady = err<CommandError>({ type: 'not-ready' });

export const makeAnnouncementCommands = (
  session: () => { readonly announcements: Announcements } | undefined,
): Pick<AnnouncementApi, 'acknowledgeAnnouncement' | 'sendAnnouncement'> => ({
  acknowledgeAnnouncement: async (id) => session()?.announcements.acknowledge(id) ?? notReady,
  sendAnnouncement: async (form) => session()?.announcements.send(form) ?? notReady,
});
