/**
 * Devices of two people, a line between them that may lose, repeat and reorder, and media that flow when descriptions fit: everything around
 * the machine of a call, on a clock of its own. Chance is handed in.
 */

import { isLined, isOver } from '../../src/call/call-change.ts';
import { makeCallMachine, nextDueMs, stepCall } from '../../src/call/call-machine.ts';
import type { CallEffect, CallEvent, CallMachine, CallState } from '../../src/call/call-state.ts';
import type { Description, Signal } from '../../src/call/signal.ts';
import { type CallId, callIdFromBytes, type DeviceId, spaceIdFromBytes, type UserId } from '../../src/ids.ts';
import { testDeviceId, testUser } from './links.ts';
import { type Line, makeTimeline } from './timeline.ts';

export const space = spaceIdFromBytes(new Uint8Array(16).fill(7));
export const callAt = (i: number): CallId => callIdFromBytes(new Uint8Array(16).fill(i));

/** A peer connection: what it made and what it took. */
interface Media {
  readonly call: CallId;
  local: Description | undefined;
  remote: Description | undefined;
  isConnected: boolean;
}
export interface Phone {
  readonly user: UserId;
  readonly device: DeviceId;
  machine: CallMachine;
  media: Media | undefined;
  readonly history: CallState[];
  readonly effects: CallEffect[];
}

export interface CallWorld {
  readonly phones: readonly Phone[];
  line: Line;
  nowMs(): number;
  act(phone: Phone, event: CallEvent): void;
  at(delayMs: number, task: () => void): void;
  run(forMs: number): void;
  /** Looked at after everything that happens. */
  onStep: () => void;
  readonly said: Signal[];
}

/** `counts`: how many devices each person has. `chance` answers 0 … 1. */
export function makeCallWorld(counts: readonly number[], line: Line, chance: () => number): CallWorld {
  const said: Signal[] = [];
  let made = 0;
  let nextDevice = 1;
  const phones: Phone[] = counts.flatMap((count, person) =>
    Array.from({ length: count }, () => {
      const [user, device] = [testUser(person + 1), testDeviceId(nextDevice++)];
      return { user, device, machine: makeCallMachine(user, device), media: undefined, history: [], effects: [] };
    }),
  );
  const {
    at,
    carry,
    nowMs,
    run: runTime,
  } = makeTimeline(
    phones,
    ({ machine }) => nextDueMs(machine.state),
    (phone) => act(phone, { type: 'tick' }),
  );

  function act(phone: Phone, event: CallEvent): void {
    const { machine, effects } = stepCall(phone.machine, event, nowMs());
    if (machine.state !== phone.machine.state) phone.history.push(machine.state);
    phone.machine = machine;
    phone.effects.push(...effects);
    for (const effect of effects) run(phone, effect);
    world.onStep();
  }

  function run(phone: Phone, effect: CallEffect): void {
    switch (effect.type) {
      case 'say':
        said.push(effect.signal);
        for (const other of phones)
          if (other !== phone && (effect.to === undefined || effect.to === other.device)) send(phone, other, effect.signal);
        return;
      case 'open':
        phone.media = { call: effect.call, local: undefined, remote: undefined, isConnected: false };
        at(chance() * 50, () => act(phone, { type: 'opened', call: effect.call }));
        at(chance() * 60, () => act(phone, { type: 'offer-needed', call: effect.call }));
        return;
      case 'offer':
        edge(phone, effect.call, (media) => {
          media.local = describe('offer');
          act(phone, { type: 'described', call: effect.call, description: media.local });
        });
        return;
      case 'take':
        edge(phone, effect.call, (media) => {
          media.remote = effect.description;
          if (effect.description.type === 'offer') {
            media.local = { type: 'answer', sdp: `${describe('answer').sdp}s=${effect.description.sdp}` };
            act(phone, { type: 'described', call: effect.call, description: media.local });
          }
          joinMedia();
        });
        return;
      case 'restart':
        edge(phone, effect.call, () => act(phone, { type: 'offer-needed', call: effect.call }));
        return;
      case 'close': {
        const { media } = phone;
        phone.media = undefined;
        if (media === undefined) return;
        for (const other of phones)
          if (other.media?.call === media.call && other.media.isConnected) breakMedia(other, media.call);
        return;
      }
      case 'add-candidates':
      case 'ring':
      case 'unring':
      case 'tell-tabs':
        return;
    }
  }
  const describe = (type: Description['type']): Description => ({ type, sdp: `v=0\r\na=fingerprint:sha-256 ${made++}\r\n` });

  function edge(phone: Phone, call: CallId, task: (media: Media) => void): void {
    const { media } = phone;
    // One after the other, as a peer connection runs them.
    if (media?.call === call) at(5, () => phone.media === media && task(media));
  }
  function breakMedia(phone: Phone, call: CallId): void {
    if (phone.media !== undefined) phone.media.isConnected = false;
    at(200, () => act(phone, { type: 'media', call, state: 'disconnected' }));
    at(900, () => act(phone, { type: 'media', call, state: 'failed' }));
  }
  /** Two connections of one call that hold offer and answer of one another. */
  function joinMedia(): void {
    for (const one of phones) {
      for (const other of phones) {
        const [mine, theirs] = [one.media, other.media];
        if (one === other || mine === undefined || theirs === undefined || mine.call !== theirs.call || mine.isConnected)
          continue;
        if (mine.remote === theirs.local && theirs.remote === mine.local && mine.remote !== undefined) {
          mine.isConnected = theirs.isConnected = true;
          for (const phone of [one, other]) at(30, () => act(phone, { type: 'media', call: mine.call, state: 'connected' }));
        }
      }
    }
  }

  const send = (from: Phone, to: Phone, signal: Signal): void =>
    carry(world.line, chance, () => act(to, { type: 'signal', user: from.user, device: from.device, space, signal }));

  const world: CallWorld = {
    phones,
    line,
    said,
    nowMs,
    act,
    at,
    run: runTime,
    onStep: () => undefined,
  };
  return world;
}

export const phaseOf = ({ machine }: Phone): CallState['phase'] => machine.state.phase;
export const reasonOf = ({ machine: { state } }: Phone): string | undefined =>
  state.phase === 'ended' ? state.reason : undefined;
/** The two devices that this one believes to talk to one another, as one word. */
export const pairOf = ({ device, machine: { state } }: Phone): string | undefined =>
  isLined(state) ? [state.call.call, ...[device, state.line.device].sort()].join(' ') : undefined;
export const isQuiet = ({ machine: { state } }: Phone): boolean => isOver(state);
