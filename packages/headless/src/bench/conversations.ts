/** Direct conversations between benchmark people: made by their first epoch record (EPOCH-1 … EPOCH-5), keys kept for sealing. */
import { deriveKeyCommit, deriveLogSecret, generateKey, sealEpochKey } from '@sanad/model/crypto/key-wrap';
import { kemKeyFromSecret, sha256 } from '@sanad/model/crypto/primitives';
import { idToBytes, type LogId, type SpaceId, spaceIdFromBytes, userIdToBytes } from '@sanad/model/ids';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '@sanad/model/schema/segment';
import { makeSpaceKeys } from '@sanad/model/sync/space-keys';
import { signStatement } from '@sanad/model/sync/statements';
import {
  directSpaceIdInput,
  type EpochRecord,
  type Grant,
  type Member,
  membersHashInput,
  packGrant,
} from '@sanad/model/wire/epoch-record';
import { zeroHash } from '@sanad/model/wire/fields';
import { EpochPosition } from '@sanad/model/wire/http';
import type { BenchPerson, Population } from './people.ts';
import { inParallel, must } from './waiting.ts';

export interface Conversation {
  readonly space: SpaceId;
  readonly log: LogId;
  readonly week: string;
  /** Places in the population. */
  readonly members: readonly [number, number];
  readonly chunkKey: CryptoKey;
}

const parallelRecords = 4;

/** The first `count` pairs of [0, people), spread so that everybody has about as many. */
export function spreadPairs(people: number, count: number): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let step = 1; step < people; step++) {
    for (let first = 0; first < people && pairs.length < count; first++) {
      const second = (first + step) % people;
      if (2 * step !== people || first < second) pairs.push([first, second]);
    }
  }
  return pairs;
}

export const makeConversations = (
  population: Population,
  pairs: readonly (readonly [number, number])[],
): Promise<readonly Conversation[]> => inParallel(pairs, parallelRecords, (pair) => makeConversation(population, pair));

async function makeConversation(
  { organisationHash, people }: Population,
  members: readonly [number, number],
): Promise<Conversation> {
  const [author, peer] = [people[members[0]], people[members[1]]];
  if (author === undefined || peer === undefined) throw new Error('a pair is two people');
  const users = [author.identity.user, peer.identity.user];
  const space = spaceIdFromBytes((await sha256(directSpaceIdInput(organisationHash, users))).subarray(0, 16));
  const epochKey = generateKey();
  const keyCommit = await deriveKeyCommit(epochKey);
  const list = users.map((user): Member => ({ user, admin: true, ukGen: 0, chainN: 0 }));
  const record: EpochRecord = {
    v: 1,
    space,
    kind: 'direct',
    epoch: 0,
    rev: 0,
    prev: zeroHash,
    keyCommit,
    members: list,
    membersHash: await sha256(membersHashInput(new Map(list.map((member) => [member.user, member])))),
    author: { user: author.identity.user, device: author.device, chainN: 0 },
    atMs: Date.now(),
  };
  const grants = await Promise.all([author, peer].map((person) => grantTo(person, epochKey, space, keyCommit)));
  const statement = await signStatement('epochRecord', record, author.keys.signing);
  must(
    'epoch record',
    await author.http.send(
      'POST',
      `/spaces/${space}/epochs`,
      { record: statement, grants: grants.map(packGrant) },
      EpochPosition,
    ),
  );
  const keys = makeSpaceKeys(new Map([[0, epochKey]]), await deriveLogSecret(epochKey));
  const chunkKey = await keys.subKey(0, 'chunk');
  if (chunkKey === undefined) throw new Error('the first epoch has a key');
  const week = isoWeek(Date.now());
  return { space, log: await keys.logId(MESSAGE_SEGMENT_KIND, week), week, members, chunkKey };
}

async function grantTo(person: BenchPerson, epochKey: Uint8Array, space: SpaceId, keyCommit: Uint8Array): Promise<Grant> {
  const { user, userKey } = person.identity;
  const { publicKey } = await kemKeyFromSecret(userKey);
  const sealed = await sealEpochKey(publicKey, epochKey, {
    spaceId: idToBytes(space),
    epoch: 0,
    userId: userIdToBytes(user),
    ukGen: 0,
    keyCommit,
  });
  if (sealed === undefined) throw new Error('a user key is on the curve');
  return { user, ukGen: 0, ...sealed };
}
