/** Opens a profile and its engine for one command, and closes both so that nothing keeps the process alive. */

import { err, ok, type Result } from '@sanad/model/result';
import { type Device, startDevice } from './device.ts';
import { type FileStore, isFull } from './file-store.ts';
import { makeNodePlatform } from './node-platform.ts';
import { openProfile, type Profile } from './profile.ts';
import { type Failure, fail, failure, refusal } from './report.ts';
import { type Traffic, watchTraffic } from './traffic.ts';

export interface OpenDevice {
  readonly device: Device;
  readonly profile: Profile;
  readonly traffic: Traffic;
  /** A write found no space: what came from the server may not have been kept. */
  wasFull(): boolean;
  close(): Promise<void>;
}

/** Longer than a request may take: the first state may depend on one. */
const startTimeoutMs = 35_000;

export async function openProfileFolder(folder: string): Promise<Result<Profile, Failure>> {
  try {
    const opened = await openProfile(folder);
    return opened.ok ? opened : fail('profile/in-use', `process ${opened.error.pid}`);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (isFull(cause)) return fail('storage/full');
    if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return fail('profile/not-usable', code);
    throw cause;
  }
}

export async function openDevice(url: string, folder: string): Promise<Result<OpenDevice, Failure>> {
  const profile = await openProfileFolder(folder);
  if (!profile.ok) return profile;
  const ending = new AbortController();
  let wasFull = false;
  const { rows } = profile.value;
  const watched: FileStore = {
    ...rows,
    async write(batch) {
      const written = await rows.write(batch);
      if (!written.ok) wasFull = true;
      return written;
    },
  };
  const platform = makeNodePlatform({ url, profile: { ...profile.value, rows: watched }, signal: ending.signal });
  const traffic = watchTraffic(platform);
  const device = await startDevice(traffic.deps);
  await device.waitFor(() => (device.state().phase === 'starting' ? undefined : true), startTimeoutMs);
  return ok({
    device,
    profile: profile.value,
    traffic,
    wasFull: () => wasFull,
    async close() {
      ending.abort();
      await device.close();
      await profile.value.close();
    },
  });
}

/** The engine of an approved account. A pending one asks the server once whether that has changed. */
export async function untilReady({ device }: OpenDevice): Promise<Result<void, Failure>> {
  if (device.state().phase === 'pending') await device.engine.checkApproval();
  const state = device.state();
  switch (state.phase) {
    case 'ready':
      // Views open with the session: its first sync state says that it is there.
      await device.waitFor(() => device.sync(), startTimeoutMs);
      return ok(undefined);
    case 'pending':
      return err(refusal('account/pending'));
    case 'needs-recovery':
    case 'resetting':
      return fail('device/needs-recovery');
    case 'stopped':
      return err(refusal(state.code));
    case 'unsupported':
    case 'starting':
      return fail('defect');
    case 'signed-out':
    case 'enrolling':
    case 'emptied':
      return fail('device/not-signed-in');
    // Node keeps no lock.
    case 'locked':
    case 'locking':
      return fail('defect');
  }
}

/** Why the server will not talk to this device, if it said so. */
export function sessionFailure({ device }: OpenDevice): Failure | undefined {
  const state = device.state();
  if (state.phase === 'stopped') return refusal(state.code);
  if (state.phase !== 'ready' || state.session === 'valid') return undefined;
  return refusal(state.session === 'expired' ? 'auth/required' : 'account/suspended');
}

/**
 * Connected and level with the server: everything that it had for this device when we connected is here. `isPatient` waits through
 * failed attempts until the time is over; otherwise the first one ends it.
 */
export async function levelled(open: OpenDevice, timeoutMs: number, isPatient = false): Promise<Result<void, Failure>> {
  const { device } = open;
  const endMs = performance.now() + timeoutMs;
  const answer = await device.waitFor(() => {
    const connectivity = device.sync()?.connectivity;
    if (connectivity === 'online') return 'online';
    if (sessionFailure(open) !== undefined) return 'refused';
    return connectivity === 'offline' && !isPatient ? 'offline' : undefined;
  }, timeoutMs);
  if (answer === 'online') {
    const isDone = await within(device.engine.settled(), endMs - performance.now());
    const refused = sessionFailure(open);
    if (refused !== undefined) return err(refused);
    return isDone ? ok(undefined) : fail('sync/unfinished');
  }
  // A refused upgrade looks like a dead network: a request that is under way tells which it was.
  if (answer === 'offline') await within(device.engine.settled(), endMs - performance.now());
  return err(sessionFailure(open) ?? failure('network/offline'));
}

/** True when nothing moves any more, false when the time is over first. */
export async function untilQuiet({ device, traffic }: OpenDevice, timeoutMs: number): Promise<boolean> {
  const endMs = performance.now() + timeoutMs;
  while (performance.now() < endMs) {
    const isSettled = await within(device.engine.settled(), endMs - performance.now());
    if (isSettled && traffic.isQuiet()) return true;
    await pause(50);
  }
  return false;
}

export const pause = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));

function within(promise: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), Math.max(0, timeoutMs));
    promise.then(() => resolve(true), reject).finally(() => clearTimeout(timer));
  });
}
