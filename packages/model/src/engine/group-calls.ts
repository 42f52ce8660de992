/**
 * Calls of groups in this window (GROUPCALL-1 … GROUPCALL-8): carries out what the machine of `call` decides. Every window has its own machine
 * (call-windows.ts). What one window says to the whole group the other windows hear as well: to them it is a device like any other.
 */

import { isFull, makeGroupMachine, mayMute, nextGroupDueMs, othersIn, stepGroup } from '../call/group-machine.ts';
import { peopleIn } from '../call/group-presence.ts';
import { groupSignalToPositions, parseGroupSignal } from '../call/group-signal.ts';
import type { GroupEffect, GroupEvent, GroupMachine, GroupMediaEvent, LinkPhase } from '../call/group-state.ts';
import { randomBytes } from '../crypto/primitives.ts';
import { type CallId, callIdFromBytes, type DeviceId, type SpaceId, type UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { CommandError } from './api.ts';
import type { GroupCallGoingOn, GroupCallRow, GroupCallUpdate } from './api-group-calls.ts';
import { makeCallWindows } from './call-windows.ts';
import type { Calls } from './calls.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { Ephemerals } from './ephemerals.ts';
import type { GroupViews } from './group-view.ts';
import { makeListeners } from './listeners.ts';
import type { Outbox } from './outbox.ts';
import type { People } from './people.ts';
import type { Spaces, SpaceView } from './spaces.ts';

export interface GroupCalls {
  on(listener: (update: GroupCallUpdate) => void): () => void;
  /** Starts it where none goes on. */
  join(space: SpaceId, video: boolean): Result<void, CommandError>;
  act(event: Extract<GroupEvent, { readonly type: 'leave' | 'dismiss' | 'watch' }>): void;
  raiseHand(isUp: boolean): void;
  mute(device: DeviceId): void;
  media(event: GroupMediaEvent): void;
  networkChanged(): void;
  /** From another tab of this profile; what is none of its messages is left alone. */
  tab(message: unknown): void;
  /** Leaves, now: the page hears it as long as it listens. */
  leave(): void;
  close(): Promise<void>;
}
export interface GroupCallsParts {
  readonly context: EngineContext;
  readonly spaces: Pick<Spaces, 'get' | 'ensureWritable'>;
  readonly people: Pick<People, 'chainOf' | 'organisation'>;
  readonly outbox: Pick<Outbox, 'send'>;
  readonly calls: Pick<Calls, 'mayTalkElsewhere' | 'setBusy'>;
  readonly ephemerals: Pick<Ephemerals, 'hear' | 'onForged' | 'send' | 'unheard'>;
  readonly onStoreChange: (listener: (tables: ReadonlySet<string>) => void) => () => void;
  readonly isLeader: () => boolean;
  /** TRUST-4: somebody there has an identity that was not accepted. */
  readonly isUnaccepted: (space: SpaceView) => boolean;
  readonly needsAcceptance: (user: UserId) => boolean;
  /** Why nothing can be written there. */
  readonly refusal: GroupViews['refusal'];
}

const startedAtLeastMs = 10 * 60_000;
/** What tells who may talk where. */
const tables = ['space', 'chain', 'organisation', 'own', 'identity'];

export function makeGroupCalls(parts: GroupCallsParts): GroupCalls {
  const { context, spaces, people, ephemerals, calls, isLeader } = parts;
  const { deps, identity, activity } = context;
  const { clock } = deps;
  const { on, tell } = makeListeners<GroupCallUpdate>();
  let machine: GroupMachine = makeGroupMachine(identity.user, identity.device);
  let cancelTick: (() => void) | undefined;
  let shown = '';
  /** Of messages that a call began. */
  const startedAtMs = new Map<SpaceId, number>();

  const sharedMs = (): number => Math.max(0, Math.floor(serverNowMs(context)));

  function step(event: GroupEvent): void {
    const result = stepGroup(machine, event, Math.floor(clock.nowMs()));
    machine = result.machine;
    calls.setBusy(machine.stay !== undefined);
    for (const effect of result.effects) run(effect);
    tellState();
    arm();
  }
  function tellState(): void {
    const state = stateOf();
    const text = JSON.stringify(state);
    // Most of what is heard says that nothing has changed.
    if (text === shown) return;
    shown = text;
    tell(state);
  }

  function run(effect: GroupEffect): void {
    if (effect.type === 'say') windows.say(effect.space, effect.to, groupSignalToPositions(effect.signal));
    else if (effect.type === 'started') void activity.track(tellStarted(effect.space, effect.call));
    else tell({ type: 'media', effect });
  }
  /** Instead of ringing everybody: a message like any other, which whoever has the time opens. Who comes and goes does not wake all each time. */
  async function tellStarted(where: SpaceId, call: CallId): Promise<void> {
    const nowMs = clock.nowMs();
    for (const [one, atMs] of startedAtMs) if (nowMs >= atMs + startedAtLeastMs) startedAtMs.delete(one);
    if (startedAtMs.has(where)) return;
    startedAtMs.set(where, nowMs);
    const record = { call, outcome: 'started', video: false, startedAtMs: sharedMs(), durationMs: 0 } as const;
    const sent = await parts.outbox.send(where, '', 'normal', { call: record });
    if (!sent.ok) startedAtMs.delete(where);
  }

  function arm(): void {
    cancelTick?.();
    const dueMs = nextGroupDueMs(machine);
    cancelTick =
      dueMs === undefined ? undefined : clock.schedule(Math.max(0, dueMs - clock.nowMs()), () => step({ type: 'tick' }));
  }

  // ── whose word counts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** GROUPCALL-5. EPH-2 said so when it was heard; a call goes on longer than that. */
  function mayTalk(view: SpaceView, one: UserId, by: DeviceId): boolean {
    if (!view.members.some((member) => member.user === one)) return false;
    if (one === identity.user) return true;
    const isSuspended = people.organisation()?.members.get(one)?.suspended === true;
    const isRevoked = people.chainOf(one)?.devices.get(by)?.revokedN !== undefined;
    return !isSuspended && !isRevoked && !parts.needsAcceptance(one);
  }
  const openGroup = (where: SpaceId): SpaceView | undefined => {
    const view = spaces.get(where);
    return view?.kind === 'group' && view.ended === undefined ? view : undefined;
  };
  const isAdmin = (where: SpaceId, one: UserId): boolean =>
    openGroup(where)?.members.some((member) => member.user === one && member.admin) === true;

  function review(): void {
    const { presence, stay } = machine;
    for (const where of new Set([...presence.keys(), ...(stay === undefined ? [] : [stay.space])])) {
      const view = openGroup(where);
      const allowed = peopleIn(presence, where).filter((one) => view !== undefined && mayTalk(view, one.user, one.device));
      const devices = new Set(allowed.map((one) => one.device));
      // One that was made here and has not left yet has no members.
      const isMember = view !== undefined && (view.records === 0 || view.members.some((one) => one.user === identity.user));
      step({ type: 'members', space: where, devices, isMember });
    }
    tellState();
  }
  const stopStore = parts.onStoreChange((changed) => {
    if ((machine.presence.size > 0 || machine.stay !== undefined) && tables.some((table) => changed.has(table))) review();
  });

  function hear(where: SpaceId, from: UserId, by: DeviceId, said: readonly unknown[]): void {
    const signal = parseGroupSignal(said);
    const view = openGroup(where);
    if (!signal.ok || view === undefined || !mayTalk(view, from, by)) {
      ephemerals.unheard.count(signal.ok ? 'stranger' : 'malformed');
      return;
    }
    step({ type: 'signal', space: where, user: from, device: by, isAdmin: isAdmin(where, from), signal: signal.value });
  }
  const windows = makeCallWindows({
    ...{ kind: 'group-call', context, spaces, ephemerals, isLeader, hear },
    forged: (where, inNameOf, by) => step({ type: 'forged', space: where, user: inNameOf, device: by }),
    saidHere(where, to, said) {
      if (to === undefined) hear(where, identity.user, identity.device, said);
    },
  });

  // ── what screens see ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

  function stateOf(): Extract<GroupCallUpdate, { readonly type: 'state' }> {
    const { stay, left } = machine;
    const isIn = stay?.phase === 'in';
    const goingOn = [...new Set([...machine.presence.keys(), ...(isIn ? [stay.space] : [])])].flatMap(
      (where): readonly GroupCallGoingOn[] => {
        const heard = peopleIn(machine.presence, where);
        const isHere = isIn && stay.space === where;
        const name = isHere ? stay : heard[0];
        if (name === undefined) return [];
        const people = new Set([...heard.map((one) => one.user), ...(isHere ? [identity.user] : [])]);
        const { call, startedBy, startedAtMs } = name;
        return [{ conversation: where, call, startedBy, startedAtMs, people: [...people] }];
      },
    );
    return { type: 'state', row: stay && rowOf(), left: left && { conversation: left.space, reason: left.reason }, goingOn };
  }
  function rowOf(): GroupCallRow | undefined {
    const { stay } = machine;
    if (stay === undefined) return undefined;
    const others = othersIn(machine, stay.space).flatMap((one) => {
      const link = stay.links.get(one.device);
      const phase: LinkPhase | undefined = link?.phase;
      const { user: who, device: by, sends, handAtMs } = one;
      return phase === undefined ? [] : [{ user: who, device: by, sends, handAtMs, link: phase }];
    });
    const { call: id, space: conversation, phase, enteredAtMs, sends, handAtMs, mutedBy } = stay;
    const may = mayMute(machine, isAdmin(conversation, identity.user));
    return { id, conversation, phase, enteredAtMs, sends, handAtMs, mutedBy, mayMute: may, people: others };
  }

  const leave = (): void => {
    if (machine.stay !== undefined) step({ type: 'leave' });
  };
  return {
    on(listener) {
      const stop = on(listener);
      listener(stateOf());
      return stop;
    },
    join(where, video) {
      const view = spaces.get(where);
      if (view === undefined) return err({ type: 'unknown-conversation' });
      if (openGroup(where) === undefined) return err({ type: view.kind === 'group' ? 'not-member' : 'not-allowed' });
      const heard = peopleIn(machine.presence, where);
      const refused = heard.length === 0 ? parts.refusal(where) : undefined;
      if (refused !== undefined) return err({ type: refused });
      if (parts.isUnaccepted(view)) return err({ type: 'identity-changed' });
      // From another window of this device it moves here; from any other call it does not.
      const isHereAlready = heard.some((one) => one.device === identity.device);
      if (machine.stay !== undefined || (!isHereAlready && !calls.mayTalkElsewhere())) return err({ type: 'in-call' });
      if (isFull(machine, where)) return err({ type: 'call-full' });
      step({ type: 'join', space: where, video, sinceMs: sharedMs(), call: callIdFromBytes(randomBytes(16)) });
      return ok(undefined);
    },
    act: step,
    raiseHand: (isUp) => step({ type: 'hand', atMs: isUp ? Math.max(1, sharedMs()) : undefined }),
    mute(by) {
      const where = machine.stay?.space;
      if (where !== undefined) step({ type: 'mute', device: by, isAdmin: isAdmin(where, identity.user) });
    },
    media: (event) => step(event.type === 'opened' ? { ...event, sinceMs: sharedMs() } : event),
    networkChanged: () => step({ type: 'network-changed' }),
    tab: windows.tab,
    leave,
    async close() {
      leave();
      stopStore();
      cancelTick?.();
      cancelTick = undefined;
      await activity.settled();
    },
  };
}
