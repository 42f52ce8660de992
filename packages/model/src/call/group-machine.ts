/**
 * The transitions of a call of a group (GROUPCALL-2 … GROUPCALL-8), pure: a machine, something that happens, the time; a machine and what is to be done.
 * A window is in one such call at most, with one connection to each of five others at most. Whoever is in says so; all the rest follows from
 * what is heard. Whether she talks to somebody else meanwhile is for the edge to know (`isBusy` of call-machine.ts).
 */
import type { DeviceId, SpaceId, UserId } from '../ids.ts';
import { remember } from './group-back-off.ts';
import {
  closeLink,
  distrust,
  hearExchange,
  type LinkChanged,
  linkDuesMs,
  linkName,
  onLinkSaid,
  openLink,
  restartLink,
  tickLink,
  watch,
} from './group-link.ts';
import { dropSilent, hearHere, hearLeave, isEarlier, keepDevices, nameOf, peopleIn, seated } from './group-presence.ts';
import type { GroupSignal } from './group-signal.ts';
import {
  aloneMs,
  type GroupEffect,
  type GroupEvent,
  type GroupLink,
  type GroupMachine,
  hereAtLeastMs,
  hereEveryMs,
  type LeaveReason,
  maxMutings,
  maxPeople,
  maxStarterMutes,
  muteAgainMs,
  muteEveryMs,
  muteTimes,
  openingMs,
  type Participant,
  type Presence,
  type Stay,
  silentMs,
} from './group-state.ts';

export interface GroupStep {
  readonly machine: GroupMachine;
  readonly effects: readonly GroupEffect[];
}
type Of<T extends GroupEvent['type']> = Extract<GroupEvent, { readonly type: T }>;

export const makeGroupMachine = (user: UserId, device: DeviceId): GroupMachine => ({
  ...{ user, device },
  presence: new Map(),
  stay: undefined,
  left: undefined,
});

export function stepGroup(machine: GroupMachine, event: GroupEvent, nowMs: number): GroupStep {
  return settle(change(machine, event, nowMs), nowMs);
}

/** Somebody is in there, beside whoever asks: all devices of her own are one person. */
export const othersIn = (machine: GroupMachine, space: SpaceId): readonly Participant[] =>
  peopleIn(machine.presence, space).filter(({ user }) => user !== machine.user);
/** Said before any microphone is opened. */
export const isFull = (machine: GroupMachine, space: SpaceId): boolean => othersIn(machine, space).length >= maxPeople;

/** When `tick` is due; undefined: nothing waits. */
export function nextGroupDueMs({ stay, presence }: GroupMachine): number | undefined {
  const isLinked = linkedIn(stay);
  const dues: (number | undefined)[] = [];
  for (const people of presence.values()) for (const one of people) if (!isLinked(one)) dues.push(one.heardAtMs + silentMs);
  if (stay !== undefined) {
    dues.push(stay.untilMs, stay.phase === 'in' ? stay.sayAtMs : undefined);
    for (const muting of stay.mutings) dues.push(muting.atMs);
    for (const link of stay.links.values()) dues.push(...linkDuesMs(link));
  }
  const known = dues.filter((due) => due !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Her media flow, or did a moment ago: she is there. */
const linkedIn =
  (stay: Stay | undefined) =>
  ({ device, sinceMs }: Participant): boolean => {
    const link = stay?.links.get(device);
    return link?.sinceMs === sinceMs && (link.phase === 'connected' || link.phase === 'reconnecting');
  };

function change(machine: GroupMachine, event: GroupEvent, nowMs: number): GroupStep {
  const { stay } = machine;
  const same: GroupStep = { machine, effects: [] };
  switch (event.type) {
    case 'join':
      return join(machine, event, nowMs);
    case 'leave':
      return leave(machine, 'left', nowMs);
    case 'dismiss':
      return { machine: { ...machine, left: undefined }, effects: [] };
    case 'hand':
      return stay === undefined ? same : changed(machine, { ...stay, handAtMs: event.atMs }, nowMs);
    case 'mute':
      return mute(machine, event, nowMs);
    case 'watch':
      return eachLink(machine, (mine, link) => watch(mine, link, event.pictures.get(link.device) ?? 'none', nowMs));
    case 'signal':
      return onSignal(machine, event, nowMs);
    case 'forged':
      if (stay?.space !== event.space) return same;
      return oneLink(machine, event.device, distrust);
    case 'members': {
      const kept = { ...machine, presence: keepDevices(machine.presence, event.space, event.devices) };
      return !event.isMember && stay?.space === event.space ? leave(kept, 'removed', nowMs) : { machine: kept, effects: [] };
    }
    case 'opened':
      return stay?.id === event.stay && stay.phase === 'opening' ? enter(machine, stay, event.sinceMs, nowMs) : same;
    case 'not-opened':
      return stay?.id === event.stay ? leave(machine, 'no-microphone', nowMs) : same;
    case 'sends': {
      if (stay?.id !== event.stay) return same;
      const mutedBy = event.sends.microphone ? undefined : stay.mutedBy;
      return changed(machine, { ...stay, sends: event.sends, mutedBy }, nowMs);
    }
    case 'link': {
      const link = stay && [...stay.links.values()].find((one) => linkName(stay, one) === event.link);
      return link === undefined ? same : oneLink(machine, link.device, (mine, one) => onLinkSaid(mine, one, event.said, nowMs));
    }
    case 'network-changed':
      return eachLink(machine, (mine, link) => ({ link, effects: restartLink(mine, link) }));
    case 'tick':
      return onTick(machine, nowMs);
  }
}

// ── coming and going ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

function join(machine: GroupMachine, { space, video, sinceMs, call }: Of<'join'>, nowMs: number): GroupStep {
  if (machine.stay !== undefined) return { machine, effects: [] };
  if (isFull(machine, space)) {
    const left = { space, reason: 'full', enteredAtMs: nowMs, atMs: nowMs } as const;
    return { machine: { ...machine, left }, effects: [] };
  }
  const [first] = peopleIn(machine.presence, space);
  const stay: Stay = {
    ...(first === undefined ? { call, startedBy: machine.user, startedAtMs: sinceMs } : nameOf(first)),
    ...{ phase: 'opening', id: sinceMs, space, sinceMs, isStarter: first === undefined },
    sends: { microphone: false, camera: false, screen: false },
    ...{ handAtMs: undefined, mutedBy: undefined },
    ...{ saidAtMs: Number.NEGATIVE_INFINITY, sayAtMs: nowMs, enteredAtMs: nowMs, untilMs: nowMs + openingMs },
    ...{ mutings: [], silenced: new Map(), links: new Map(), opened: [] },
  };
  return { machine: { ...machine, stay, left: undefined }, effects: [{ type: 'open', stay: sinceMs, video }] };
}

function enter(machine: GroupMachine, stay: Stay, sinceMs: number, nowMs: number): GroupStep {
  const isStarter = stay.isStarter && othersIn(machine, stay.space).length === 0;
  const next: Stay = { ...stay, phase: 'in', sinceMs, isStarter, enteredAtMs: nowMs, sayAtMs: nowMs, untilMs: undefined };
  const effects: readonly GroupEffect[] = isStarter ? [{ type: 'started', space: stay.space, call: stay.call }] : [];
  return { machine: { ...machine, stay: next }, effects };
}

function leave(machine: GroupMachine, reason: LeaveReason, nowMs: number): GroupStep {
  const { stay } = machine;
  if (stay === undefined) return { machine, effects: [] };
  const { space, sinceMs, enteredAtMs } = stay;
  const effects: GroupEffect[] = [...stay.links.values()].flatMap((link) => closeLink(stay, link));
  effects.push({ type: 'close', stay: stay.id });
  // Who came in elsewhere is there still.
  if (stay.phase === 'in' && reason !== 'elsewhere')
    effects.push({ type: 'say', space, to: undefined, signal: { type: 'leave', sinceMs } });
  return { machine: { ...machine, stay: undefined, left: { space, reason, enteredAtMs, atMs: nowMs } }, effects };
}

/** Something that the others are told. */
function changed(machine: GroupMachine, stay: Stay, nowMs: number): GroupStep {
  const sayAtMs = Math.min(stay.sayAtMs, Math.max(nowMs, stay.saidAtMs + hereAtLeastMs));
  return { machine: { ...machine, stay: { ...stay, sayAtMs } }, effects: [] };
}

// ── the connections ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function eachLink(machine: GroupMachine, step: (mine: Stay, link: GroupLink) => LinkChanged): GroupStep {
  const { stay } = machine;
  if (stay === undefined) return { machine, effects: [] };
  const effects: GroupEffect[] = [];
  const links = new Map<DeviceId, GroupLink>();
  for (const [device, link] of stay.links) {
    const result = step(stay, link);
    links.set(device, result.link);
    effects.push(...result.effects);
  }
  return { machine: { ...machine, stay: { ...stay, links } }, effects };
}
const oneLink = (machine: GroupMachine, device: DeviceId, step: (mine: Stay, link: GroupLink) => LinkChanged): GroupStep =>
  eachLink(machine, (mine, link) => (link.device === device ? step(mine, link) : { link, effects: [] }));

/** What follows from who is in: where this device belongs, what the call is called, whom it is connected to, and what is due to be said. */
function settle({ machine, effects }: GroupStep, nowMs: number): GroupStep {
  const { stay } = machine;
  if (stay === undefined || stay.phase === 'opening') return { machine, effects };
  const mine = { device: machine.device, sinceMs: stay.sinceMs };
  const people = peopleIn(machine.presence, stay.space);
  const away = people.find(({ user, device, sinceMs }) => user === machine.user && isEarlier(mine, { device, sinceMs }));
  const others = othersIn(machine, stay.space);
  const seats = seated([...others, mine]);
  const reason = away !== undefined ? 'elsewhere' : seats.includes(mine) ? undefined : 'full';
  if (reason !== undefined) {
    const gone = leave(machine, reason, nowMs);
    return { machine: gone.machine, effects: [...effects, ...gone.effects] };
  }
  const [first] = others;
  const name = first !== undefined && isEarlier(first, mine) ? nameOf(first) : nameOf(stay);
  const done: GroupEffect[] = [...effects];
  const links = new Map<DeviceId, GroupLink>();
  let hasNew = false;
  const isSeated = ({ device, sinceMs }: GroupLink): boolean =>
    others.some((one) => one.device === device && one.sinceMs === sinceMs && seats.includes(one));
  const closed = [...stay.links.values()].filter((link) => !isSeated(link));
  const opened = remember(stay.opened, closed, nowMs);
  for (const one of others.filter((other) => seats.includes(other))) {
    const known = stay.links.get(one.device);
    if (known?.sinceMs === one.sinceMs) {
      links.set(one.device, known);
      continue;
    }
    const before = opened.find(({ user }) => user === one.user);
    const made = openLink({ ...stay, ...mine }, one, before, nowMs);
    links.set(one.device, made.link);
    done.push(...made.effects);
    hasNew = true;
  }
  // First of all: at no moment are there more of them.
  done.unshift(...closed.flatMap((link) => closeLink(stay, link)));
  // Company is whoever can be heard: one who only says that she is in keeps no microphone open.
  const hasCompany = [...links.values()].some(({ phase }) => phase === 'connected' || phase === 'reconnecting');
  const untilMs = hasCompany ? undefined : (stay.untilMs ?? nowMs + aloneMs);
  const next: Stay = { ...stay, ...name, links, opened, untilMs };
  // Whoever comes hears at once who is here.
  const told = hasNew ? changed(machine, next, nowMs).machine : { ...machine, stay: next };
  const said = sayHere(told, nowMs);
  return { machine: said.machine, effects: [...done, ...said.effects] };
}

function sayHere(machine: GroupMachine, nowMs: number): GroupStep {
  const { stay } = machine;
  if (stay === undefined || nowMs < stay.sayAtMs) return { machine, effects: [] };
  const { space, sinceMs, sends, handAtMs } = stay;
  const signal: GroupSignal = { type: 'here', sinceMs, ...nameOf(stay), sends, handAtMs };
  return {
    machine: { ...machine, stay: { ...stay, saidAtMs: nowMs, sayAtMs: nowMs + hereEveryMs } },
    effects: [{ type: 'say', space, to: undefined, signal }],
  };
}

// ── the others ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function onSignal(machine: GroupMachine, event: Of<'signal'>, nowMs: number): GroupStep {
  const { space, user, device, signal } = event;
  const { stay } = machine;
  const same: GroupStep = { machine, effects: [] };
  const withPresence = (presence: Presence): GroupStep => ({ machine: { ...machine, presence }, effects: [] });
  switch (signal.type) {
    case 'here': {
      const presence = hearHere(machine.presence, space, { user, device }, signal, stay?.space, nowMs);
      if (stay?.space !== space || signal.sends.microphone) return withPresence(presence);
      // She is silent, as was asked for: speaking again is up to her.
      const mutings = stay.mutings.filter((one) => one.device !== device);
      return { machine: { ...machine, presence, stay: { ...stay, mutings } }, effects: [] };
    }
    case 'leave':
      return withPresence(hearLeave(machine.presence, space, device, signal.sinceMs));
    case 'exchange':
      if (stay?.space !== space || signal.device !== machine.device || signal.itsSinceMs !== stay.sinceMs) return same;
      return oneLink(machine, device, (mine, link) =>
        link.sinceMs === signal.sinceMs ? hearExchange(mine, link, signal, nowMs) : { link, effects: [] },
      );
    case 'mute': {
      const isMine = stay?.space === space && signal.device === machine.device && signal.itsSinceMs === stay.sinceMs;
      // Whoever asks is seen by all: nobody is silenced from outside.
      const her = othersIn(machine, space).find((one) => one.device === device);
      if (!isMine || her === undefined || !stay.sends.microphone) return same;
      const before = stay.silenced.get(user) ?? { times: 0, atMs: Number.NEGATIVE_INFINITY };
      const isStarter = stay.startedBy === user && her.startedBy === user && before.times < maxStarterMutes;
      if (!(event.isAdmin || isStarter) || nowMs < before.atMs + muteAgainMs) return same;
      const silenced = new Map(stay.silenced).set(user, { times: before.times + 1, atMs: nowMs });
      // The edge says that it sends nothing any more, and the others hear it.
      return {
        machine: { ...machine, stay: { ...stay, mutedBy: user, silenced } },
        effects: [{ type: 'silence', stay: stay.id }],
      };
    }
  }
}

/** GROUPCALL-7: who may ask the others for silence. */
export const mayMute = ({ stay, user }: GroupMachine, isAdmin: boolean): boolean =>
  stay !== undefined && (isAdmin || stay.startedBy === user);

function mute(machine: GroupMachine, { device, isAdmin }: Of<'mute'>, nowMs: number): GroupStep {
  const { stay } = machine;
  const her = stay && othersIn(machine, stay.space).find((one) => one.device === device);
  if (stay === undefined || her === undefined || !mayMute(machine, isAdmin)) return { machine, effects: [] };
  const muting = { device, sinceMs: her.sinceMs, left: muteTimes, atMs: nowMs };
  const mutings = [muting, ...stay.mutings.filter((one) => one.device !== device)].slice(0, maxMutings);
  return sayMutings({ ...machine, stay: { ...stay, mutings } }, nowMs);
}

/** Again until she is heard to be silent, a few times. */
function sayMutings(machine: GroupMachine, nowMs: number): GroupStep {
  const { stay } = machine;
  if (stay === undefined || stay.mutings.length === 0) return { machine, effects: [] };
  const people = othersIn(machine, stay.space);
  const speaks = (device: DeviceId, sinceMs: number): boolean =>
    people.some((one) => one.device === device && one.sinceMs === sinceMs && one.sends.microphone);
  const wanted = stay.mutings.filter(({ device, sinceMs, left }) => left > 0 && speaks(device, sinceMs));
  const due = wanted.filter(({ atMs }) => nowMs >= atMs);
  const effects: readonly GroupEffect[] = due.map(({ device, sinceMs }) => ({
    ...{ type: 'say', space: stay.space, to: device },
    signal: { type: 'mute', device, itsSinceMs: sinceMs },
  }));
  const mutings = wanted.map((one) => (due.includes(one) ? { ...one, left: one.left - 1, atMs: nowMs + muteEveryMs } : one));
  return { machine: { ...machine, stay: { ...stay, mutings } }, effects };
}

// ── time ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function onTick(machine: GroupMachine, nowMs: number): GroupStep {
  const { stay } = machine;
  const heard = { ...machine, presence: dropSilent(machine.presence, linkedIn(stay), nowMs) };
  if (stay?.untilMs !== undefined && nowMs >= stay.untilMs)
    return leave(heard, stay.phase === 'opening' ? 'no-microphone' : 'alone', nowMs);
  const ticked = eachLink(heard, (mine, link) => tickLink(mine, link, nowMs));
  const muted = sayMutings(ticked.machine, nowMs);
  return { machine: muted.machine, effects: [...ticked.effects, ...muted.effects] };
}
