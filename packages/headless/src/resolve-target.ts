/** Whom a message is for: a conversation, or a colleague by e-mail address, user id or exact name. */
import type { Person } from '@sanad/model/engine/api';
import { findUserByEmail } from '@sanad/model/engine/find-by-email';
import { isUserId, type SpaceId, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { Target } from './arguments.ts';
import { levelled, type OpenDevice } from './open-device.ts';
import { commandFailure, type Failure, fail } from './report.ts';

/** Looks in the directory on this device first; asks the server only for somebody who is not in it. */
export async function resolveTarget(open: OpenDevice, target: Target, timeoutMs: number): Promise<Result<SpaceId, Failure>> {
  if (target.type === 'conversation') return ok(target.id);
  const known = await findPerson(open, target.who);
  if (known.ok) return openDirect(open, known.value);
  if (known.error.code !== 'person/unknown') return known;
  const level = await levelled(open, timeoutMs);
  if (!level.ok) return level;
  const person = await findPerson(open, target.who);
  return person.ok ? openDirect(open, person.value) : person;
}

async function openDirect({ device }: OpenDevice, person: Person): Promise<Result<SpaceId, Failure>> {
  if (person.trust !== 'bound') return fail('person/unverified');
  const opened = await device.engine.openDirect(person.user);
  return opened.ok ? opened : err(commandFailure(opened.error));
}

async function findPerson({ device, profile }: OpenDevice, who: string): Promise<Result<Person, Failure>> {
  const people = await directory(device);
  const user = who.includes('@') ? await findUserByEmail(profile.rows, await profile.localKey.load(), who) : undefined;
  return choosePerson(people, who, user);
}

/** `byEmail`: whose the address `who` is, if it is one. */
export function choosePerson(people: readonly Person[], who: string, byEmail: UserId | undefined): Result<Person, Failure> {
  const isWanted = (person: Person): boolean => {
    if (byEmail !== undefined) return person.user === byEmail;
    return isUserId(who.toLowerCase()) ? person.user === who.toLowerCase() : sameName(person.name, who);
  };
  const [person, another] = people.filter(isWanted);
  if (person === undefined) return fail('person/unknown');
  return another === undefined ? ok(person) : fail('person/ambiguous');
}

const plain = (name: string): string => name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
const sameName = (a: string, b: string): boolean => plain(a) === plain(b);

/** The view's window as it is now: the one that was delivered at the start may be older than what levelling brought. */
async function directory({ engine }: OpenDevice['device']): Promise<readonly Person[]> {
  let stop: (() => void) | undefined;
  const people = await new Promise<readonly Person[]>((resolve) => {
    void engine.onDirectory(resolve).then((unsubscribe) => {
      stop = unsubscribe;
    });
  });
  stop?.();
  return people;
}
