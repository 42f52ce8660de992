/** An authenticator in software: makes passkeys (ES256, attestation `none`) and answers challenges as WebAuthn Level 2 says. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Bytes, base64UrlToBytes, bytesToBase64Url, concat, u32, utf8 } from '@sanad/model/bytes';
import type { PasskeyAssertion, PasskeyCreated, PasskeyCreation, PasskeyRequest } from '@sanad/model/wire/account-security';

export interface Passkey {
  readonly id: Bytes;
  readonly privateKey: KeyObject;
  counter: number;
}
export interface Ceremony {
  readonly origin: string;
  /** The finger or the PIN was asked for. */
  readonly isVerified?: boolean;
  readonly relyingParty?: string;
}

const present = 0x01;
const verified = 0x04;
const attested = 0x40;
const digest = (bytes: Uint8Array): Bytes => new Uint8Array(createHash('sha256').update(bytes).digest());

const clientData = (type: string, challenge: Uint8Array, origin: string): Bytes =>
  utf8(JSON.stringify({ type, challenge: bytesToBase64Url(challenge), origin, crossOrigin: false }));

function authenticatorData(relyingParty: string, flags: number, counter: number, more: Uint8Array = new Uint8Array()): Bytes {
  return concat(digest(utf8(relyingParty)), Uint8Array.of(flags), u32(counter), more);
}
const flagsOf = ({ isVerified = true }: Ceremony): number => present | (isVerified ? verified : 0);

export function makePasskey(
  asked: PasskeyCreation,
  ceremony: Ceremony,
): { readonly passkey: Passkey; readonly created: PasskeyCreated } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const [px, py] = [base64UrlToBytes(String(x)), base64UrlToBytes(String(y))];
  if (px === undefined || py === undefined) throw new Error('no key');
  const id = new Uint8Array(randomBytes(32));
  // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
  const coseKey = concat(Uint8Array.of(0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32), px, Uint8Array.of(0x22, 0x58, 32), py);
  const credential = concat(new Uint8Array(16), Uint8Array.of(0, id.length), id, coseKey);
  const party = ceremony.relyingParty ?? asked.relyingParty;
  const data = authenticatorData(party, flagsOf(ceremony) | attested, 0, credential);
  // {"fmt": "none", "attStmt": {}, "authData": data}
  const attestation = concat(
    Uint8Array.of(0xa3, 0x63),
    utf8('fmt'),
    Uint8Array.of(0x64),
    utf8('none'),
    Uint8Array.of(0x67),
    utf8('attStmt'),
    Uint8Array.of(0xa0, 0x68),
    utf8('authData'),
    Uint8Array.of(0x58, data.length),
    data,
  );
  return {
    passkey: { id, privateKey, counter: 0 },
    created: {
      id,
      clientData: clientData('webauthn.create', asked.challenge, ceremony.origin),
      attestation,
      transports: ['internal'],
    },
  };
}

export function usePasskey(passkey: Passkey, asked: PasskeyRequest, ceremony: Ceremony): PasskeyAssertion {
  passkey.counter += 1;
  const data = authenticatorData(ceremony.relyingParty ?? asked.relyingParty, flagsOf(ceremony), passkey.counter);
  const client = clientData('webauthn.get', asked.challenge, ceremony.origin);
  const signature = new Uint8Array(sign('sha256', concat(data, digest(client)), passkey.privateKey));
  return { id: passkey.id, clientData: client, authenticatorData: data, signature };
}
