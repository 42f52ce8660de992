import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { bytes, bytesUpTo, count, deviceId, logId, spaceId } from '../../test/support/arbitrary.ts';
import { testUser } from '../../test/support/links.ts';
import { isSchema } from '../../test/support/shapes.ts';
import { utf8 } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import * as accountSecurity from './account-security.ts';
import { DownFrame, type DownMessage } from './down.ts';
import * as epochRecord from './epoch-record.ts';
import { EpochRecord } from './epoch-record.ts';
import { ERROR_CODES, isErrorCode } from './error-code.ts';
import * as http from './http.ts';
import { OrganisationLink } from './organisation-chain.ts';
import { encodeStatementBody, parseStatementBody, Statement, statementHashInput, statementSignedBytes } from './statement.ts';
import { proveInput, UpFrame } from './up.ts';
import { UserLink } from './user-chain.ts';

const schemas = [
  UpFrame,
  DownFrame,
  UserLink,
  OrganisationLink,
  Statement,
  ...Object.values(epochRecord).filter(isSchema),
  ...Object.values(http).filter(isSchema),
  ...Object.values(accountSecurity).filter(isSchema),
] as readonly v.GenericSchema[];
const generation = fc.integer({ min: 0, max: 0xffff_ffff });
const user = fc.nat(200).map(testUser);

test('WIRE-4, WIRE-5 any value in any schema is parsed without throwing', () => {
  expect(schemas.length).toBeGreaterThan(30);
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }), (value) => {
      for (const schema of schemas) v.safeParse(schema, value);
    }),
    { numRuns: 200 },
  );
});

test('WIRE-4, WIRE-5 any bytes, as CBOR or as a statement, are parsed without throwing', () => {
  const json = fc.json().map(utf8);
  fc.assert(
    fc.property(fc.oneof(bytesUpTo(200), json), (noise) => {
      const decoded = decodeCbor(noise, 1000);
      for (const schema of schemas) {
        if (decoded.ok) v.safeParse(schema, decoded.value);
        parseStatementBody(schema, noise, 1000);
      }
    }),
    { numRuns: 200 },
  );
});

const sender = { senderId: deviceId, targetId: fc.constant('server' as const) };
const upFrame: fc.Arbitrary<UpFrame> = fc.oneof(
  fc.record({ ...sender, type: fc.constant('prove' as const), sig: bytes(64) }),
  fc.record({
    type: fc.constant('join' as const),
    senderId: deviceId,
    supportedProtocolVersions: fc.array(fc.string(), { maxLength: 8 }),
  }),
  fc.record({ ...sender, type: fc.constant('append' as const), ref: count, space: spaceId, log: logId, chunk: bytesUpTo(300) }),
  fc.record({ ...sender, type: fc.constant('mark' as const), ref: count, space: spaceId, mark: bytesUpTo(300) }),
  fc.record(
    {
      ...sender,
      type: fc.constant('ephemeral' as const),
      space: spaceId,
      to: fc.array(deviceId, { maxLength: 4 }),
      data: bytesUpTo(300),
    },
    { requiredKeys: ['senderId', 'targetId', 'type', 'space', 'data'] },
  ),
  fc.record({ ...sender, type: fc.constant('ping' as const), ref: count }),
) as fc.Arbitrary<UpFrame>;
const downMessage = fc.oneof(
  fc.record({ type: fc.constant('challenge' as const), nonce: bytes(32), serverTimeMs: count }),
  fc.record({ type: fc.constant('appended' as const), ref: count, log: logId, seq: count, head: bytes(32) }),
  fc.record({ type: fc.constant('conflict' as const), ref: count, log: logId, epoch: generation }),
  fc.record({
    type: fc.constant('refused' as const),
    ref: count,
    code: fc.constantFrom(...Object.keys(ERROR_CODES), 'later/code'),
  }),
  fc.record({
    type: fc.constant('chunk' as const),
    space: spaceId,
    log: logId,
    seq: count,
    receivedAtMs: count,
    body: bytesUpTo(300),
  }),
  fc.record({ type: fc.constant('epoch' as const), space: spaceId, epoch: generation, rev: generation }),
  fc.record({ type: fc.constant('chain' as const), user, n: count }),
  fc.record({ type: fc.constant('organisation' as const), n: count }),
  fc.record({ type: fc.constant('mark' as const), space: spaceId, user, device: deviceId, mark: bytesUpTo(300) }),
  fc.record({ type: fc.constant('mark-set' as const), ref: count }),
  fc.record({ type: fc.constant('ephemeral' as const), space: spaceId, device: deviceId, data: bytesUpTo(300) }),
  fc.record({ type: fc.constant('pong' as const), ref: count, serverTimeMs: count }),
) as fc.Arbitrary<DownMessage>;
const downFrame = downMessage.map((message) => ({ senderId: 'server', ...message }));

const read = (schema: v.GenericSchema, value: unknown) => {
  const decoded = decodeCbor(encodeCbor(value), 1024 * 1024);
  return decoded.ok ? v.safeParse(schema, decoded.value) : undefined;
};

test('WIRE-4 a frame to the relay arrives as it left; with anything more it is not one', () => {
  fc.assert(
    fc.property(upFrame, (frame) => {
      expect(read(UpFrame, frame)).toMatchObject({ success: true, output: frame });
      if (frame.type !== 'join') expect(read(UpFrame, { ...frame, more: 1 })?.success).toBe(false);
      expect(read(UpFrame, { ...frame, senderId: 'server' })?.success).toBe(false);
    }),
  );
});

test('WIRE-5 a frame of the relay arrives as it left, also with fields and codes of a later version', () => {
  fc.assert(
    fc.property(downFrame, (frame) => {
      expect(read(DownFrame, frame)).toMatchObject({ success: true, output: frame });
      expect(read(DownFrame, { ...frame, more: { later: true } })).toMatchObject({ success: true, output: frame });
      expect(read(DownFrame, { ...frame, senderId: 'somebody' })?.success).toBe(false);
    }),
  );
});

test('WIRE-4, WIRE-5 a frame with one field of another kind is refused or parsed, never thrown on', () => {
  fc.assert(
    fc.property(fc.oneof(upFrame, downFrame), fc.nat(), fc.anything(), (frame, pick, value) => {
      const keys = Object.keys(frame);
      const changed = { ...frame, [keys[pick % keys.length] ?? 'type']: value };
      v.safeParse(UpFrame, changed);
      v.safeParse(DownFrame, changed);
    }),
  );
});

test('CHAIN-1 a statement crosses the wire as the bytes that were signed; body, signature and domain each change its hash', () => {
  const statement = fc.record({ body: bytesUpTo(200), sig: bytes(64), coSig: bytes(64) }, { requiredKeys: ['body', 'sig'] });
  fc.assert(
    fc.property(statement, (signed) => {
      const parsed = read(Statement, signed);
      expect(parsed).toMatchObject({ success: true, output: signed });
      expect(statementSignedBytes('userLink', signed.body)).not.toEqual(statementSignedBytes('organisationLink', signed.body));
      expect(statementHashInput('userLink', signed)).not.toEqual(statementHashInput('epochRecord', signed));
      expect(read(Statement, { ...signed, sig: signed.sig.subarray(1) })?.success).toBe(false);
    }),
  );
});

test('CHAIN-1 an epoch record of any content reads back as it was written', () => {
  const member = fc.record({ user, admin: fc.boolean(), ukGen: generation, chainN: count });
  const record = fc.record(
    {
      v: fc.constant(1 as const),
      space: spaceId,
      kind: fc.constantFrom(...epochRecord.SPACE_KINDS),
      epoch: generation,
      rev: generation,
      prev: bytes(32),
      keyCommit: bytes(32),
      backLink: fc.record({ iv: bytes(12), sealed: bytes(48) }),
      members: fc.array(member, { minLength: 1, maxLength: 6 }),
      membersHash: bytes(32),
      author: fc.record({ user, device: deviceId, chainN: count }),
      atMs: count,
    },
    { requiredKeys: ['v', 'space', 'kind', 'epoch', 'rev', 'prev', 'keyCommit', 'members', 'membersHash', 'author', 'atMs'] },
  );
  fc.assert(
    fc.property(record, (value) => {
      expect(parseStatementBody(EpochRecord, encodeStatementBody(value), 10_000)).toMatchObject({ ok: true, value });
    }),
  );
});

test('WIRE-3 a code is known or it is not; what every object has is not a code', () => {
  for (const code of Object.keys(ERROR_CODES)) expect(isErrorCode(code)).toBe(true);
  for (const other of ['constructor', '__proto__', 'toString', '', undefined, 5]) expect(isErrorCode(other)).toBe(false);
  for (const { status } of Object.values(ERROR_CODES)) expect(status).toBeGreaterThanOrEqual(400);
});

test('SYNC-1 what a device signs to prove its key differs for every nonce and device, and is no other signature', () => {
  fc.assert(
    fc.property(bytes(32), bytes(32), deviceId, deviceId, (nonce, other, device, another) => {
      fc.pre(device !== another);
      const input = proveInput(nonce, device);
      expect(input.length).toBe(15 + 32 + 16);
      expect(input).not.toEqual(proveInput(nonce, another));
      if (nonce.some((byte, i) => byte !== other[i])) expect(input).not.toEqual(proveInput(other, device));
    }),
    { numRuns: 30 },
  );
});
