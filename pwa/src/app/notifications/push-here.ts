/** Notifications of this browser: what it allows, what the server knows, and the way on and off (NOTIFY-7, PUSH-1). */
import type { CommandError, PushInfo } from '@sanad/model/engine/api';
import { err, ok, type Result } from '@sanad/model/result';
import { proxy } from 'comlink';
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';
import { askPushPermission, type PushPermission, pushPermission, subscribePush, unsubscribePush } from '../../platform/push.ts';
import { type EngineClient, openView, useEngine } from '../engine-client.ts';
import { isPushRefused, refusePush } from './push-choice.ts';

/** `no-service`: the browser refuses, or does not reach its push service. */
export type PushFault = { readonly type: 'no-service' } | CommandError;
export type PushApi = Pick<EngineClient['api'], 'savePush' | 'testPush' | 'pushTest'>;

/** A browser without its push service may never answer. */
const patienceMs = 20_000;

/** What the server has of this device; undefined until the first answer. */
export function createPush(): Accessor<PushInfo | undefined> {
  const { api } = useEngine();
  const [info, setInfo] = createSignal<PushInfo>();
  openView(() => api.onPush(proxy((next: PushInfo) => setInfo(() => next))));
  return info;
}

export interface Permission {
  readonly now: Accessor<PushPermission>;
  /** Asks the person; only after a press of hers. */
  ask(): Promise<PushPermission>;
}

/** Follows the browser: a permission is given and taken back in its own settings. */
export function createPermission(): Permission {
  const [now, setNow] = createSignal(pushPermission());
  const look = () => setNow(pushPermission());
  onMount(() => {
    document.addEventListener('visibilitychange', look);
    onCleanup(() => document.removeEventListener('visibilitychange', look));
  });
  void navigator.permissions
    ?.query({ name: 'notifications' })
    .then((status) => status.addEventListener('change', look))
    .catch(() => undefined); // a browser that does not tell: looked at when somebody comes back to the window
  return {
    now,
    async ask() {
      await askPushPermission();
      return look();
    },
  };
}

export async function turnOnPush(api: PushApi, key: Uint8Array): Promise<Result<void, PushFault>> {
  refusePush(false);
  return subscribe(api, key);
}

export async function turnOffPush(api: PushApi): Promise<Result<void, PushFault>> {
  const saved = await api.savePush(undefined);
  if (!saved.ok) return err(saved.error);
  refusePush(true);
  await unsubscribePush();
  return ok(undefined);
}

/** What was on stays on: a subscription that the browser renewed, or that the server lost, is told again. False: it is off here. */
export async function keepPush(api: PushApi, key: Uint8Array): Promise<boolean> {
  if (isPushRefused() || pushPermission() !== 'granted') return false;
  return (await subscribe(api, key)).ok;
}

async function subscribe(api: PushApi, key: Uint8Array): Promise<Result<void, PushFault>> {
  const endpoint = await inTime(subscribePush(key));
  if (endpoint === undefined) return err({ type: 'no-service' });
  const saved = await api.savePush(endpoint);
  return saved.ok ? ok(undefined) : err(saved.error);
}

const inTime = <T>(answer: Promise<T>): Promise<T | undefined> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};
