import { expect, test } from 'vitest';
import { type GroupPhone, hears, isIn, linksOf, makeGroupWorld, ward } from '../../test/support/group-world.ts';
import { spaceIdFromBytes } from '../ids.ts';
import { isFull, mayMute, othersIn } from './group-machine.ts';
import { peopleIn } from './group-presence.ts';
import { aloneMs, maxPeople, maxSpaces } from './group-state.ts';

function the(phones: readonly GroupPhone[], at: number): GroupPhone {
  const phone = phones[at];
  if (phone === undefined) throw new Error('a phone');
  return phone;
}
const inSight = (phone: GroupPhone): number => peopleIn(phone.machine.presence, ward).length;
const reasonOf = ({ machine }: GroupPhone): string | undefined => machine.left?.reason;
const expectAllHear = (phones: readonly GroupPhone[]): void => {
  for (const one of phones) for (const other of phones) if (one !== other) expect(hears(one, other)).toBe(true);
};

test('GROUPCALL-2 who starts it says so to the group; every member sees it, comes and goes, and it is over when the last one left', () => {
  const world = makeGroupWorld([1, 1, 1, 1]);
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => the(world.phones, i)) as [GroupPhone, GroupPhone, GroupPhone, GroupPhone];
  world.join(a);
  world.run(200);
  expect(a.effects.filter(({ type }) => type === 'started').length).toBe(1);
  for (const phone of [b, c, d]) expect(inSight(phone)).toBe(1);
  world.join(b);
  world.join(c);
  world.run(2_000);
  expectAllHear([a, b, c]);
  expect([b, c].flatMap(({ effects }) => effects).some(({ type }) => type === 'started')).toBe(false);
  expect(new Set([a, b, c].map(({ machine }) => machine.stay?.call)).size).toBe(1);
  world.act(b, { type: 'leave' });
  world.run(500);
  expect([inSight(a), inSight(d)]).toEqual([1, 2]);
  expectAllHear([a, c]);
  expect(b.microphone).toBeUndefined();
  for (const phone of [a, c]) world.act(phone, { type: 'leave' });
  world.run(500);
  for (const phone of world.phones) expect(inSight(phone)).toBe(0);
});

test('GROUPCALL-2 two who start at the same moment are in one call, named after who came first', () => {
  const world = makeGroupWorld([1, 1, 1]);
  const [a, b, c] = [the(world.phones, 0), the(world.phones, 1), the(world.phones, 2)];
  world.join(a);
  world.join(b);
  world.run(5_000);
  expectAllHear([a, b]);
  expect(a.machine.stay?.call).toBe(b.machine.stay?.call);
  expect(a.machine.stay?.startedBy).toBe(b.machine.stay?.startedBy);
  expect(new Set(peopleIn(c.machine.presence, ward).map(({ call }) => call)).size).toBe(1);
});

test('GROUPCALL-2 who falls silent is out after ten seconds, unless her media flow', () => {
  const world = makeGroupWorld([1, 1, 1]);
  const [a, b, c] = [the(world.phones, 0), the(world.phones, 1), the(world.phones, 2)];
  world.join(a);
  world.run(100);
  world.join(b);
  world.run(2_000);
  // The relay is gone for everybody, the connection between the two is not.
  for (const phone of [a, b, c]) phone.isCutOff = true;
  world.run(6_500);
  expect(inSight(c)).toBe(2);
  world.run(4_000);
  expect(inSight(c)).toBe(0);
  world.run(60_000);
  expectAllHear([a, b]);
  for (const phone of [a, b, c]) phone.isCutOff = false;
  world.run(4_000);
  expect(inSight(c)).toBe(2);
});

test('GROUPCALL-3 six at most: the seventh hears so before a microphone is opened', () => {
  const world = makeGroupWorld([1, 1, 1, 1, 1, 1, 1]);
  for (const phone of world.phones.slice(0, maxPeople)) {
    world.join(phone);
    world.run(500);
  }
  world.run(3_000);
  expectAllHear(world.phones.slice(0, maxPeople));
  const seventh = the(world.phones, 6);
  expect(isFull(seventh.machine, ward)).toBe(true);
  world.join(seventh);
  expect(reasonOf(seventh)).toBe('full');
  expect(seventh.effects).toEqual([]);
  world.act(the(world.phones, 2), { type: 'leave' });
  world.run(500);
  world.join(seventh);
  world.run(3_000);
  expect(isIn(seventh)).toBe(true);
});

test('GROUPCALL-3 of two who come at once as the sixth, the later one goes', () => {
  const world = makeGroupWorld([1, 1, 1, 1, 1, 1, 1]);
  for (const phone of world.phones.slice(0, 5)) {
    world.join(phone);
    world.run(500);
  }
  const [sixth, seventh] = [the(world.phones, 5), the(world.phones, 6)];
  world.join(sixth);
  world.join(seventh);
  world.run(5_000);
  expect([sixth, seventh].filter(isIn).length).toBe(1);
  expect([sixth, seventh].map(reasonOf).filter((reason) => reason === 'full').length).toBe(1);
  expectAllHear(world.phones.filter(isIn));
});

test('GROUPCALL-4 a connection that cannot be made is shown as such and tried again, and the others hear one another', () => {
  const world = makeGroupWorld([1, 1, 1]);
  const [a, b, c] = [the(world.phones, 0), the(world.phones, 1), the(world.phones, 2)];
  world.walls.add([a.device, c.device].sort().join(' '));
  for (const phone of [a, b, c]) {
    world.join(phone);
    world.run(400);
  }
  world.run(21_000);
  expect(linksOf(a).find(({ device }) => device === c.device)?.phase).toBe('unreachable');
  expectAllHear([a, b]);
  expectAllHear([b, c]);
  world.walls.clear();
  world.run(40_000);
  expectAllHear([a, b, c]);
});

test('GROUPCALL-4 a connection that breaks is restarted, and made anew when that does not help', () => {
  const world = makeGroupWorld([1, 1]);
  const [a, b] = [the(world.phones, 0), the(world.phones, 1)];
  world.join(a);
  world.run(300);
  world.join(b);
  world.run(2_000);
  const link = [...a.connections.keys()][0] ?? '';
  world.act(a, { type: 'link', link, said: { type: 'state', state: 'disconnected' } });
  expect(linksOf(a)[0]?.phase).toBe('reconnecting');
  world.run(6_000);
  expect(a.effects.some((effect) => effect.type === 'link-step' && effect.step.type === 'restart')).toBe(true);
  world.run(60_000);
  expectAllHear([a, b]);
  expect(linksOf(a)[0]?.attempt).toBe(2);
});

test('GROUPCALL-4 a signal in her name that she did not sign closes the connection to her, and no other', () => {
  const world = makeGroupWorld([1, 1, 1]);
  const [a, b, c] = [the(world.phones, 0), the(world.phones, 1), the(world.phones, 2)];
  for (const phone of [a, b, c]) {
    world.join(phone);
    world.run(400);
  }
  world.run(2_000);
  world.act(a, { type: 'forged', space: ward, user: b.user, device: b.device });
  expect(linksOf(a).find(({ device }) => device === b.device)?.phase).toBe('forged');
  expect(a.connections.size).toBe(1);
  world.run(120_000);
  expect(linksOf(a).find(({ device }) => device === b.device)?.phase).toBe('forged');
  expectAllHear([a, c]);
});

test('GROUPCALL-5 one device of each person: on the second one the first goes, and the others hear the second', () => {
  const world = makeGroupWorld([2, 1]);
  const [phone, desk, b] = [the(world.phones, 0), the(world.phones, 1), the(world.phones, 2)];
  world.join(phone);
  world.join(b);
  world.run(2_000);
  world.join(desk);
  world.run(3_000);
  expect(reasonOf(phone)).toBe('elsewhere');
  expect(phone.microphone).toBeUndefined();
  expectAllHear([desk, b]);
  expect(othersIn(b.machine, ward).map(({ device }) => device)).toEqual([desk.device]);
});

test('GROUPCALL-5 whoever is no member any more falls out at once, there and here', () => {
  const world = makeGroupWorld([1, 1, 1]);
  const [a, b, c] = [the(world.phones, 0), the(world.phones, 1), the(world.phones, 2)];
  for (const phone of [a, b, c]) {
    world.join(phone);
    world.run(400);
  }
  world.run(2_000);
  world.remove(c.user);
  expect(reasonOf(c)).toBe('removed');
  expect([a.connections.size, b.connections.size, c.connections.size]).toEqual([1, 1, 0]);
  world.run(10_000);
  expect(inSight(a)).toBe(1);
  expectAllHear([a, b]);
});

test('GROUPCALL-7 an administrator, or who started it, makes her silent; she may speak again; nobody else can', () => {
  const world = makeGroupWorld([1, 1, 1]);
  const [starter, b, admin] = [the(world.phones, 0), the(world.phones, 1), the(world.phones, 2)];
  world.admins.add(admin.user);
  for (const phone of [starter, b, admin]) {
    world.join(phone);
    world.run(400);
  }
  world.run(1_000);
  expect([starter, b, admin].map(({ machine, user }) => mayMute(machine, world.admins.has(user)))).toEqual([true, false, true]);
  world.act(b, { type: 'mute', device: starter.device, isAdmin: false });
  world.run(500);
  expect(starter.microphone).toBe(true);
  for (const by of [admin, starter]) {
    world.act(by, { type: 'mute', device: b.device, isAdmin: by === admin });
    world.run(500);
    expect(b.microphone).toBe(false);
    expect(b.machine.stay?.mutedBy).toBe(by.user);
    expect(othersIn(by.machine, ward).find(({ user }) => user === b.user)?.sends.microphone).toBe(false);
    b.microphone = true;
    world.act(b, { type: 'sends', stay: b.machine.stay?.id ?? 0, sends: { microphone: true, camera: false, screen: false } });
    world.run(5_000);
    expect([b.microphone, b.machine.stay?.mutedBy]).toEqual([true, undefined]);
  }
  // Forged by a colleague who may not.
  const itsSinceMs = b.machine.stay?.sinceMs ?? 0;
  const mute = { type: 'mute', device: b.device, itsSinceMs } as const;
  const outsider = { user: 'somebody' as typeof b.user, device: admin.device };
  world.act(b, { type: 'signal', space: ward, ...outsider, isAdmin: false, signal: mute });
  world.run(500);
  expect(b.microphone).toBe(true);
});

test('GROUPCALL-7 nobody is silenced from outside, nor again and again by who started it', () => {
  const world = makeGroupWorld([1, 1, 1]);
  const [starter, b, other] = [the(world.phones, 0), the(world.phones, 1), the(world.phones, 2)];
  for (const phone of [starter, b, other]) {
    world.join(phone);
    world.run(400);
  }
  world.run(1_000);
  const stayOf = (phone: GroupPhone) => phone.machine.stay?.sinceMs ?? 0;
  const mute = { type: 'mute', device: b.device, itsSinceMs: stayOf(b) } as const;
  const hear = (by: GroupPhone, isAdmin: boolean): boolean => {
    world.act(b, { type: 'signal', space: ward, user: by.user, device: by.device, isAdmin, signal: mute });
    world.run(100);
    const isSilent = b.microphone === false;
    b.microphone = true;
    world.act(b, { type: 'sends', stay: b.machine.stay?.id ?? 0, sends: { microphone: true, camera: false, screen: false } });
    return isSilent;
  };
  expect([hear(starter, false), hear(starter, false)]).toEqual([true, false]);
  world.run(10_000);
  expect(hear(starter, false)).toBe(true);
  world.run(10_000);
  expect(hear(starter, false)).toBe(false);
  expect([hear(other, false), hear(other, true), hear(other, true)]).toEqual([false, true, false]);
  world.run(10_000);
  world.act(other, { type: 'leave' });
  world.run(1_000);
  expect(hear(other, true)).toBe(false);
});

test('GROUPCALL-5 a device is in one call: whoever says so in many groups keeps nobody from hearing of another one', () => {
  const world = makeGroupWorld([1, 1, 1]);
  const [a, b, c] = [the(world.phones, 0), the(world.phones, 1), the(world.phones, 2)];
  world.join(b);
  world.run(500);
  const said = b.machine.stay;
  if (said === undefined) throw new Error('a stay');
  const { call, startedBy, startedAtMs, sinceMs, sends, handAtMs } = said;
  const here = { type: 'here', call, startedBy, startedAtMs, sinceMs, sends, handAtMs } as const;
  for (let i = 0; i < maxSpaces + 4; i += 1) {
    const space = spaceIdFromBytes(new Uint8Array(16).fill(100 + i));
    world.act(a, { type: 'signal', space, user: c.user, device: c.device, isAdmin: false, signal: here });
  }
  expect([a.machine.presence.size, inSight(a)]).toEqual([2, 1]);
});

test('GROUPCALL-7 a raised hand is seen by all, also by who comes later', () => {
  const world = makeGroupWorld([1, 1, 1]);
  const [a, b, c] = [the(world.phones, 0), the(world.phones, 1), the(world.phones, 2)];
  world.join(a);
  world.join(b);
  world.run(2_000);
  world.act(b, { type: 'hand', atMs: 77 });
  world.run(400);
  world.join(c);
  world.run(500);
  for (const phone of [a, c]) expect(othersIn(phone.machine, ward).find(({ user }) => user === b.user)?.handAtMs).toBe(77);
});

test('GROUPCALL-8 the sender learns which picture is wanted of it, also over a connection that was made anew', () => {
  const world = makeGroupWorld([1, 1]);
  const [a, b] = [the(world.phones, 0), the(world.phones, 1)];
  world.join(a);
  world.run(300);
  world.join(b);
  world.run(1_000);
  world.act(a, { type: 'watch', pictures: new Map([[b.device, 'large']]) });
  world.run(500);
  expect([...b.connections.values()].map(({ picture }) => picture)).toEqual(['large']);
  for (const phone of [a, b])
    world.act(phone, { type: 'link', link: [...phone.connections.keys()][0] ?? '', said: { type: 'broken' } });
  world.run(20_000);
  expectAllHear([a, b]);
  expect([...b.connections.values()].map(({ picture }) => picture)).toEqual(['large']);
});

test('GROUPCALL-2 without a microphone nobody is in; alone for half an hour it is over', () => {
  const world = makeGroupWorld([1]);
  const a = the(world.phones, 0);
  world.join(a);
  world.act(a, { type: 'not-opened', stay: a.machine.stay?.id ?? 0 });
  expect(reasonOf(a)).toBe('no-microphone');
  world.join(a);
  world.run(aloneMs + 1_000);
  expect(reasonOf(a)).toBe('alone');
  expect(a.microphone).toBeUndefined();
});
