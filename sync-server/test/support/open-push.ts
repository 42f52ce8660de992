/** What a browser does with a push, written from the RFCs by hand: RFC 8188 (aes128gcm), RFC 8291 (keys), RFC 8292 (who sent it). */
import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto';

export interface Browser {
  readonly ecdh: ECDH;
  readonly auth: Uint8Array;
  /** As it is subscribed. */
  readonly p256dh: Uint8Array<ArrayBuffer>;
}

export function makeBrowser(): Browser {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return { ecdh, auth: new Uint8Array(randomBytes(16)), p256dh: new Uint8Array(ecdh.getPublicKey()) };
}

const derive = (salt: Uint8Array, secret: Uint8Array, info: Uint8Array, length: number): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, salt, info, length));

/** Throws when it does not open. One record, as every push is. */
export function openPush({ ecdh, auth, p256dh }: Browser, sealed: Uint8Array): Uint8Array {
  const body = Buffer.from(sealed);
  const salt = body.subarray(0, 16);
  const recordSize = body.readUInt32BE(16);
  const idLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idLength);
  const record = body.subarray(21 + idLength);
  if (idLength !== 65 || record.length > recordSize) throw new Error('not one record of a push');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, sender]);
  const secret = derive(auth, ecdh.computeSecret(sender), info, 32);
  const key = derive(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  return new Uint8Array(padded.subarray(0, padded.lastIndexOf(2)));
}

export interface Vapid {
  readonly key: Uint8Array;
  readonly audience: string;
  readonly subject: string;
  readonly expiresAtMs: number;
}

/** `undefined`: nobody signed it. */
export function readVapid(authorization: string | undefined): Vapid | undefined {
  const [, token = '', keyText = ''] = /^vapid t=([^,\s]+),\s*k=(\S+)$/.exec(authorization ?? '') ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const key = Buffer.from(keyText, 'base64url');
  if (key.length !== 65) return undefined;
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: key.subarray(1, 33).toString('base64url'),
    y: key.subarray(33).toString('base64url'),
  };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned || JSON.parse(Buffer.from(header, 'base64url').toString()).alg !== 'ES256') return undefined;
  const { aud, sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return { key: new Uint8Array(key), audience: String(aud), subject: String(sub), expiresAtMs: Number(exp) * 1000 };
}
