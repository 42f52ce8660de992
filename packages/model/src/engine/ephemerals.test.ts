import { expect, test } from 'vitest';
import { makeTabs } from '../../test/support/engine.ts';
import {
  foreign,
  hers,
  makeEphemeralWorld,
  mine,
  openEphemeral,
  sealEphemeral,
  spaceAt,
  startMs,
} from '../../test/support/ephemerals.ts';
import { decodeCbor } from '../cbor.ts';
import { isSaidBy, type Said } from './ephemerals.ts';

const space = spaceAt(1);
function makeHearing() {
  const world = makeEphemeralWorld(2, makeTabs().open());
  const heard: Said[] = [];
  world.ephemerals.hear('typing', (said) => void heard.push(said));
  return { world, heard };
}

test('EPH-2 not from a stranger, not under another name, not old, not from a revoked device, not twice', async () => {
  const { world, heard } = makeHearing();
  const { receive } = world.ephemerals;
  await receive(space, await sealEphemeral(foreign, [1, startMs]));
  await receive(space, await sealEphemeral(hers, [1, startMs], { signer: foreign }));
  await receive(space, await sealEphemeral(hers, [1, startMs], { atMs: startMs - 20_000 }));
  await receive(space, await sealEphemeral(hers, [1, startMs], { atMs: startMs + 20_000 }));
  await receive(space, await sealEphemeral(mine, [1, startMs]));
  await receive(space, new Uint8Array(300));
  world.revoked = hers;
  await receive(space, await sealEphemeral(hers, [1, startMs]));
  expect(heard).toEqual([]);
  world.revoked = undefined;
  const once = await sealEphemeral(hers, [1, startMs]);
  await receive(space, once);
  await receive(space, once);
  await receive(space, await sealEphemeral(hers, [1, startMs], { atMs: startMs - 1 }));
  expect(heard.length).toBe(1);
});

test('EPH-2, CALL-2 what comes over the connection of another device than it names is not heard: a member has nobody’s calls marked as forged', async () => {
  const junk = new Uint8Array(await sealEphemeral(hers, [3, startMs])).fill(7, 40);
  expect([isSaidBy(junk, hers), isSaidBy(junk, foreign), isSaidBy(new Uint8Array(3), hers)]).toEqual([true, false, false]);
});

test('RESET-5 EPH-2 nor from an identity that nobody in the space has confirmed', async () => {
  const { world, heard } = makeHearing();
  world.resetN = 4;
  await world.ephemerals.receive(space, await sealEphemeral(hers, [1, startMs]));
  expect(heard).toEqual([]);
  world.resetN = 3;
  await world.ephemerals.receive(space, await sealEphemeral(hers, [1, startMs]));
  expect(heard.length).toBe(1);
});

test('EPH-2 one that belongs to another space is not believed here, and each space has its own newest', async () => {
  const { world, heard } = makeHearing();
  const other = spaceAt(2);
  await world.ephemerals.receive(other, await sealEphemeral(hers, [1, startMs]));
  expect(heard).toEqual([]);
  await world.ephemerals.receive(space, await sealEphemeral(hers, [1, startMs], { atMs: startMs + 1 }));
  await world.ephemerals.receive(other, await sealEphemeral(hers, [1, startMs], { space: other }));
  expect(heard.map((said) => said.space)).toEqual([space, other]);
});

test('EPH-2 a kind that is not known, and what is no ephemeral inside, is not heard', async () => {
  const { world, heard } = makeHearing();
  let at = startMs;
  for (const said of [[99, startMs], ['1', startMs], [1, -1], [1], []]) {
    await world.ephemerals.receive(space, await sealEphemeral(hers, said, { atMs: at++ }));
  }
  expect(heard).toEqual([]);
  await world.ephemerals.receive(space, await sealEphemeral(hers, [1, 5, 'later'], { atMs: at++ }));
  expect(heard).toMatchObject([{ atMs: 5, more: ['later'], device: hers }]);
});

test('EPH-1 several in one moment have growing counters, in the order in which they were said', async () => {
  const { world } = makeHearing();
  await Promise.all([1, 2, 3].map((i) => world.ephemerals.send(space, 'presence', [i])));
  const opened = await Promise.all(world.sent.map(openEphemeral));
  const counters = opened.map(({ counter }) => counter);
  expect(counters).toEqual([startMs, startMs + 1, startMs + 2]);
  expect(opened.map(({ value }) => decodeCbor(value, 100))).toEqual(
    [1, 2, 3].map((i) => ({ ok: true, value: [1, 2, startMs, i] })),
  );
});
