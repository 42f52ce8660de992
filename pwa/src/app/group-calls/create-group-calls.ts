/** The call of a group in this window: what the engine says of it, its media, and what a person may do. Lives as long as the engine. */
import type { GroupCallGoingOn, GroupCallLeft, GroupCallRow, GroupCallUpdate, GroupMediaEffect } from '@sanad/model/engine/api';
import type { DeviceId, SpaceId } from '@sanad/model/ids';
import { proxy } from 'comlink';
import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
  useContext,
} from 'solid-js';
import { createWakeLock } from '../calls/create-wake-lock.ts';
import { holdLock } from '../calls/hold-lock.ts';
import type { Source } from '../calls/local-media.ts';
import { openView, useEngine } from '../engine-client.ts';
import type { GroupMedia, SourceStreams } from './group-media.ts';
import { hearLevels, nobodySpeaks, type Speaking } from './speakers.ts';
import { type CallView, wantedPictures } from './wanted-pictures.ts';

type Api = ReturnType<typeof useEngine>['api'];
export interface GroupCalls {
  readonly row: Accessor<GroupCallRow | undefined>;
  /** Why the last one is over, until it was read. */
  readonly left: Accessor<GroupCallLeft | undefined>;
  goingOn(conversation: SpaceId): GroupCallGoingOn | undefined;
  mine(): SourceStreams;
  of(device: DeviceId): SourceStreams;
  readonly speaking: Accessor<Speaking<DeviceId>>;
  readonly view: Accessor<CallView>;
  setView(view: CallView): void;
  /** She reads messages meanwhile. */
  readonly isFolded: Accessor<boolean>;
  fold(isFolded: boolean): void;
  isOn(source: Source): boolean;
  /** False: it cannot be opened. */
  turn(source: Source, isOn: boolean): Promise<boolean>;
  join(conversation: SpaceId, video: boolean): ReturnType<Api['joinGroupCall']>;
  leave(): void;
  dismiss(): void;
  raiseHand(isUp: boolean): void;
  mute(device: DeviceId): void;
}

const listenMs = 500;

export function createGroupCalls(): GroupCalls {
  const engine = useEngine();
  const [row, setRow] = createSignal<GroupCallRow>();
  const [left, setLeft] = createSignal<GroupCallLeft>();
  const [goingOn, setGoingOn] = createSignal<readonly GroupCallGoingOn[]>([]);
  /** Counts the changes of streams: they are looked up again. */
  const [changes, setChanges] = createSignal(0);
  const [speaking, setSpeaking] = createSignal<Speaking<DeviceId>>(nobodySpeaks());
  const [view, setView] = createSignal<CallView>('grid');
  const [isFolded, fold] = createSignal(false);
  const [isPageHidden, setPageHidden] = createSignal(document.visibilityState === 'hidden');
  let media: GroupMedia | undefined;
  /** Loaded with the first call. */
  let opening: Promise<GroupMedia> | undefined;
  const opened = (): Promise<GroupMedia> => {
    opening ??= import('./mesh.ts').then(({ makeMesh }) => {
      media = makeMesh({
        tell: (event) => void engine.api.tellGroupCall(event),
        servers: () => engine.api.iceServers(),
        changed: () => setChanges((count) => count + 1),
      });
      return media;
    });
    return opening;
  };
  const run = async (effect: GroupMediaEffect): Promise<void> => (await opened()).run(effect);
  openView(() =>
    engine.api.onGroupCall(
      proxy((update: GroupCallUpdate) => {
        if (update.type === 'media') {
          void run(update.effect);
          return;
        }
        setRow(() => update.row);
        setLeft(() => update.left);
        setGoingOn(() => update.goingOn);
      }),
    ),
  );
  const stay = createMemo(() => row()?.enteredAtMs);
  createEffect(
    on(stay, () => {
      fold(false);
      setView('grid');
      setSpeaking(nobodySpeaks<DeviceId>());
    }),
  );
  createEffect(() => {
    if (stay() === undefined) return;
    onCleanup(holdLock(() => void engine.api.noteActivity()));
    const ear = setInterval(() => {
      const levels = media?.levels();
      if (levels !== undefined) setSpeaking((before) => hearLevels(before, levels, performance.now()));
    }, listenMs);
    onCleanup(() => clearInterval(ear));
  });
  const hasPictures = () =>
    row()?.sends.camera === true || row()?.people.some(({ sends }) => sends.camera || sends.screen) === true;
  createWakeLock(() => row() !== undefined && hasPictures());
  const look = () => setPageHidden(document.visibilityState === 'hidden');
  document.addEventListener('visibilitychange', look);
  onCleanup(() => document.removeEventListener('visibilitychange', look));
  /** As text, so that it is said when it changed and not each time somebody is heard. */
  const wanted = createMemo(() => {
    const others = row()?.people.map(({ device }) => device) ?? [];
    const isHidden = isFolded() || isPageHidden();
    return JSON.stringify([...wantedPictures(others, { view: view(), stage: speaking().stage, isHidden })]);
  });
  createEffect(() => {
    const said = wanted();
    if (untrack(row) !== undefined) void engine.api.watchGroupCall(JSON.parse(said));
  });
  // Best effort: the others find out by themselves ten seconds later.
  const leave = () => {
    if (row() !== undefined) void engine.api.leaveGroupCall();
  };
  addEventListener('pagehide', leave);
  onCleanup(() => removeEventListener('pagehide', leave));
  // Locked, signed out, replaced, broken: nothing here hears and sees on, whatever the engine still could say.
  onCleanup(() => void opening?.then((made) => made.stop()));

  const seen = <T>(read: (made: GroupMedia) => T, otherwise: T): T => {
    changes();
    return media === undefined ? otherwise : read(media);
  };
  return {
    row,
    left,
    goingOn: (conversation) => goingOn().find((call) => call.conversation === conversation),
    mine: () => seen((made) => made.mine(), {}),
    of: (device) => seen((made) => made.of(device), {}),
    speaking,
    view,
    setView,
    isFolded,
    fold,
    isOn: (source) => seen((made) => made.local()?.sending()[source] === true, false),
    async turn(source, isOn) {
      const local = media?.local();
      if (local === undefined) return true;
      if (source === 'camera') return local.setCamera(isOn);
      if (source === 'screen') return local.setScreen(isOn);
      local.setMicrophone(isOn);
      return true;
    },
    join: (conversation, video) => engine.api.joinGroupCall(conversation, video),
    leave: () => void engine.api.leaveGroupCall(),
    dismiss: () => void engine.api.dismissGroupCall(),
    raiseHand: (isUp) => void engine.api.raiseHand(isUp),
    mute: (device) => void engine.api.muteInGroupCall(device),
  };
}

export const GroupCallsContext = createContext<GroupCalls>();
export function useGroupCalls(): GroupCalls {
  const calls = useContext(GroupCallsContext);
  if (calls === undefined) throw new Error('no calls of groups above this component');
  return calls;
}
