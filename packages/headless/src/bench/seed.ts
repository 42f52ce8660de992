/**
 * Many people at once: their rows go straight into the database, because a thousand password hashes would be all that is measured. Chains,
 * grants and approvals are real: every client verifies them as it verifies anybody's.
 */
import { hexToBytes } from '@sanad/model/bytes';
import { randomBytes, sha256 } from '@sanad/model/crypto/primitives';
import { makeIdentity, prepareSignUp } from '@sanad/model/engine/enrolment';
import { type UserId, uuidV7 } from '@sanad/model/ids';
import { hashStatement } from '@sanad/model/sync/statements';
import { Links } from '@sanad/model/wire/http';
import { bindingInput } from '@sanad/model/wire/organisation-chain';
import { type Approvable, approveAll, type BenchPerson, makeDeviceLink } from './people.ts';
import type { PostgresClient } from './postgres.ts';
import { inParallel, must } from './waiting.ts';

const parallelPeople = 4;

/** `count` approved people with two devices each; `series` keeps the addresses of several seedings apart. */
export async function seedPeople(
  postgres: PostgresClient,
  founder: BenchPerson,
  organisationHash: Uint8Array,
  count: number,
  series: string,
): Promise<readonly UserId[]> {
  const places = Array.from({ length: count }, (_, i) => i);
  const made = await inParallel(places, parallelPeople, (place) => seedPerson(postgres, organisationHash, `${series}-${place}`));
  const chain = must('organisation', await founder.http.get('/organisation/chain?from=0', Links)).links;
  const last = chain.at(-1);
  if (last === undefined) throw new Error('an organisation');
  await approveAll(founder, made, { n: chain.length - 1, head: await hashStatement('organisationLink', last) });
  return made.map(({ identity }) => identity.user);
}

async function seedPerson(postgres: PostgresClient, organisationHash: Uint8Array, place: string): Promise<Approvable> {
  const nowMs = Date.now();
  const identity = { ...(await makeIdentity(nowMs, false)), user: uuidV7(nowMs, randomBytes(10)) };
  const form = {
    name: `Agent ${place}`,
    email: `agent.${place}@bench.test`,
    staffNumber: `S-${place}`.toUpperCase(),
    password: 'never used',
    profession: 'nurse',
    unit: 'Banc',
    deviceLabel: 'bench',
  } as const;
  const prepared = await prepareSignUp(identity, form, organisationHash, nowMs);
  if (prepared === undefined) throw new Error('the organisation is known');
  const { request, genesisHash } = prepared;
  const second = await makeDeviceLink(identity, 1, genesisHash);
  const { user } = identity;
  const insert = (text: string, values: readonly unknown[]) => postgres.query({ text, values });
  await insert('insert into "user" (id, name, email, "emailVerified") values ($1, $2, $3, false)', [user, form.name, form.email]);
  await insert(
    `insert into person (user_id, status, role, staff_number, profession, unit, salt) values ($1, 'pending', 'member', $2, $3, $4, $5)`,
    [user, form.staffNumber, form.profession, form.unit, identity.salt],
  );
  await insert('insert into user_chain (user_id, n, head, genesis_hash, uk_gen, resets) values ($1, 1, $2, $3, 0, 0)', [
    user,
    second.head,
    genesisHash,
  ]);
  for (const [n, { body, sig, coSig }] of [request.genesis, second.body.link].entries())
    await insert('insert into user_link (user_id, n, body, sig, co_sig) values ($1, $2, $3, $4, $5)', [
      user,
      n,
      body,
      sig,
      coSig ?? null,
    ]);
  for (const [n, { device, keys }] of [identity, second].entries())
    await insert('insert into device (id, user_id, sig, added_n) values ($1, $2, $3, $4)', [
      hexToBytes(device),
      user,
      keys.signing.publicKey,
      n,
    ]);
  for (const { gen, recipient, enc, sealed } of [...request.userKeyGrants, ...(second.body.userKeyGrants ?? [])])
    await insert('insert into user_key_grant (user_id, gen, recipient, enc, sealed) values ($1, $2, $3, $4, $5)', [
      user,
      gen,
      recipient,
      enc,
      sealed,
    ]);
  return { identity, genesisHash, binding: await sha256(bindingInput(request.salt, request.name, request.profession)) };
}
