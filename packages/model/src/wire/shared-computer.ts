/**
 * A computer of the ward that several people use in one browser (SHARED-1 … SHARED-6). The browser has one session cookie; each person
 * who stays on the computer has a second one, which reaches the three routes below and nothing else.
 *
 * | route                   | request → answer       | who                                                          |
 * |-------------------------|------------------------|--------------------------------------------------------------|
 * | POST /sessions/switch   | SwitchSession → {}     | who has her cookie in this browser and the key of her device |
 * | POST /sessions/end      | EndSession → {}        | anybody in this browser                                      |
 * | POST /sessions/rest     | RestSessions → {}      | anybody in this browser                                      |
 */
import * as v from 'valibot';
import { type Bytes, concat, u64, utf8 } from '../bytes.ts';
import { type DeviceId, idToBytes, type UserId, userIdToBytes } from '../ids.ts';
import { SHARED_COMPUTERS } from './computer.ts';
import { countField, deviceIdField, exactBytesField, userIdField } from './fields.ts';

export const SharedComputerField = v.picklist(SHARED_COMPUTERS);

/** How many people may stay on one computer. */
export const maxPeopleHere = 32;

/** Signed by her device: Ed25519 over `switchInput`. */
export const SwitchSession = v.strictObject({
  user: userIdField,
  device: deviceIdField,
  atMs: countField,
  sig: exactBytesField(64),
});
export type SwitchSession = v.InferOutput<typeof SwitchSession>;

/** How far `atMs` may be from the server's time. */
export const switchToleranceMs = 120_000;

export const switchInput = (user: UserId, device: DeviceId, atMs: number): Bytes =>
  concat(utf8('sanad/switch/v1\0'), userIdToBytes(user), idToBytes(device), u64(atMs));

export const EndSession = v.strictObject({ user: userIdField });
/** Nobody is at the computer: only these people's sessions stay, and none of them is open. */
export const RestSessions = v.strictObject({ keep: v.pipe(v.array(userIdField), v.maxLength(maxPeopleHere)) });
