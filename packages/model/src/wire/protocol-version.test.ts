import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { fingerprint } from '../../test/support/shapes.ts';
import * as account from './account.ts';
import * as accountSecurity from './account-security.ts';
import * as alarm from './alarm.ts';
import * as announcement from './announcement.ts';
import * as audit from './audit.ts';
import * as auditActs from './audit-acts.ts';
import * as call from './call.ts';
import * as chunk from './chunk.ts';
import * as computer from './computer.ts';
import * as down from './down.ts';
import * as epochRecord from './epoch-record.ts';
import * as errorCode from './error-code.ts';
import * as fields from './fields.ts';
import * as file from './file.ts';
import * as http from './http.ts';
import * as identifiers from './identifiers.ts';
import * as invitation from './invitation.ts';
import * as limits from './limits.ts';
import * as organisationChain from './organisation-chain.ts';
import * as password from './password.ts';
import * as permissions from './permissions.ts';
import * as policy from './policy.ts';
import * as policyValues from './policy-values.ts';
import * as profession from './profession.ts';
import { OLDEST_SUPPORTED_VERSION, PROTOCOL_VERSION } from './protocol-version.ts';
import * as push from './push.ts';
import * as quietHours from './quiet-hours.ts';
import * as reminder from './reminder.ts';
import * as sharedComputer from './shared-computer.ts';
import * as statement from './statement.ts';
import * as unit from './unit.ts';
import * as up from './up.ts';
import * as usage from './usage.ts';
import * as userChain from './user-chain.ts';

const modules: Readonly<Record<string, object>> = {
  account,
  'account-security': accountSecurity,
  alarm,
  announcement,
  audit,
  'audit-acts': auditActs,
  call,
  chunk,
  computer,
  down,
  'epoch-record': epochRecord,
  'error-code': errorCode,
  file,
  http,
  identifiers,
  invitation,
  limits,
  'organisation-chain': organisationChain,
  password,
  permissions,
  policy,
  'policy-values': policyValues,
  profession,
  push,
  'quiet-hours': quietHours,
  reminder,
  'shared-computer': sharedComputer,
  statement,
  unit,
  up,
  usage,
  'user-chain': userChain,
};
/** Schemas, constants, limits and codes; functions are pinned by the vectors. */
const shapes = Object.fromEntries(
  Object.entries(modules).flatMap(([file, exported]) =>
    Object.entries(exported)
      .filter(([, value]) => typeof value !== 'function')
      .map(([name, value]) => [`${file}.${name}`, fingerprint(value)] as const),
  ),
);
const frozen = (version: number) => new URL(`../../test/vectors/wire-shapes-${version}.json`, import.meta.url);

const whatToDo = `The shape of a message changed. If devices of version ${PROTOCOL_VERSION} may be out there: raise PROTOCOL_VERSION,
add its line to the ledger in src/wire/protocol-version.ts, and freeze the new shapes as test/vectors/wire-shapes-${PROTOCOL_VERSION + 1}.json,
beside the old ones. The differing names and their new fingerprints stand below.`;

test('WIRE-1 the shapes of all messages, the limits and the codes belong to the current protocol number', () => {
  const path = frozen(PROTOCOL_VERSION);
  expect(existsSync(path), whatToDo).toBe(true);
  expect(shapes, whatToDo).toEqual(JSON.parse(readFileSync(path, 'utf8')));
});

test('WIRE-1 the ledger has a line for every number, and supports no number that it does not know', () => {
  const ledger = readFileSync(new URL('./protocol-version.ts', import.meta.url), 'utf8');
  const numbers = [...ledger.matchAll(/^ \* (\d+) – /gm)].map(([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: PROTOCOL_VERSION }, (_, i) => i + 1));
  expect(OLDEST_SUPPORTED_VERSION).toBeLessThanOrEqual(PROTOCOL_VERSION);
  expect(OLDEST_SUPPORTED_VERSION).toBeGreaterThan(0);
});

test('WIRE-1 a fingerprint sees names, types, bounds and what is optional', () => {
  const base = v.strictObject({ a: v.string(), b: fields.bytesField(4096) });
  const others = [
    v.object({ a: v.string(), b: fields.bytesField(4096) }),
    v.strictObject({ c: v.string(), b: fields.bytesField(4096) }),
    v.strictObject({ a: v.number(), b: fields.bytesField(4096) }),
    v.strictObject({ a: v.optional(v.string()), b: fields.bytesField(4096) }),
    v.strictObject({ a: v.pipe(v.string(), v.maxLength(5)), b: fields.bytesField(4096) }),
    v.strictObject({ a: v.string(), b: fields.bytesField(16384) }),
    v.strictObject({ a: v.string(), b: fields.exactBytesField(64) }),
    v.strictObject({ a: v.string(), b: fields.userIdField }),
    v.strictObject({ a: v.string(), b: fields.logIdField }),
    v.strictObject({ a: v.string(), b: fields.lineField(4) }),
    v.strictObject({ a: v.string(), b: fields.base64Field(4) }),
  ];
  expect(new Set([base, ...others].map(fingerprint)).size).toBe(others.length + 1);
  expect(fingerprint(v.strictObject({ b: fields.bytesField(4096), a: v.string() }))).toBe(fingerprint(base));
});
