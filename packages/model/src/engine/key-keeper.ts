/**
 * The local key and its lock, as they are stored (LOCK-1 … LOCK-7): what a guess finds, new wraps, and everything sealed anew when a lock is set.
 * The key's bytes exist only inside these functions, and are overwritten when they return.
 */
import type { Bytes } from '../bytes.ts';
import { openLocal, sealLocal } from '../crypto/local-seal.ts';
import { secretFault } from '../crypto/lock-secret.ts';
import { localKeyBytes, unwrapWithPasskey, unwrapWithSecret, wrapWithPasskey, wrapWithSecret } from '../crypto/lock-wrap.ts';
import type { Argon2idCost } from '../crypto/primitives/argon2id.ts';
import { generateAesKey, importAesKey, randomBytes } from '../crypto/primitives.ts';
import { err, ok, type Result } from '../result.ts';
import type { LockedState, LockMethod, LockProof } from './api-lock.ts';
import type { ClockDep, KeyRing, LockDep, LockedKey } from './deps.ts';
import {
  type Attempts,
  attemptsLeft,
  beginGuess,
  type Guess,
  type LockPolicy,
  noAttempts,
  rebase,
  retryAtMs,
} from './lock-attempts.ts';
import { encodeLockRecord, type LockRecord, parseLockRecord } from './lock-record.ts';

export type GuessError = { readonly type: 'wrong' } | { readonly type: 'wait' } | { readonly type: 'spent' };
export type SealAnewError = { readonly type: 'busy' } | { readonly type: 'storage-full' };

export interface KeyKeeper {
  ring(): Promise<KeyRing>;
  /** The state of a locked profile; undefined: no lock. */
  lockedState(): Promise<LockedState | undefined>;
  record(): Promise<LockRecord | undefined>;
  /** The local key, if the proof is right. Durable before it is checked: one guess less. */
  open(proof: LockProof): Promise<Result<CryptoKey, GuessError>>;
  /** Another way in, or the same one anew, after a right proof. */
  addMethod(method: LockMethod, proof: LockProof): Promise<Result<void, GuessError>>;
  /** With the last way in the lock goes: the key it opened is the open one. */
  removeMethod(type: LockMethod['type'], proof: LockProof): Promise<Result<void, GuessError>>;
  /** A lock where there was none: a new local key, and everything sealed under it. Nobody has the profile open meanwhile. */
  setFirst(method: LockMethod): Promise<Result<CryptoKey, SealAnewError>>;
  /** What a crash left half done (LOCK-7). */
  finish(key: CryptoKey): Promise<Result<void, SealAnewError>>;
}

export function makeKeyKeeper(lock: LockDep, clock: ClockDep, policy: LockPolicy): KeyKeeper {
  const ring = () => lock.read();

  async function count(next: (attempts: Attempts) => Attempts): Promise<void> {
    await lock.update((now) => (now.locked === undefined ? now : { ...now, locked: { ...now.locked, ...next(now.locked) } }));
  }

  async function lockedRecord(): Promise<LockRecord | undefined> {
    const { locked } = await ring();
    return locked && parseLockRecord(locked.record);
  }

  async function lockedState(): Promise<LockedState | undefined> {
    let { locked } = await ring();
    if (locked === undefined) return undefined;
    const nowMs = clock.nowMs();
    if (locked.lastAtMs > nowMs) {
      // Stored, or a clock that was wrong by a year would keep her out for one.
      await count((attempts) => rebase(attempts, nowMs));
      locked = { ...locked, ...rebase(locked, nowMs) };
    }
    const { secret, passkey } = parseLockRecord(locked.record);
    return {
      phase: 'locked',
      methods: {
        secret: secret?.kind,
        passkey: passkey && { credential: passkey.credential, prfSalt: passkey.prfSalt },
      },
      retryAtMs: retryAtMs(policy, locked, nowMs),
      attemptsLeft: attemptsLeft(policy, locked),
    };
  }

  /** The bytes of the local key; whoever gets them overwrites them. */
  async function prove(proof: LockProof): Promise<Result<{ readonly raw: Bytes; readonly locked: LockedKey }, GuessError>> {
    // Nobody guesses the output of a passkey: only secrets are counted, and none that could not be one.
    if ('secret' in proof) {
      const kind = (await lockedRecord())?.secret?.kind;
      if (kind === undefined || secretFault(kind, proof.secret) === 'malformed') return err({ type: 'wrong' });
      let guess: Guess | undefined;
      const nowMs = clock.nowMs();
      await lock.update((now) => {
        if (now.locked === undefined) return now;
        guess = beginGuess(policy, now.locked, nowMs);
        return { ...now, locked: { ...now.locked, ...guess.next } };
      });
      if (guess !== undefined && guess.type !== 'guess') return err({ type: guess.type });
    }
    const { locked } = await ring();
    if (locked === undefined) return err({ type: 'wrong' });
    const raw = await unwrapAny(locked, proof);
    if (raw !== undefined) {
      await count(() => noAttempts);
      return ok({ raw, locked });
    }
    return err({ type: 'secret' in proof && attemptsLeft(policy, locked) === 0 ? 'spent' : 'wrong' });
  }

  async function unwrapAny({ record, binding }: LockedKey, proof: LockProof): Promise<Bytes | undefined> {
    const { secret, passkey } = parseLockRecord(record);
    if ('secret' in proof) {
      const opened = secret && (await unwrapWithSecret(secret, binding, proof.secret));
      return opened?.ok ? opened.value : undefined;
    }
    const opened = passkey && (await unwrapWithPasskey(passkey, binding, proof.prf));
    return opened?.ok ? opened.value : undefined;
  }

  async function withKey<T>(
    proof: LockProof,
    use: (raw: Bytes, locked: LockedKey) => Promise<T>,
  ): Promise<Result<T, GuessError>> {
    const proven = await prove(proof);
    if (!proven.ok) return proven;
    const { raw, locked } = proven.value;
    try {
      return ok(await use(raw, locked));
    } finally {
      raw.fill(0);
    }
  }

  const keepRecord = (record: LockRecord) =>
    lock.update((now) =>
      now.locked === undefined ? now : { ...now, locked: { ...now.locked, record: encodeLockRecord(record) } },
    );

  /** What opens under `from` is sealed under `to`; everything else stays as it is: it is done already, or was never ours. */
  const sealAnew = (from: CryptoKey, to: CryptoKey) =>
    lock.rewrite(async (place, stored) => {
      const opened = await openLocal(from, place, stored);
      return opened.ok ? sealLocal(to, place, opened.value) : undefined;
    });

  return {
    ring,
    lockedState,
    record: lockedRecord,
    open: (proof) => withKey(proof, (raw) => importAesKey(raw)),
    addMethod: (method, proof) =>
      withKey(proof, async (raw, { record, binding }) => {
        await keepRecord({ ...parseLockRecord(record), ...(await wrapFor(method, raw, binding, policy.cost)) });
      }),
    removeMethod: (type, proof) =>
      withKey(proof, async (raw, { record }) => {
        const rest: LockRecord = { ...parseLockRecord(record), [type]: undefined };
        if (rest.secret !== undefined || rest.passkey !== undefined) return void (await keepRecord(rest));
        const open = await importAesKey(raw);
        await lock.update(() => ({ open, locked: undefined }));
      }),
    async setFirst(method) {
      const binding = await generateAesKey();
      const raw = randomBytes(localKeyBytes);
      try {
        const [record, key] = [encodeLockRecord(await wrapFor(method, raw, binding, policy.cost)), await importAesKey(raw)];
        const done = await lock.alone(async (): Promise<Result<CryptoKey, SealAnewError>> => {
          const { open: before } = await lock.update(({ open }) => ({ open, locked: { binding, record, ...noAttempts } }));
          const sealed = before === undefined ? ok(undefined) : await sealAnew(before, key);
          if (!sealed.ok && before !== undefined) {
            const back = await sealAnew(key, before);
            if (back.ok) await lock.update(({ open }) => ({ open, locked: undefined }));
            return sealed;
          }
          await lock.update(({ locked }) => ({ open: undefined, locked }));
          return ok(key);
        });
        return done ?? err({ type: 'busy' });
      } finally {
        raw.fill(0);
      }
    },
    async finish(key) {
      const done = await lock.alone(async (): Promise<Result<void, SealAnewError>> => {
        const { open: before } = await ring();
        const sealed = before === undefined ? ok(undefined) : await sealAnew(before, key);
        if (!sealed.ok) return sealed;
        await lock.update(({ locked }) => ({ open: undefined, locked }));
        return ok(undefined);
      });
      return done ?? err({ type: 'busy' });
    },
  };
}

async function wrapFor(method: LockMethod, raw: Bytes, binding: CryptoKey, cost: Argon2idCost): Promise<LockRecord> {
  if (method.type === 'secret') return { secret: await wrapWithSecret(raw, binding, method, cost) };
  return { passkey: await wrapWithPasskey(raw, binding, method) };
}
