import { getHeads, load } from '@automerge/automerge/slim';
import { beforeAll, expect, test } from 'vitest';
import { bytesToHex, concat, hexToBytes, utf8 } from '../../src/bytes.ts';
import { deriveLogIdBytes, deriveLogSecret, deriveSubKey, type SubKeyPurpose } from '../../src/crypto/key-wrap.ts';
import { importVerifyKey, sha256, sign, signingKeyFromSeed, verify } from '../../src/crypto/primitives.ts';
import type { DeviceId, LogId, MessageId, SpaceId } from '../../src/ids.ts';
import { paddedLength } from '../../src/padding.ts';
import type { ChunkPayload } from '../../src/schema/chunk-payload.ts';
import { encodeMarks, type Marks, parseMarks } from '../../src/schema/mark.ts';
import { encodeMessageBody, type MessageBody, messageSignedBytes, parseMessage } from '../../src/schema/message.ts';
import { makeSegmentRoot } from '../../src/schema/segment.ts';
import { openChunk } from '../../src/sync/chunk-sealing.ts';
import { rollingHashInput } from '../../src/sync/log-state.ts';
import { openRegister, parseRegisterHeader } from '../../src/sync/register-sealing.ts';
import { segmentRootActor } from '../../src/sync/space-keys.ts';
import { type ChunkHeader, chunkHeaderBytes, chunkSignedBytes, encodeChunkHeader, parseChunk } from '../../src/wire/chunk.ts';
import { loadAutomerge } from '../support/automerge.ts';
import { readVector } from '../support/vectors.ts';

beforeAll(loadAutomerge);

interface FrozenChunk {
  readonly name: string;
  readonly purpose: SubKeyPurpose;
  readonly header: Omit<ChunkHeader, 'prev' | 'seenHash'> & { readonly prev: string; readonly seenHash: string };
  readonly headerBytes: string;
  readonly iv: string;
  readonly payload: unknown;
  readonly bytes: string;
  readonly hash: string;
}
const chunkVector = readVector<{
  readonly epochKey: string;
  readonly signingSeed: string;
  readonly signingPublic: string;
  readonly chunks: readonly FrozenChunk[];
  readonly rolling: { readonly before: string; readonly chunk: string; readonly after: string };
}>('chunk');
const rootVector = readVector<{
  readonly log: LogId;
  readonly actor: string;
  readonly bytes: string;
  readonly heads: readonly string[];
}>('segment-root');
const messages = readVector<{
  readonly space: SpaceId;
  readonly device: DeviceId;
  readonly signingPublic: string;
  readonly epochKey: string;
  readonly message: { readonly id: MessageId; readonly body: MessageBody; readonly bodyBytes: string; readonly value: string };
  readonly marks: { readonly value: Marks; readonly bytes: string; readonly register: string; readonly counter: number };
  readonly ephemeral: { readonly text: string; readonly counter: number; readonly register: string };
  readonly paddedLengths: readonly (readonly [number, number])[];
}>('messages');

const verifyKeyOf = async (publicKey: string): Promise<CryptoKey> => {
  const key = await importVerifyKey(hexToBytes(publicKey));
  if (key === undefined) throw new Error('a frozen key');
  return key;
};
/** Bytes as hexadecimal, the way the files hold them. */
const asFrozen = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, field: unknown) => (field instanceof Uint8Array ? bytesToHex(field) : field)));

test('DOC-2 the root of a segment is frozen for ever', async () => {
  const actor = await segmentRootActor(rootVector.log);
  expect(actor).toBe(rootVector.actor);
  const root = makeSegmentRoot(actor);
  expect(bytesToHex(root.bytes)).toBe(rootVector.bytes);
  expect(getHeads(root.doc)).toEqual(rootVector.heads);
  expect(getHeads(load(hexToBytes(rootVector.bytes)))).toEqual(rootVector.heads);
});

test('DOC-1 the id of a log is derived from the first epoch key', async () => {
  const secret = await deriveLogSecret(hexToBytes(chunkVector.epochKey));
  expect(bytesToHex(await deriveLogIdBytes(secret, 'messages', '2026-W47'))).toBe(rootVector.log);
});

test.each(chunkVector.chunks)(
  'CHUNK-1, CHUNK-3, CHUNK-4 the frozen $name chunk verifies, opens and keeps its header',
  async (frozen) => {
    const bytes = hexToBytes(frozen.bytes);
    const chunk = parseChunk(bytes);
    if (!chunk.ok) throw new Error(chunk.error.type);
    expect(asFrozen(chunk.value)).toMatchObject({ ...frozen.header, iv: frozen.iv, associatedData: frozen.headerBytes });
    expect(bytesToHex(encodeChunkHeader(chunk.value))).toBe(frozen.headerBytes);
    expect(frozen.headerBytes.length).toBe(chunkHeaderBytes * 2);
    expect(bytesToHex(await sha256(bytes))).toBe(frozen.hash);
    const key = await deriveSubKey(hexToBytes(chunkVector.epochKey), frozen.purpose);
    const opened = await openChunk(chunk.value, await verifyKeyOf(chunkVector.signingPublic), key);
    const payload: ChunkPayload | undefined = opened.ok ? opened.value : undefined;
    expect(asFrozen(payload)).toEqual(frozen.payload);
  },
);

test('CHUNK-4 the signature of a frozen chunk is made again from its seed', async () => {
  const signing = await signingKeyFromSeed(hexToBytes(chunkVector.signingSeed));
  expect(bytesToHex(signing.publicKey)).toBe(chunkVector.signingPublic);
  for (const frozen of chunkVector.chunks) {
    const bytes = hexToBytes(frozen.bytes);
    const signed = chunkSignedBytes(bytes.subarray(0, -64));
    expect(bytesToHex(signed.subarray(0, 15))).toBe(bytesToHex(utf8('sanad/chunk/v1\0')));
    expect(bytesToHex(await sign(signing.privateKey, signed))).toBe(bytesToHex(bytes.subarray(-64)));
  }
});

test('CHUNK-7 of the frozen chunks the one that deflates is the smaller one', () => {
  expect(chunkVector.chunks.map(({ name, header, bytes }) => [name, header.deflated, bytes.length / 2])).toEqual([
    ['short', false, 119 + 12 + 384 + 16 + 64],
    ['deflated', true, 119 + 12 + 384 + 16 + 64],
    ['snapshot', chunkVector.chunks[2]?.header.deflated, (chunkVector.chunks[2]?.bytes.length as number) / 2],
  ]);
});

test('LOG-1 the rolling hash is the hash of the one before and of the chunk', async () => {
  const { before, chunk, after } = chunkVector.rolling;
  expect(bytesToHex(await sha256(rollingHashInput(hexToBytes(before), hexToBytes(chunk))))).toBe(after);
});

test('DOC-3, DOC-4 the frozen message reads, is encoded to the same bytes and verifies for its space and id only', async () => {
  const { id, body, bodyBytes, value } = messages.message;
  expect(bytesToHex(encodeMessageBody({ ...body, details: {} }))).toBe(bodyBytes);
  const parsed = parseMessage(hexToBytes(value));
  expect(parsed).toMatchObject({ ok: true, value: body });
  if (!parsed.ok) return;
  const key = await verifyKeyOf(messages.signingPublic);
  const verifies = (space: SpaceId, at: MessageId) =>
    verify(key, parsed.value.signature, messageSignedBytes(space, at, parsed.value.body));
  expect(await verifies(messages.space, id)).toBe(true);
  expect(await verifies('00'.repeat(16) as SpaceId, id)).toBe(false);
  expect(await verifies(messages.space, 'AAAAAAAAAAAAAAAA' as MessageId)).toBe(false);
});

test('MARK-1, MARK-2 the frozen mark opens, and marks are encoded to the same bytes', async () => {
  const { value, bytes, register, counter } = messages.marks;
  expect(bytesToHex(encodeMarks(value))).toBe(bytes);
  expect(parseMarks(hexToBytes(bytes))).toEqual({ ok: true, value });
  const sealed = hexToBytes(register);
  expect(parseRegisterHeader(sealed)).toEqual({ ok: true, value: { epoch: 0, device: messages.device, counter } });
  const key = await deriveSubKey(hexToBytes(messages.epochKey), 'mark');
  const opened = await openRegister('mark', messages.space, sealed, await verifyKeyOf(messages.signingPublic), key);
  expect(opened.ok && bytesToHex(opened.value)).toBe(bytes);
});

test('WIRE-6 the frozen ephemeral opens as one, not as a mark', async () => {
  const { text, register } = messages.ephemeral;
  const [key, markKey] = await Promise.all(
    (['ephemeral', 'mark'] as const).map((purpose) => deriveSubKey(hexToBytes(messages.epochKey), purpose)),
  );
  const verifyKey = await verifyKeyOf(messages.signingPublic);
  const open = (purpose: 'mark' | 'ephemeral', with_: CryptoKey | undefined) =>
    openRegister(purpose, messages.space, hexToBytes(register), verifyKey, with_ as CryptoKey);
  expect(await open('ephemeral', key)).toEqual({ ok: true, value: utf8(text) });
  expect((await open('mark', key)).ok).toBe(false);
  expect((await open('ephemeral', markKey)).ok).toBe(false);
});

test('CHUNK-6 padded lengths are the frozen ones', () => {
  expect(messages.paddedLengths.map(([length]) => [length, paddedLength(length)])).toEqual(messages.paddedLengths);
});

test('KEY-9 what is sealed under one sub-key opens under no other', async () => {
  const [frozen] = chunkVector.chunks;
  const chunk = parseChunk(concat(hexToBytes(frozen?.bytes ?? '')));
  if (!chunk.ok) throw new Error(chunk.error.type);
  const verifyKey = await verifyKeyOf(chunkVector.signingPublic);
  for (const purpose of ['snapshot', 'ephemeral', 'mark', 'file'] as const) {
    const key = await deriveSubKey(hexToBytes(chunkVector.epochKey), purpose);
    expect(await openChunk(chunk.value, verifyKey, key)).toEqual({ ok: false, error: { type: 'unreadable' } });
  }
});
