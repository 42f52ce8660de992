/**
 * Registers between devices (MARK-1, MARK-4): one sealed value per space and device, of which the newest counts. What stands in it depends
 * on the space: marks in a conversation (marks.ts), drafts in the private space (drafts.ts). This file seals, sends, fetches and checks.
 */
import * as v from 'valibot';
import { type Bytes, copyBytes } from '../bytes.ts';
import type { DeviceId, SpaceId } from '../ids.ts';
import type { Marks } from '../schema/mark.ts';
import { Marks as MarksAnswer } from '../wire/http.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { Link } from './link.ts';
import { MarkRow } from './records.ts';
import { withoutUndefined } from './row-codec.ts';
import type { OpenedValue, SealedValues } from './sealed-values.ts';
import { makeSerial } from './serial.ts';
import type { Spaces } from './spaces.ts';
import type { StoreWrite } from './store.ts';

/** What its row holds beside whose it is and which one. */
interface Held extends Partial<Marks> {
  readonly times?: MarkRow['times'];
  readonly said?: Bytes;
}

export interface RegisterContent {
  /** So much is gathered into one register. */
  readonly delayMs: number;
  /** The delay begins anew with each change. */
  readonly waitsForRest: boolean;
  /** What this device says; undefined: it has said that already. `hasNews` as in `publishSoon`. */
  say(space: SpaceId, before: MarkRow | undefined, hasNews: boolean): { readonly value: Bytes; readonly held: Held } | undefined;
  /** What a device said; undefined: it cannot be read. */
  hear(
    space: SpaceId,
    said: OpenedValue,
    before: MarkRow | undefined,
  ): { readonly held: Held; readonly writes: readonly StoreWrite[] } | undefined;
}

export interface Registers {
  /** A frame or a row of GET marks. */
  receive(space: SpaceId, bytes: Uint8Array): Promise<void>;
  fetch(space: SpaceId): Promise<void>;
  /**
   * Says where this device stands, soon; several calls become one. Leader only. `hasNews`: something arrived, possibly late and before
   * what was counted already, so that a mark is sent even when it reads the same.
   */
  publishSoon(space: SpaceId, hasNews: boolean): void;
  /** The same without waiting for more. */
  publishNow(space: SpaceId): void;
  stop(): void;
}

export interface RegisterParts {
  readonly context: EngineContext;
  readonly sealed: SealedValues;
  readonly link: Pick<Link, 'setMark'>;
  readonly spaces: Pick<Spaces, 'get'>;
  readonly marks: RegisterContent;
  readonly drafts: RegisterContent;
}

export function makeRegisters({ context, sealed, link, spaces, marks, drafts }: RegisterParts): Registers {
  const { store, http, identity, deps, activity } = context;
  const waiting = new Map<SpaceId, () => void>();
  const news = new Set<SpaceId>();
  const incoming = makeSerial();
  const outgoing = makeSerial();
  const contentOf = (space: SpaceId): RegisterContent => (spaces.get(space)?.kind === 'private' ? drafts : marks);

  const rowOf = (space: SpaceId, device: DeviceId): MarkRow | undefined => {
    const parsed = v.safeParse(MarkRow, store.get(['mark', space, device]));
    return parsed.success ? parsed.output : undefined;
  };
  const rowWrite = (space: SpaceId, row: Pick<MarkRow, 'user' | 'device' | 'counter'>, held: Held): StoreWrite => ({
    key: ['mark', space, row.device],
    value: withoutUndefined({ ...row, ...held }),
  });

  /** One after the other: a frame and an answer to GET may bring registers of one device at the same moment. */
  const receive = (space: SpaceId, bytes: Uint8Array): Promise<void> => incoming(space, () => receiveNow(space, bytes));

  async function receiveNow(space: SpaceId, bytes: Uint8Array): Promise<void> {
    const opened = await sealed.open(
      space,
      bytes,
      ({ device, counter }) => counter > (rowOf(space, device)?.counter ?? Number.NEGATIVE_INFINITY),
    );
    const heard = opened && contentOf(space).hear(space, opened, rowOf(space, opened.device));
    if (opened === undefined || heard === undefined) return;
    const { user, device, counter } = opened;
    await store.commit([rowWrite(space, { user, device, counter }, heard.held), ...heard.writes]);
  }

  /** One after the other: of two with the same counter the second would not count. */
  const publish = (space: SpaceId, hasNews: boolean): Promise<void> =>
    activity.track(outgoing(space, () => publishNow(space, hasNews)));

  async function publishNow(space: SpaceId, hasNews: boolean): Promise<void> {
    const before = rowOf(space, identity.device);
    const next = contentOf(space).say(space, before, hasNews);
    if (next === undefined) return;
    // The counter is the server's time: it tells whether a mark was made before or after a message arrived (MARK-5).
    const counter = Math.max((before?.counter ?? 0) + 1, Math.floor(serverNowMs(context)));
    const bytes = await sealed.seal(space, counter, next.value);
    const sent = bytes && (await link.setMark(space, copyBytes(bytes)));
    if (sent?.ok !== true) return;
    await store.commit([rowWrite(space, { user: identity.user, device: identity.device, counter }, next.held)]);
  }

  return {
    receive,
    async fetch(space) {
      const answer = await http.get(`/spaces/${space}/marks`, MarksAnswer);
      if (!answer.ok) return;
      for (const { mark } of answer.value.marks) await receive(space, mark);
    },
    publishSoon(space, hasNews) {
      if (hasNews) news.add(space);
      const { delayMs, waitsForRest } = contentOf(space);
      if (waiting.has(space) && !waitsForRest) return;
      waiting.get(space)?.();
      const cancel = deps.clock.schedule(delayMs, () => {
        waiting.delete(space);
        void publish(space, news.delete(space));
      });
      waiting.set(space, cancel);
    },
    publishNow(space) {
      waiting.get(space)?.();
      waiting.delete(space);
      void publish(space, news.delete(space));
    },
    stop() {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
