/**
 * The lock's own passkey (LOCK-12): a credential with user verification that no server knows. What its PRF gives goes from here to the
 * engine's worker and nowhere else; the challenges are random and thrown away, since nobody checks an assertion.
 */
import type { LockMethod, PrfRequest } from '@sanad/model/engine/api';
import { err, ok, type Result } from '@sanad/model/result';

/** `no-prf`: nothing here can do it. `refused`: she said no, or it took too long. */
export interface PasskeyError {
  readonly type: 'no-prf' | 'refused';
}
type NewPasskey = Extract<LockMethod, { readonly type: 'passkey' }>;

const timeout = 120_000;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** A new credential. Some authenticators give the output only when they are asked again. */
export async function makeLockPasskey(name: string): Promise<Result<NewPasskey, PasskeyError>> {
  if (!('PublicKeyCredential' in window)) return err({ type: 'no-prf' });
  const prfSalt = random(32);
  const made = await ask(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: random(32),
        rp: { name: 'SANAD' },
        user: { id: random(16), name, displayName: name },
        // ES256, RS256: nobody verifies a signature of it, every authenticator makes one of these
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
        extensions: { prf: { eval: { first: prfSalt } } },
        timeout,
      },
    }),
  );
  if (made === undefined) return err({ type: 'refused' });
  const { prf } = made.getClientExtensionResults();
  if (prf?.enabled === false) return err({ type: 'no-prf' });
  const request = { credential: new Uint8Array(made.rawId), prfSalt };
  const output = outputOf(made);
  if (output !== undefined) return ok({ type: 'passkey', ...request, prf: output });
  const asked = await askLockPasskey(request);
  return asked.ok ? ok({ type: 'passkey', ...request, prf: asked.value }) : asked;
}

export async function askLockPasskey({ credential, prfSalt }: PrfRequest): Promise<Result<Uint8Array, PasskeyError>> {
  if (!('PublicKeyCredential' in window)) return err({ type: 'no-prf' });
  const given = await ask(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: 'public-key', id: new Uint8Array(credential) }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: new Uint8Array(prfSalt) } } },
        timeout,
      },
    }),
  );
  if (given === undefined) return err({ type: 'refused' });
  const output = outputOf(given);
  return output === undefined ? err({ type: 'no-prf' }) : ok(output);
}

/** Every way of not getting one is an exception of the browser. */
async function ask(open: () => Promise<Credential | null>): Promise<PublicKeyCredential | undefined> {
  try {
    const given = await open();
    return given instanceof PublicKeyCredential ? given : undefined;
  } catch {
    return undefined;
  }
}

function outputOf(credential: PublicKeyCredential): Uint8Array | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return undefined;
  return first instanceof ArrayBuffer
    ? new Uint8Array(first)
    : new Uint8Array(first.buffer.slice(first.byteOffset, first.byteOffset + first.byteLength));
}
