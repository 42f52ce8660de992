/**
 * Credentials for a TURN server (CALL-9), as coturn takes them with `use-auth-secret` (draft-uberti-behave-turn-rest-00): the name is when they end and
 * a word for the person that only this server can make, so that coturn's `user-quota` counts persons; the password is HMAC-SHA1 of the name under the
 * secret that both share. The TURN server learns nothing of who calls.
 */
import { createHmac } from 'node:crypto';
import type { UserId } from '@sanad/model/ids';
import type { IceServers } from '@sanad/model/wire/call';
import type { Config } from '../config.ts';

/** Longer than calls last: a connection that is restarted keeps those it began with. */
export const turnLifetimeMs = 4 * 3_600_000;

export function turnCredentials(turn: Config['turn'], user: UserId, nowMs: number): IceServers {
  if (turn === undefined) return { servers: [], turnOnly: false };
  const person = createHmac('sha256', turn.secret).update(`SANAD turn ${user}`).digest().subarray(0, 9).toString('base64url');
  const username = `${Math.floor((nowMs + turnLifetimeMs) / 1000)}:${person}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return { servers: [{ urls: [...turn.urls], username, credential }], turnOnly: turn.turnOnly };
}
