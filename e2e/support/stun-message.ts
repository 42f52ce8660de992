/**
 * Messages of STUN and TURN (RFC 8489, RFC 8656) as far as an allocation needs them, with long-term credentials: MESSAGE-INTEGRITY is HMAC-SHA1 under
 * MD5(name:realm:password).
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';

export const METHODS = { allocate: 0x003, refresh: 0x004, createPermission: 0x008 } as const;
export type Method = keyof typeof METHODS;
const ATTRIBUTES = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  requestedTransport: 0x0019,
} as const;
type Attribute = keyof typeof ATTRIBUTES;
const cookie = 0x2112a442;
export const headerBytes = 20;
const integrityBytes = 24;
const udp = 17;

export interface Credentials {
  readonly username: string;
  readonly credential: string;
}
export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
}
export interface Answer {
  readonly isSuccess: boolean;
  readonly errorCode: number | undefined;
  readonly challenge: Challenge | undefined;
  readonly relayed: string | undefined;
}

export interface Asked {
  /** Of an allocation, in seconds; 0 ends it. */
  readonly lifetimeS?: number;
  /** IPv4. */
  readonly peer?: string;
}
export function encodeRequest(method: Method, asked: Asked, credentials?: Credentials, challenge?: Challenge): Buffer {
  const attributes: Buffer[] = [];
  const add = (name: Attribute, value: Buffer): void => void attributes.push(encodeAttribute(name, value));
  if (method === 'allocate') add('requestedTransport', Buffer.from([udp, 0, 0, 0]));
  if (asked.lifetimeS !== undefined) add('lifetime', uint32(asked.lifetimeS));
  if (asked.peer !== undefined) add('peerAddress', encodeAddress(asked.peer, 9));
  if (credentials !== undefined && challenge !== undefined) {
    add('username', Buffer.from(credentials.username));
    add('realm', Buffer.from(challenge.realm));
    add('nonce', Buffer.from(challenge.nonce));
  }
  const body = Buffer.concat(attributes);
  const isSigned = credentials !== undefined && challenge !== undefined;
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16BE(METHODS[method], 0);
  // What is signed counts the signature's own length already.
  header.writeUInt16BE(body.length + (isSigned ? integrityBytes : 0), 2);
  header.writeUInt32BE(cookie, 4);
  randomBytes(12).copy(header, 8);
  const unsigned = Buffer.concat([header, body]);
  if (!isSigned) return unsigned;
  const { username, credential } = credentials;
  const key = createHash('md5').update(`${username}:${challenge.realm}:${credential}`).digest();
  return Buffer.concat([unsigned, encodeAttribute('messageIntegrity', createHmac('sha1', key).update(unsigned).digest())]);
}

/** Of a stream: how many bytes the message has that begins here, once that can be seen. */
export const messageBytes = (bytes: Buffer): number | undefined =>
  bytes.length < headerBytes ? undefined : headerBytes + bytes.readUInt16BE(2);

export function decodeAnswer(bytes: Buffer): Answer {
  const values = new Map<number, Buffer>();
  for (let at = headerBytes; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt16BE(at + 2);
    values.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length + padding(length);
  }
  const value = (name: Attribute): Buffer | undefined => values.get(ATTRIBUTES[name]);
  const [realm, nonce, error, relayed] = [value('realm'), value('nonce'), value('errorCode'), value('relayedAddress')];
  return {
    isSuccess: (bytes.readUInt16BE(0) & 0x0110) === 0x0100,
    errorCode: error && (error[2] ?? 0) * 100 + (error[3] ?? 0),
    challenge: realm && nonce && { realm: realm.toString(), nonce: nonce.toString() },
    relayed: relayed && decodeAddress(relayed),
  };
}

function encodeAttribute(name: Attribute, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(ATTRIBUTES[name], 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(padding(value.length))]);
}
const padding = (length: number): number => (4 - (length % 4)) % 4;
function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** XOR-…-ADDRESS, IPv4: mixed with the cookie. */
function encodeAddress(address: string, port: number): Buffer {
  const bytes = Buffer.from([0, 1, 0, 0, ...address.split('.').map(Number)]);
  bytes.writeUInt16BE(port ^ (cookie >>> 16), 2);
  bytes.writeUInt32BE((bytes.readUInt32BE(4) ^ cookie) >>> 0, 4);
  return bytes;
}
function decodeAddress(bytes: Buffer): string {
  const port = bytes.readUInt16BE(2) ^ (cookie >>> 16);
  return `${[...uint32((bytes.readUInt32BE(4) ^ cookie) >>> 0)].join('.')}:${port}`;
}
