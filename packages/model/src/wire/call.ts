/**
 * What the server does for a call (CALL-8, CALL-9): it wakes who is called, and says over which relays media may go. What is said about a call
 * travels in ephemerals, which it cannot read.
 */
import * as v from 'valibot';
import { callIdField, countField, spaceIdField, userIdField } from './fields.ts';

/** `ring` counts from 1. */
export const RingCall = v.strictObject({
  call: callIdField,
  space: spaceIdField,
  ring: v.pipe(countField, v.minValue(1), v.maxValue(10)),
});
export type RingCall = v.InferOutput<typeof RingCall>;
/** It rings no more for this person: the one who is called. */
export const EndRing = v.strictObject({ call: callIdField, space: spaceIdField, user: userIdField });
export type EndRing = v.InferOutput<typeof EndRing>;

/** Of one server. */
export const maxIceUrls = 16;
export const maxIceUrlCharacters = 256;
const IceServer = v.object({
  urls: v.pipe(v.array(v.pipe(v.string(), v.maxLength(maxIceUrlCharacters))), v.maxLength(maxIceUrls)),
  username: v.pipe(v.string(), v.maxLength(128)),
  credential: v.pipe(v.string(), v.maxLength(128)),
});
/** Without a relay the list is empty: two devices of one network need none. */
export const IceServers = v.object({
  servers: v.pipe(v.array(IceServer), v.maxLength(4)),
  /** The hospital wants all media to go over its relays, which keeps addresses from the other side. */
  turnOnly: v.boolean(),
});
export type IceServers = v.InferOutput<typeof IceServers>;
