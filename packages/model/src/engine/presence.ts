/**
 * Who is reachable (EPH-3 … EPH-5): while a window of SANAD has a person's attention her device says so in her most recent direct
 * conversations, and says when it ends. Leader and tabs share it: any tab may have the attention, the leader alone talks.
 */
import * as v from 'valibot';
import { bytesToHex } from '../bytes.ts';
import { randomBytes } from '../crypto/primitives.ts';
import { type DeviceId, isDeviceId, isSpaceId, type SpaceId } from '../ids.ts';
import type { EngineContext } from './context.ts';
import type { Ephemerals, Said } from './ephemerals.ts';
import type { Preferences } from './preferences.ts';
import type { Spaces } from './spaces.ts';
import type { Summaries } from './summaries.ts';

export interface Presence {
  /** This tab has a person's attention, or has it no more. */
  attend(isHere: boolean): void;
  /** Leader: connected, and level with the server. */
  connected(): void;
  /** The colleague of a direct conversation has SANAD before her. */
  isReachable(space: SpaceId): boolean;
  /** From another tab of this profile; what is none of its messages is left alone. */
  tab(message: unknown): void;
  /** Something was written in these conversations: her who has it before her there hears of it now, and not with the next minute. */
  written(spaces: readonly SpaceId[]): void;
  /** The setting may have changed. */
  look(): void;
  /** Says that it ends, when it was said that it began. */
  close(): Promise<void>;
}

export interface PresenceParts {
  readonly context: EngineContext;
  readonly spaces: Pick<Spaces, 'get' | 'all'>;
  readonly summaries: Pick<Summaries, 'get'>;
  readonly preferences: Pick<Preferences, 'isPresenceShown'>;
  readonly ephemerals: Ephemerals;
  readonly isLeader: () => boolean;
  readonly onChange: (space: SpaceId) => void;
}

/** The fourth position. `come` asks for an answer, which is `here`: an answer is never answered. */
const STATES = ['gone', 'here', 'come'] as const;
type State = (typeof STATES)[number];

export const presenceEveryMs = 60_000;
/** A little more than one of them may be lost. */
export const presenceShownMs = 100_000;
/** From one window to the next is not away. */
export const goneAfterMs = 2_000;
/** Who comes again and again is answered this often at most. */
const answerEveryMs = 5_000;
/** A tab that died says nothing: its attention ends by itself. */
const tabMs = presenceEveryMs + 15_000;
const maxRecent = 30;

const Attention = v.object({ type: v.literal('attention'), tab: v.string(), isHere: v.boolean() });
const Reachable = v.object({
  type: v.literal('reachable'),
  known: v.array(v.tuple([v.custom<SpaceId>(isSpaceId), v.custom<DeviceId>(isDeviceId), v.number()])),
});
type Known = v.InferOutput<typeof Reachable>['known'][number];

export function makePresence(parts: PresenceParts): Presence {
  const { context, spaces, summaries, preferences, ephemerals, isLeader, onChange } = parts;
  const { deps, activity } = context;
  const { clock, tabs } = deps;
  const thisTab = bytesToHex(randomBytes(8));
  /** Devices of colleagues that said so, until when that is believed. */
  const known = new Map<SpaceId, Map<DeviceId, { readonly untilMs: number; readonly cancel: () => void }>>();
  const attending = new Map<string, number>();
  /** Where this device said that it is here, and when. */
  const told = new Map<SpaceId, number>();
  const answered = new Map<SpaceId, number>();
  const answering = new Map<SpaceId, () => void>();
  let cancelBeat: (() => void) | undefined;
  let cancelGone: (() => void) | undefined;
  let isLevel = false;
  let owesGone = false;
  let wasShown = preferences.isPresenceShown();

  // ── colleagues ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

  function note(space: SpaceId, device: DeviceId, untilMs: number): void {
    const devices = known.get(space) ?? new Map();
    known.set(space, devices);
    devices.get(device)?.cancel();
    devices.delete(device);
    const delayMs = untilMs - clock.nowMs();
    if (delayMs > 0) {
      const cancel = clock.schedule(delayMs, () => {
        devices.delete(device);
        onChange(space);
      });
      devices.set(device, { untilMs, cancel });
    }
    onChange(space);
  }
  const list = (): readonly Known[] =>
    [...known].flatMap(([space, devices]) => [...devices].map(([device, { untilMs }]): Known => [space, device, untilMs]));
  function forgetAll(): void {
    for (const [space, device] of list()) note(space, device, 0);
    known.clear();
  }

  ephemerals.hear('presence', ({ space, device, more }: Said) => {
    const [word] = more;
    const state = typeof word === 'number' ? STATES[word] : undefined;
    if (state === undefined || spaces.get(space)?.kind !== 'direct' || !preferences.isPresenceShown()) return;
    note(space, device, state === 'gone' ? 0 : clock.nowMs() + presenceShownMs);
    tabs.post({ type: 'reachable', known: list() });
    if (state === 'come' && isHere() && hasWords(space)) answer(space);
  });

  /** EPH-4: who comes again, as with a page that is loaded anew, is answered again, but not at once. */
  function answer(space: SpaceId): void {
    if (answering.has(space)) return;
    const delayMs = Math.max(0, (answered.get(space) ?? Number.NEGATIVE_INFINITY) + answerEveryMs - clock.nowMs());
    const task = (): void => {
      answering.delete(space);
      answered.set(space, clock.nowMs());
      if (isHere()) sayHere('here', [space]);
    };
    if (delayMs === 0) task();
    else answering.set(space, clock.schedule(delayMs, task));
  }

  // ── this device ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const isHere = (): boolean => cancelBeat !== undefined || [...attending.values()].some((untilMs) => untilMs > clock.nowMs());
  const isTold = (): boolean => [...told.values()].some((atMs) => atMs > clock.nowMs() - presenceShownMs);

  /** Any colleague can begin a conversation and write nothing in it: she does not learn from it when somebody is there. */
  const hasWords = (space: SpaceId): boolean => summaries.get(space).last !== undefined;

  /** The newest conversations with something in them, and those of them in which somebody says that she is here. */
  function listeners(): readonly SpaceId[] {
    const recent = spaces
      .all()
      .filter(({ kind, accepted, ended }) => kind === 'direct' && accepted && ended === undefined)
      .flatMap(({ space }) => {
        const { last } = summaries.get(space);
        return last === undefined ? [] : [{ space, atMs: last.sentAtMs }];
      })
      .sort((a, b) => b.atMs - a.atMs)
      .slice(0, maxRecent);
    const reachable = [...known.keys()].filter((space) => isReachable(space) && hasWords(space)).slice(0, maxRecent);
    return [...new Set([...recent.map(({ space }) => space), ...reachable])];
  }

  /** False: somebody could not be told. */
  async function say(state: State, to: readonly SpaceId[]): Promise<boolean> {
    for (const space of to) {
      if (state === 'gone') told.delete(space);
      else told.set(space, clock.nowMs());
    }
    const sent = await Promise.all(to.map((space) => ephemerals.send(space, 'presence', [STATES.indexOf(state)])));
    return !sent.includes(false);
  }
  function sayHere(state: 'here' | 'come', to: readonly SpaceId[] = listeners()): void {
    if (isLeader() && isLevel && preferences.isPresenceShown()) void activity.track(say(state, to));
  }
  const sayGone = (to: readonly SpaceId[] = isTold() ? [...told.keys()] : []): Promise<boolean> =>
    activity.track(say('gone', isLeader() ? to : []));

  /** Also where an earlier run of this device said that it is here: it would be believed for a while. Once, or she is watched by it. */
  function sayGoneEverywhere(): void {
    owesGone = !isLevel;
    if (!isLevel) return;
    void sayGone([...new Set([...told.keys(), ...listeners()])]).then((isSaid) => {
      if (!isSaid && !preferences.isPresenceShown()) owesGone = true;
    });
  }

  /** For the leader: what a tab says of itself. */
  function noteTab(tab: string, here: boolean): void {
    if (!here) {
      attending.delete(tab);
      if (!isHere()) cancelGone ??= clock.schedule(goneAfterMs, leave);
      return;
    }
    cancelGone?.();
    cancelGone = undefined;
    attending.set(tab, clock.nowMs() + tabMs);
    // A tab that was just opened knows of nobody yet.
    if (tab !== thisTab) tabs.post({ type: 'reachable', known: list() });
    sayHere(isTold() ? 'here' : 'come');
  }
  function leave(): void {
    cancelGone = undefined;
    if (!isHere()) void sayGone();
  }
  function tell(here: boolean): void {
    if (isLeader()) noteTab(thisTab, here);
    else tabs.post({ type: 'attention', tab: thisTab, isHere: here });
  }
  function beat(): void {
    cancelBeat = clock.schedule(presenceEveryMs, beat);
    tell(true);
  }
  function isReachable(space: SpaceId): boolean {
    return preferences.isPresenceShown() && (known.get(space)?.size ?? 0) > 0;
  }

  return {
    isReachable,
    attend(here) {
      if (here === (cancelBeat !== undefined)) return;
      if (here) return beat();
      cancelBeat?.();
      cancelBeat = undefined;
      tell(false);
    },
    connected() {
      isLevel = true;
      if (isHere()) sayHere('come');
      if (owesGone) sayGoneEverywhere();
    },
    tab(message) {
      const attention = v.safeParse(Attention, message);
      if (attention.success && isLeader()) noteTab(attention.output.tab, attention.output.isHere);
      const reachable = v.safeParse(Reachable, message);
      if (!reachable.success) return;
      const news = reachable.output.known;
      for (const [space, device] of list()) if (!news.some(([of, who]) => of === space && who === device)) note(space, device, 0);
      for (const [space, device, untilMs] of news) note(space, device, untilMs);
    },
    written(changed) {
      const isNew = changed.some((space) => !told.has(space));
      if (!isNew || !isHere()) return;
      const to = listeners().filter((space) => changed.includes(space) && !told.has(space));
      if (to.length > 0) sayHere('come', to);
    },
    look() {
      const isShown = preferences.isPresenceShown();
      if (isShown === wasShown) return;
      wasShown = isShown;
      owesGone = false;
      if (isShown && isHere()) sayHere('come');
      if (isShown) return;
      sayGoneEverywhere();
      forgetAll();
    },
    async close() {
      cancelBeat?.();
      cancelGone?.();
      for (const cancel of answering.values()) cancel();
      cancelBeat = undefined;
      attending.clear();
      await sayGone();
      for (const devices of known.values()) for (const { cancel } of devices.values()) cancel();
      known.clear();
    },
  };
}
