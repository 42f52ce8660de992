/**
 * Marks between devices (MARK-1 … MARK-4): what I received and showed goes out sealed, batched; what others say comes in, checked. A
 * mark is never believed for somebody who is not a member, and an older one never replaces a newer one.
 */
import * as v from 'valibot';
import { copyBytes } from '../bytes.ts';
import type { DeviceId, SpaceId } from '../ids.ts';
import { encodeMarks, type Mark, parseMarks } from '../schema/mark.ts';
import { openRegister, parseRegisterHeader, sealRegister } from '../sync/register-sealing.ts';
import { Marks as MarksAnswer } from '../wire/http.ts';
import type { EngineContext } from './context.ts';
import type { Link } from './link.ts';
import type { People } from './people.ts';
import { MarkRow } from './records.ts';
import { withoutUndefined } from './row-codec.ts';
import { makeSerial } from './serial.ts';
import type { Spaces } from './spaces.ts';
import type { Summaries } from './summaries.ts';

export interface MarkExchange {
  /** A frame or a row of GET marks. */
  receive(space: SpaceId, bytes: Uint8Array): Promise<void>;
  fetch(space: SpaceId): Promise<void>;
  /**
   * Says where this device stands, soon; several calls become one. Leader only. `hasNews`: something arrived, possibly late and before
   * what was counted already, so that the mark is sent even when it reads the same.
   */
  publishSoon(space: SpaceId, hasNews: boolean): void;
  stop(): void;
}

/** Receipts are gathered this long: reading a screenful is one mark. */
export const markDelayMs = 250;

export function makeMarkExchange(
  context: EngineContext,
  people: People,
  spaces: Spaces,
  summaries: Summaries,
  link: Link,
): MarkExchange {
  const { store, http, identity, deps, activity } = context;
  const waiting = new Map<SpaceId, () => void>();
  const news = new Set<SpaceId>();
  const serial = makeSerial();

  const rowOf = (space: SpaceId, device: DeviceId): MarkRow | undefined => {
    const parsed = v.safeParse(MarkRow, store.get(['mark', space, device]));
    return parsed.success ? parsed.output : undefined;
  };

  /** One after the other: a frame and an answer to GET may bring marks of one device at the same moment. */
  const receive = (space: SpaceId, bytes: Uint8Array): Promise<void> => serial(space, () => receiveNow(space, bytes));

  async function receiveNow(space: SpaceId, bytes: Uint8Array): Promise<void> {
    const header = parseRegisterHeader(bytes);
    const view = spaces.get(space);
    if (!header.ok || view === undefined) return;
    const { device, epoch, counter } = header.value;
    const user = people.userOf(device);
    if (user === undefined || !view.members.some((member) => member.user === user)) return;
    if (people.chainOf(user)?.devices.get(device)?.revokedN !== undefined) return;
    if ((rowOf(space, device)?.counter ?? -1) >= counter) return;
    const [verifyKey, key] = await Promise.all([people.verifyKeyOf(device), view.keys?.subKey(epoch, 'mark')]);
    if (verifyKey === undefined || key === undefined) return;
    const opened = await openRegister('mark', space, bytes, verifyKey, key);
    const marks = opened.ok ? parseMarks(opened.value) : opened;
    if (!marks.ok) return;
    await store.commit([
      { key: ['mark', space, device], value: withoutUndefined({ user, device, counter, ...withoutUndefined(marks.value) }) },
    ]);
  }

  async function publish(space: SpaceId, hasNews: boolean): Promise<void> {
    const view = spaces.get(space);
    const key = view?.accepted ? await view.keys?.subKey(view.epoch, 'mark') : undefined;
    if (view === undefined || key === undefined) return;
    const { newest } = summaries.get(space);
    const delivered: Mark | undefined = newest && { upTo: newest, except: [] };
    const read = summaries.readMark(space);
    const before = rowOf(space, identity.device);
    if (!hasNews && sameMark(before?.delivered, delivered) && sameMark(before?.read, read)) return;
    // The counter is the server's time: it tells whether a mark was made before or after a message arrived (MARK-5).
    const counter = Math.max((before?.counter ?? 0) + 1, Math.floor(deps.clock.nowMs() + (http.clockOffsetMs() ?? 0)));
    const header = { epoch: view.epoch, device: identity.device, counter };
    const bytes = await sealRegister('mark', space, header, encodeMarks({ delivered, read }), key, identity.keys.signing);
    const sent = await link.setMark(space, copyBytes(bytes));
    if (!sent.ok) return;
    const row = { user: identity.user, device: identity.device, counter, delivered, read };
    await store.commit([{ key: ['mark', space, identity.device], value: withoutUndefined(row) }]);
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
      if (waiting.has(space)) return;
      const cancel = deps.clock.schedule(markDelayMs, () => {
        waiting.delete(space);
        void activity.track(publish(space, news.delete(space)));
      });
      waiting.set(space, cancel);
    },
    stop() {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}

const sameMark = (a: Mark | undefined, b: Mark | undefined): boolean =>
  a?.upTo.id === b?.upTo.id && a?.upTo.wallMs === b?.upTo.wallMs && (a?.except ?? []).join() === (b?.except ?? []).join();
