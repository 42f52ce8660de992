/**
 * The door to the authenticators of this device (AUTH-16). Only a page may ask them; the engine carries challenges and answers as plain
 * data. AUTH-17: what leaves is built here, part by part. The results of extensions are not among the parts: whatever an authenticator
 * computed for us (the secret of PRF) stays where it was computed.
 */
import type { PasskeyAssertion, PasskeyCreated, PasskeyCreation, PasskeyRequest } from '@sanad/model/engine/api';
import { err, ok, type Result } from '@sanad/model/result';

/** `cancelled`: she turned away, or nothing answered in time; a browser does not say which. `known`: it keeps one of hers already. */
export type PasskeyFault = { readonly type: 'cancelled' | 'known' | 'not-here' | 'failed' };

export const hasPasskeys = (): boolean => 'PublicKeyCredential' in window && 'credentials' in navigator;

export async function makePasskey(asked: PasskeyCreation): Promise<Result<PasskeyCreated, PasskeyFault>> {
  return askAuthenticator(
    () =>
      navigator.credentials.create({
        publicKey: {
          challenge: own(asked.challenge),
          rp: { id: asked.relyingParty, name: 'SANAD' },
          user: { id: own(asked.userHandle), name: asked.userName, displayName: asked.userName },
          pubKeyCredParams: asked.algorithms.map((alg) => ({ type: 'public-key', alg })),
          excludeCredentials: asked.exclude.map(toDescriptor),
          authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
          attestation: 'none',
          timeout: asked.timeoutMs,
        },
      }),
    toCreated,
  );
}

export async function answerWithPasskey(asked: PasskeyRequest): Promise<Result<PasskeyAssertion, PasskeyFault>> {
  return askAuthenticator(
    () =>
      navigator.credentials.get({
        publicKey: {
          challenge: own(asked.challenge),
          rpId: asked.relyingParty,
          allowCredentials: asked.allow.map(toDescriptor),
          userVerification: 'required',
          timeout: asked.timeoutMs,
        },
      }),
    toAssertion,
  );
}

/** Everything of a new credential that leaves this device. */
export function toCreated(credential: Credential | null): PasskeyCreated | undefined {
  if (!isPublicKey(credential) || !('attestationObject' in credential.response)) return undefined;
  const response = credential.response as AuthenticatorAttestationResponse; // it has what only that has
  return {
    id: new Uint8Array(credential.rawId),
    clientData: new Uint8Array(response.clientDataJSON),
    attestation: new Uint8Array(response.attestationObject),
    transports: response.getTransports?.().filter((transport) => /^[a-z-]{1,24}$/.test(transport)) ?? [],
  };
}

/** Everything of an answer that leaves this device. */
export function toAssertion(credential: Credential | null): PasskeyAssertion | undefined {
  if (!isPublicKey(credential) || !('signature' in credential.response)) return undefined;
  const response = credential.response as AuthenticatorAssertionResponse; // as above
  return {
    id: new Uint8Array(credential.rawId),
    clientData: new Uint8Array(response.clientDataJSON),
    authenticatorData: new Uint8Array(response.authenticatorData),
    signature: new Uint8Array(response.signature),
  };
}

async function askAuthenticator<T>(
  ask: () => Promise<Credential | null>,
  read: (credential: Credential | null) => T | undefined,
): Promise<Result<T, PasskeyFault>> {
  try {
    const answer = read(await ask());
    return answer === undefined ? err({ type: 'failed' }) : ok(answer);
  } catch (error) {
    return err({ type: faultOf(error) });
  }
}

function faultOf(error: unknown): PasskeyFault['type'] {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled';
  if (name === 'InvalidStateError') return 'known';
  return name === 'SecurityError' ? 'not-here' : 'failed';
}

const isPublicKey = (credential: Credential | null): credential is PublicKeyCredential =>
  credential !== null && credential.type === 'public-key' && 'rawId' in credential;

/** From the worker it comes over an ordinary buffer; a copy says so. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

const toDescriptor = ({ id, transports }: PasskeyRequest['allow'][number]): PublicKeyCredentialDescriptor => ({
  type: 'public-key',
  id: own(id),
  transports: transports.filter(isTransport),
});
const isTransport = (name: string): name is AuthenticatorTransport =>
  ['ble', 'hybrid', 'internal', 'nfc', 'usb', 'smart-card'].includes(name);
