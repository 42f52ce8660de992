/**
 * What the windows of a profile tell one another about calls, of two people or of a group: the leader alone talks to the relay, passes on what it hears, and
 * says for the others what they have to say. So the window with the microphone goes on when another one leads.
 */
import * as v from 'valibot';
import { type DeviceId, isDeviceId, isSpaceId, isUserId, type SpaceId, type UserId } from '../ids.ts';
import type { EngineContext } from './context.ts';
import type { Ephemerals } from './ephemerals.ts';
import type { Spaces } from './spaces.ts';

export interface CallWindowsParts {
  readonly kind: 'call' | 'group-call';
  readonly context: Pick<EngineContext, 'deps' | 'activity'>;
  readonly spaces: Pick<Spaces, 'get' | 'ensureWritable'>;
  readonly ephemerals: Pick<Ephemerals, 'hear' | 'onForged' | 'send'>;
  readonly isLeader: () => boolean;
  /** `said`: the positions after the time of an ephemeral. */
  hear(space: SpaceId, user: UserId, device: DeviceId, said: readonly unknown[]): void;
  forged(space: SpaceId, user: UserId, device: DeviceId): void;
  /** Another window of this device said it, to one device or to all of them. */
  saidHere?(space: SpaceId, to: DeviceId | undefined, said: readonly unknown[]): void;
}
export interface CallWindows {
  /** `to` undefined: to all devices there. */
  say(space: SpaceId, to: DeviceId | undefined, said: readonly unknown[]): void;
  /** From another window; what is none of these messages is left alone. */
  tab(message: unknown): void;
}

const space = v.custom<SpaceId>(isSpaceId);
const device = v.custom<DeviceId>(isDeviceId);
const user = v.custom<UserId>(isUserId);
const positions = v.array(v.unknown());
const shapeOf = <K extends CallWindowsParts['kind']>(kind: K) =>
  v.variant('type', [
    v.object({ type: v.literal(`${kind}-say`), space, to: v.optional(device), positions }),
    v.object({ type: v.literal(`${kind}-heard`), space, user, device, positions }),
    v.object({ type: v.literal(`${kind}-forged`), space, user, device }),
  ]);

export function makeCallWindows(parts: CallWindowsParts): CallWindows {
  const { kind, context, spaces, ephemerals, isLeader } = parts;
  const { tabs } = context.deps;
  const Message = shapeOf(kind);

  /** What cannot be said now is said again: the machine sees to it. */
  async function sayOut(to: SpaceId, one: DeviceId | undefined, said: readonly unknown[]): Promise<void> {
    // A conversation that was never written in: it exists on the server from now on.
    if (spaces.get(to)?.accepted !== true && !(await spaces.ensureWritable(to)).ok) return;
    await ephemerals.send(to, kind, said, one);
  }

  ephemerals.hear(
    kind,
    ({ space: where, user: from, device: by, more }) => {
      tabs.post({ type: `${kind}-heard`, space: where, user: from, device: by, positions: [...more] });
      parts.hear(where, from, by, more);
    },
    true,
  );
  ephemerals.onForged((where, inNameOf, by) => {
    tabs.post({ type: `${kind}-forged`, space: where, user: inNameOf, device: by });
    parts.forged(where, inNameOf, by);
  });

  return {
    say(to, one, said) {
      // Windows hear what one of them says to all; the leader says it for those that do not lead.
      if (!isLeader() || parts.saidHere !== undefined)
        tabs.post({ type: `${kind}-say`, space: to, ...(one === undefined ? {} : { to: one }), positions: [...said] });
      if (isLeader()) void context.activity.track(sayOut(to, one, said));
    },
    tab(message) {
      const parsed = v.safeParse(Message, message);
      if (!parsed.success) return;
      const said = parsed.output;
      if (!('user' in said)) {
        if (isLeader()) void context.activity.track(sayOut(said.space, said.to, said.positions));
        parts.saidHere?.(said.space, said.to, said.positions);
      } else if ('positions' in said) parts.hear(said.space, said.user, said.device, said.positions);
      else parts.forged(said.space, said.user, said.device);
    },
  };
}
