/**
 * A new recovery code (CODE-1): made here, shown, two groups of it typed back, and only then sent. What was shown and not confirmed is
 * kept in memory alone, for the session it was made in.
 */
import { normalizeCode } from '../crypto/base32.ts';
import { deriveRecoveryKeys, encodeRecoveryCode, generateRecoveryEntropy } from '../crypto/recovery-code.ts';
import { userIdToBytes } from '../ids.ts';
import { err, ok } from '../result.ts';
import type { PublicKeys } from '../wire/user-chain.ts';
import type { EngineApi, NewRecoveryCode } from './api.ts';
import { chooseGroups } from './enrolment.ts';
import type { Session } from './session.ts';

export type RecoveryCodeCommands = Pick<EngineApi, 'beginRecoveryCode' | 'completeRecoveryCode' | 'cancelRecoveryCode'>;

interface Replacing {
  readonly session: Session;
  readonly shown: NewRecoveryCode;
  readonly keys: PublicKeys;
}

export function makeRecoveryCodeCommands(session: () => Session | undefined): RecoveryCodeCommands {
  let replacing: Replacing | undefined;
  /** A code that was shown to somebody who has signed out since is nobody's. */
  const current = (): Replacing | undefined => (replacing?.session === session() ? replacing : undefined);

  return {
    async beginRecoveryCode() {
      const open = session();
      if (open === undefined) return err({ type: 'not-ready' });
      const known = current();
      if (known !== undefined) return ok(known.shown);
      const entropy = generateRecoveryEntropy();
      const { signing, kem } = await deriveRecoveryKeys(entropy, userIdToBytes(open.identity.user));
      const shown = { recoveryCode: await encodeRecoveryCode(entropy), askedGroups: chooseGroups() };
      replacing = { session: open, shown, keys: { sig: signing.publicKey, kem: kem.publicKey } };
      return ok(shown);
    },
    async completeRecoveryCode(typed) {
      const known = current();
      if (known === undefined) return err({ type: 'not-ready' });
      const { askedGroups, recoveryCode } = known.shown;
      const isRight = askedGroups.every((group, i) => normalizeCode(typed[i] ?? '') === recoveryCode[group]);
      if (!isRight) return err({ type: 'groups-differ' });
      const set = await known.session.ownDevices.setRecovery(known.keys);
      if (!set.ok) return set;
      replacing = undefined;
      return set.value === 'set' ? ok(undefined) : err({ type: 'superseded' });
    },
    async cancelRecoveryCode() {
      replacing = undefined;
    },
  };
}
