import { expect, test } from 'vitest';
import { amel, hers, makeEphemeralWorld, sealEphemeral, spaceAt, startMs } from '../../test/support/ephemerals.ts';
import { makeTyping } from './typing.ts';

const space = spaceAt(1);
function makeWriting() {
  const world = makeEphemeralWorld();
  const typing = makeTyping(world.context, world.ephemerals, () => undefined);
  return { world, typing, who: () => typing.of(space).map(({ user }) => user) };
}

test('EPH-1 who is writing is seen for a few seconds; one is sent every few seconds', async () => {
  const { world, typing, who } = makeWriting();
  await world.ephemerals.receive(space, await sealEphemeral(hers, [1, startMs]));
  expect(who()).toEqual([amel]);
  world.clock.advance(8000);
  expect(who()).toEqual([]);
  for (let i = 0; i < 5; i++) {
    await typing.send(space);
    world.clock.advance(1000);
  }
  expect(world.sent.length).toBe(2);
  typing.sent(space);
  await typing.send(space);
  expect(world.sent.length).toBe(3);
});

test('EPH-1 what could not be sent is tried with the next key', async () => {
  const { world, typing } = makeWriting();
  world.connected = false;
  await typing.send(space);
  world.connected = true;
  await typing.send(space);
  expect(world.sent.length).toBe(1);
});
