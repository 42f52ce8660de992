/**
 * Devices of members of a group, a line between them that may lose, repeat and reorder, and connections that flow when descriptions fit: everything
 * around the machine of a call of a group, on a clock of its own. Chance is handed in.
 */
import { linkName } from '../../src/call/group-link.ts';
import { makeGroupMachine, nextGroupDueMs, stepGroup } from '../../src/call/group-machine.ts';
import type { GroupSignal } from '../../src/call/group-signal.ts';
import type { GroupEffect, GroupEvent, GroupLink, GroupMachine, LinkName } from '../../src/call/group-state.ts';
import type { Description, Picture } from '../../src/call/signal.ts';
import { callIdFromBytes, type DeviceId, spaceIdFromBytes, type UserId } from '../../src/ids.ts';
import { testDeviceId, testUser } from './links.ts';
import { type Line, makeTimeline } from './timeline.ts';

export const ward = spaceIdFromBytes(new Uint8Array(16).fill(7));
export const callAt = (i: number) => callIdFromBytes(new Uint8Array(16).fill(i));

interface Connection {
  readonly link: LinkName;
  readonly to: DeviceId;
  local: Description | undefined;
  remote: Description | undefined;
  isConnected: boolean;
  picture: Picture;
}
export interface GroupPhone {
  readonly user: UserId;
  readonly device: DeviceId;
  machine: GroupMachine;
  /** Undefined: the microphone is closed. */
  microphone: boolean | undefined;
  readonly connections: Map<LinkName, Connection>;
  readonly effects: GroupEffect[];
  /** Nothing of it is carried and nothing reaches it, media neither. */
  isCutOff: boolean;
}
export interface GroupWorld {
  readonly phones: readonly GroupPhone[];
  line: Line;
  /** Connections between these two cannot be made. */
  readonly walls: Set<string>;
  readonly admins: Set<UserId>;
  nowMs(): number;
  act(phone: GroupPhone, event: GroupEvent): void;
  join(phone: GroupPhone, video?: boolean): void;
  /** She is no member any more, as every device learns. */
  remove(user: UserId): void;
  at(delayMs: number, task: () => void): void;
  run(forMs: number): void;
  onStep: () => void;
}
export const perfect: Line = { lossIn100: 0, repeatIn100: 0, maxDelayMs: 20 };

/** `counts`: how many devices each person has. `chance` answers 0 … 1. */
export function makeGroupWorld(counts: readonly number[], line: Line = perfect, chance: () => number = () => 0.5): GroupWorld {
  let made = 0;
  let nextDevice = 1;
  const removed = new Set<UserId>();
  const phones: GroupPhone[] = counts.flatMap((count, person) =>
    Array.from({ length: count }, () => {
      const [user, device] = [testUser(person + 1), testDeviceId(nextDevice++)];
      const machine = makeGroupMachine(user, device);
      return { user, device, machine, microphone: undefined, connections: new Map(), effects: [], isCutOff: false };
    }),
  );
  const {
    at,
    carry,
    nowMs,
    run: runTime,
  } = makeTimeline(
    phones,
    ({ machine }) => nextGroupDueMs(machine),
    (phone) => act(phone, { type: 'tick' }),
  );

  function act(phone: GroupPhone, event: GroupEvent): void {
    const { machine, effects } = stepGroup(phone.machine, event, nowMs());
    phone.machine = machine;
    phone.effects.push(...effects);
    for (const effect of effects) run(phone, effect);
    world.onStep();
  }
  const sends = (phone: GroupPhone, stay: number): void =>
    act(phone, { type: 'sends', stay, sends: { microphone: phone.microphone === true, camera: false, screen: false } });

  function run(phone: GroupPhone, effect: GroupEffect): void {
    switch (effect.type) {
      case 'say':
        for (const other of phones)
          if (other !== phone && (effect.to === undefined || effect.to === other.device)) send(phone, other, effect.signal);
        return;
      case 'open':
        at(chance() * 50, () => {
          if (phone.machine.stay?.id !== effect.stay) return;
          phone.microphone = true;
          act(phone, { type: 'opened', stay: effect.stay, sinceMs: nowMs() });
          sends(phone, effect.stay);
        });
        return;
      case 'close':
        phone.microphone = undefined;
        return;
      case 'silence':
        at(1, () => {
          if (phone.machine.stay?.id !== effect.stay) return;
          phone.microphone = false;
          sends(phone, effect.stay);
        });
        return;
      case 'link-open':
        phone.connections.set(effect.link, {
          ...{ link: effect.link, to: effect.device, local: undefined, remote: undefined, isConnected: false, picture: 'small' },
        });
        return;
      case 'link-close': {
        const connection = phone.connections.get(effect.link);
        phone.connections.delete(effect.link);
        if (connection !== undefined) breakOther(phone, connection);
        return;
      }
      case 'link-picture': {
        const connection = phone.connections.get(effect.link);
        if (connection !== undefined) connection.picture = effect.picture;
        return;
      }
      case 'link-step':
        at(5, () => work(phone, effect.link, effect.step));
        return;
      case 'started':
        return;
    }
  }
  function work(phone: GroupPhone, link: LinkName, step: Extract<GroupEffect, { type: 'link-step' }>['step']): void {
    const connection = phone.connections.get(link);
    if (connection === undefined || step.type === 'add-candidates') return;
    const describe = (type: Description['type'], to = ''): void => {
      connection.local = { type, sdp: `v=0\r\na=fingerprint:sha-256 ${made++}\r\ns=${to.length}` };
      act(phone, { type: 'link', link, said: { type: 'described', description: connection.local } });
    };
    if (step.type === 'restart') act(phone, { type: 'link', link, said: { type: 'offer-needed' } });
    if (step.type === 'offer') describe('offer');
    if (step.type !== 'take') return;
    connection.remote = step.description;
    if (step.description.type === 'offer') describe('answer', step.description.sdp);
    joinMedia();
  }
  function breakOther(phone: GroupPhone, { link, local }: Connection): void {
    for (const other of phones)
      for (const theirs of other.connections.values()) {
        if (theirs.to !== phone.device || !theirs.isConnected || theirs.remote !== local || theirs.link === link) continue;
        theirs.isConnected = false;
        at(200, () => act(other, { type: 'link', link: theirs.link, said: { type: 'state', state: 'disconnected' } }));
        at(900, () => act(other, { type: 'link', link: theirs.link, said: { type: 'state', state: 'failed' } }));
      }
  }
  function joinMedia(): void {
    for (const one of phones)
      for (const mine of one.connections.values())
        for (const other of phones)
          for (const theirs of other.connections.values()) {
            if (mine.to !== other.device || theirs.to !== one.device || mine.isConnected || mine.remote === undefined) continue;
            if (mine.remote !== theirs.local || theirs.remote !== mine.local) continue;
            if (world.walls.has([one.device, other.device].sort().join(' '))) continue;
            mine.isConnected = theirs.isConnected = true;
            for (const [phone, connection] of [[one, mine] as const, [other, theirs] as const])
              at(30, () => {
                if (!phone.isCutOff)
                  act(phone, { type: 'link', link: connection.link, said: { type: 'state', state: 'connected' } });
              });
          }
  }
  function send(from: GroupPhone, to: GroupPhone, signal: GroupSignal): void {
    if (from.isCutOff || removed.has(from.user)) return;
    carry(world.line, chance, () => {
      if (to.isCutOff || removed.has(from.user)) return;
      const isAdmin = world.admins.has(from.user);
      act(to, { type: 'signal', space: ward, user: from.user, device: from.device, isAdmin, signal });
    });
  }

  const world: GroupWorld = {
    phones,
    line,
    walls: new Set(),
    admins: new Set(),
    nowMs,
    act,
    join: (phone, video = false) =>
      act(phone, { type: 'join', space: ward, video, sinceMs: nowMs(), call: callAt((made++ % 250) + 1) }),
    remove(user) {
      removed.add(user);
      const devices = new Set(phones.filter((phone) => !removed.has(phone.user)).map(({ device }) => device));
      for (const phone of phones) act(phone, { type: 'members', space: ward, devices, isMember: !removed.has(phone.user) });
    },
    at,
    run: runTime,
    onStep: () => undefined,
  };
  return world;
}

export const linksOf = ({ machine }: GroupPhone): readonly GroupLink[] => [...(machine.stay?.links.values() ?? [])];
export const isIn = ({ machine }: GroupPhone): boolean => machine.stay?.phase === 'in';
/** Whom this device hears: both of them hold a connection that flows. */
export const hears = (phone: GroupPhone, other: GroupPhone): boolean => {
  const { stay } = phone.machine;
  const link = stay?.links.get(other.device);
  if (stay === undefined || link === undefined || link.phase !== 'connected') return false;
  return phone.connections.get(linkName(stay, link))?.isConnected === true;
};
