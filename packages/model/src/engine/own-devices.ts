/**
 * A person's devices and recovery code (CHAIN-5 … CHAIN-10, CODE-1 … CODE-6): which there are, since when, and the end of one. Whoever
 * ends one also rotates the user key, so that it opens nothing that is granted afterwards; if that was cut short, the next of her devices
 * does it.
 */
import * as v from 'valibot';
import { type Bytes, equalBytes } from '../bytes.ts';
import { generateKey, sealUserKeyBackLink } from '../crypto/key-wrap.ts';
import { kemKeyFromSecret } from '../crypto/primitives.ts';
import { type DeviceId, userIdToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { signStatement } from '../sync/statements.ts';
import { readLabel } from '../wire/computer.ts';
import { countField, deviceIdField } from '../wire/fields.ts';
import { type AppendUserLink, OwnDevices as OwnDevicesAnswer, Position } from '../wire/http.ts';
import {
  type ChainDevice,
  isActive,
  isUserKeyStale,
  type PublicKeys,
  type UserChain,
  type UserLink,
} from '../wire/user-chain.ts';
import type { CommandError, CommandResult, DeviceRow, RecoveryCodeRow } from './api.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import { grantUserKey } from './enrolment.ts';
import { toCommandError } from './http-client.ts';
import type { People, PeopleError } from './people.ts';
import type { Preferences } from './preferences.ts';
import { makeRowReader } from './row-codec.ts';
import type { UserKeyring } from './user-keyring.ts';

/** ['devices-seen']: when each of her devices was connected last, as the server said. */
export const DevicesSeenRow = v.array(v.tuple([deviceIdField, countField]));

export interface OwnDevices {
  /** Those that speak for her, this one first, then the newest. */
  rows(): readonly DeviceRow[];
  /** Online. */
  revoke(device: DeviceId): CommandResult<void>;
  /** Online: this device, by its own hand. The next of her devices renews the user key (CHAIN-9): this one would know the new one. */
  retire(): CommandResult<void>;
  /** Online: when they were here last. */
  refreshSeen(): Promise<void>;
  /** Online: my own chain as it is now. */
  sync(): Promise<Result<UserChain, PeopleError>>;
  /** CHAIN-10, ORG-12: by my own chain or the organisation's, as verified here. */
  isRevoked(): boolean;
  /** It ended with a reset of her identity. */
  isReset(): boolean;
  /** My recovery codes, the valid one first (CODE-6). */
  recoveryCodes(): readonly RecoveryCodeRow[];
  /** Online (CODE-1). `superseded`: it was valid, and another one is by now. */
  setRecovery(keys: PublicKeys): Promise<Result<'set' | 'superseded', CommandError>>;
  /** My user key of a generation, if this device can open it. */
  userKey(gen: number): Promise<Bytes | undefined>;
  /** CHAIN-9, CODE-4. Leader, online. */
  settle(): Promise<void>;
}

const maxAttempts = 5;
/** As long as the session of a device that leaves nothing. */
const passingMs = 86_400_000;
type Act = Pick<UserLink, 'type' | 'payload'>;
type Keys = Omit<AppendUserLink, 'link'>;

export function makeOwnDevices(
  context: EngineContext,
  people: People,
  userKeys: UserKeyring,
  preferences: Pick<Preferences, 'deviceName' | 'isDeviceKnown'>,
): OwnDevices {
  const { store, http, identity } = context;
  const readSeen = makeRowReader(DevicesSeenRow, (row) => new Map(row));
  const chain = (): UserChain | undefined => people.chainOf(identity.user);
  const sync = () => people.syncChain(identity.user);

  const linkAfter = (before: UserChain, act: Act): UserLink =>
    // Type and payload come together from one place each.
    ({
      v: 1,
      user: identity.user,
      n: before.n + 1,
      prev: before.head,
      atMs: Math.max(0, Math.floor(serverNowMs(context))),
      signer: { by: 'device', device: identity.device },
      ...act,
    }) as UserLink;

  /** Writes what `make` wants after the newest link; undefined: nothing is to be done any more. */
  async function append(
    make: (before: UserChain) => Promise<{ readonly act: Act; readonly keys: Keys } | undefined>,
  ): Promise<Result<void, CommandError>> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const synced = await sync();
      if (!synced.ok) return err(toError(synced.error));
      const made = await make(synced.value);
      if (made === undefined) return ok(undefined);
      const link = await signStatement('userLink', linkAfter(synced.value, made.act), identity.keys.signing);
      const sent = await http.send('POST', '/me/chain', { link, ...made.keys }, Position);
      const isConflict = !sent.ok && sent.error.type === 'refused' && sent.error.code === 'chain/conflict';
      if (!sent.ok && !isConflict) return err(toCommandError(sent.error));
      // Another of her devices was faster, or this is done: the chain says.
    }
    return err({ type: 'refused', code: 'chain/conflict' });
  }

  /** KEY-4, KEY-5: the next user key for every active device and the code, and the one before it sealed under it. */
  async function rotation(before: UserChain): Promise<{ readonly act: Act; readonly keys: Keys } | undefined> {
    const { gen } = before.userKey;
    const older = await userKeys.secret(gen);
    if (older === undefined) return undefined;
    const next = generateKey();
    const recipients = [
      ...[...before.devices.values()].filter(isActive).map(({ id, kem }) => ({ id, kem })),
      { id: 'recovery' as const, kem: before.recovery.kem },
    ];
    const userKeyGrants = await Promise.all(recipients.map(({ id, kem }) => grantUserKey(kem, next, identity.user, gen + 1, id)));
    const userKeyBackLink = { gen: gen + 1, ...(await sealUserKeyBackLink(next, older, userIdToBytes(identity.user), gen + 1)) };
    const { publicKey } = await kemKeyFromSecret(next);
    return {
      act: { type: 'rotate_uk', payload: { userKey: { gen: gen + 1, pub: publicKey } } },
      keys: { userKeyGrants, userKeyBackLink },
    };
  }
  /** SHARED-6: a browser that was killed, and whose session is over: its keys are gone, and it signed nothing about itself. */
  async function endLeftBehind(): Promise<void> {
    const isOver = ({ id, label, addedAtMs }: ChainDevice) =>
      id !== identity.device && readLabel(label).computer === 'passing' && serverNowMs(context) - addedAtMs > passingMs;
    for (const { id } of [...(chain()?.devices.values() ?? [])].filter(isActive).filter(isOver)) await end(id);
  }
  /** ORG-12: what an administrator took away ends in my own chain as well, so that nobody needs the server's word for it. */
  async function endRemoved(): Promise<void> {
    const removed = people.organisation()?.removed ?? new Set();
    const speaks = ({ id }: ChainDevice) => id !== identity.device && removed.has(id);
    for (const { id } of [...(chain()?.devices.values() ?? [])].filter(isActive).filter(speaks)) await end(id);
  }
  const rotate = () => append(async (before) => (isUserKeyStale(before) ? rotation(before) : undefined));

  const end = (device: DeviceId) =>
    append(async (before) =>
      isActive(before.devices.get(device)) ? { act: { type: 'revoke_device', payload: { device } }, keys: {} } : undefined,
    );

  /** CHAIN-6: the link and the current user key for the new code, in one request. Undefined: it was done, or cannot be. */
  async function replacement(
    before: UserChain,
    recovery: PublicKeys,
  ): Promise<{ readonly act: Act; readonly keys: Keys } | undefined> {
    const { gen } = before.userKey;
    const userKey = await userKeys.secret(gen);
    if (userKey === undefined || hasHad(before, recovery)) return undefined;
    const userKeyGrants = [await grantUserKey(recovery.kem, userKey, identity.user, gen, 'recovery')];
    return { act: { type: 'set_recovery', payload: { recovery } }, keys: { userKeyGrants } };
  }

  const labelOf = (id: DeviceId | undefined): string =>
    id === undefined ? '' : (preferences.deviceName(id) ?? chain()?.devices.get(id)?.label ?? '');

  return {
    sync,
    recoveryCodes: () =>
      (chain()?.recoveries ?? [])
        .map(({ n, atMs, by }) => ({
          id: String(n),
          atMs,
          label: labelOf(by),
          by: by === undefined ? ('administration' as const) : by === identity.device ? ('this' as const) : ('other' as const),
        }))
        .reverse(),
    async setRecovery(recovery) {
      const done = await append((before) => replacement(before, recovery));
      const now = chain();
      // What the chain says counts: an answer that was lost is no failure, and two devices that write at once both did.
      if (now === undefined || !hasHad(now, recovery)) return done.ok ? err({ type: 'not-ready' }) : done;
      if (!equalBytes(now.recovery.sig, recovery.sig)) return ok('superseded');
      // CODE-4: her other devices do it if this is cut short.
      await rotate();
      return ok('set');
    },
    rows() {
      const mine = chain();
      const seen = readSeen(store.get(['devices-seen']));
      const since = mine?.devices.get(identity.device)?.addedN ?? 0;
      return [...(mine?.devices.values() ?? [])]
        .filter(isActive)
        .map(({ id, label, addedN, addedAtMs }) => ({
          id,
          label: preferences.deviceName(id) ?? readLabel(label).name,
          computer: readLabel(label).computer,
          addedAtMs,
          seenAtMs: seen?.get(id),
          isThis: id === identity.device,
          isNew: addedN > since && !preferences.isDeviceKnown(id),
          isLost: store.get(['lost-device']) === id,
          addedN,
        }))
        .sort((a, b) => Number(b.isThis) - Number(a.isThis) || b.addedN - a.addedN)
        .map(({ addedN: _, ...row }) => row);
    },
    userKey: userKeys.secret,
    isReset() {
      const mine = chain();
      const endedN = mine?.devices.get(identity.device)?.revokedN;
      return mine?.resetLinks.some(({ n }) => n === endedN) === true;
    },
    isRevoked: () =>
      chain()?.devices.get(identity.device)?.revokedN !== undefined ||
      people.organisation()?.removed.has(identity.device) === true,
    async revoke(device) {
      if (device === identity.device) return err({ type: 'not-allowed' });
      const revoked = await end(device);
      return revoked.ok ? rotate() : revoked;
    },
    retire: () => end(identity.device),
    async refreshSeen() {
      const answer = await http.get('/me/devices', OwnDevicesAnswer);
      if (!answer.ok) return;
      const seen = answer.value.devices.flatMap(({ device, seenAtMs }) => (seenAtMs === undefined ? [] : [[device, seenAtMs]]));
      await store.commit([{ key: ['devices-seen'], value: seen }]);
    },
    async settle() {
      await endLeftBehind();
      await endRemoved();
      const mine = chain();
      if (mine !== undefined && isUserKeyStale(mine)) await rotate();
    },
  };
}

const hasHad = ({ recoveries }: UserChain, { sig }: PublicKeys): boolean =>
  recoveries.some((known) => equalBytes(known.sig, sig));

const toError = (error: PeopleError): CommandError =>
  error.type === 'offline' || error.type === 'refused' || error.type === 'malformed-answer'
    ? toCommandError(error)
    : error.type === 'storage-full'
      ? error
      : { type: 'refused', code: 'chain/invalid' };
