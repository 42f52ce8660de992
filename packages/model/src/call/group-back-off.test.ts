import { expect, test } from 'vitest';
import { callAt, type GroupPhone, makeGroupWorld, ward } from '../../test/support/group-world.ts';

function three() {
  const world = makeGroupWorld([1, 1, 1]);
  const [a, b, c] = world.phones;
  if (a === undefined || b === undefined || c === undefined) throw new Error('three phones');
  for (const phone of [a, b, c]) {
    world.join(phone);
    world.run(400);
  }
  world.run(1_000);
  return { world, a, b, c };
}
type World = ReturnType<typeof three>['world'];

/** How many connections to her it opened in ten minutes. */
function openedIn10Minutes(world: World, phone: GroupPhone, everyMs: number, trick: (i: number) => void): number {
  const count = (): number => phone.effects.filter(({ type }) => type === 'link-open').length;
  const before = count();
  for (let i = 0; i * everyMs < 10 * 60_000; i++) {
    world.run(everyMs);
    trick(i);
  }
  return count() - before;
}

test('GROUPCALL-4 who comes again and again, or begins attempt after attempt, is connected to less and less often', () => {
  for (const kind of ['stays', 'attempts'] as const) {
    const { world, a, b, c } = three();
    b.isCutOff = true;
    const from = { space: ward, user: b.user, device: b.device, isAdmin: false };
    const sends = { microphone: true, camera: false, screen: false };
    const name = { call: callAt(1), startedBy: a.user, startedAtMs: 1, sends, handAtMs: undefined };
    let sinceMs = b.machine.stay?.sinceMs ?? 0;
    const said = { type: 'exchange', device: a.device, itsSinceMs: a.machine.stay?.sinceMs ?? 0 } as const;
    const opened = openedIn10Minutes(world, a, 1_100, (i) => {
      if (kind === 'stays') sinceMs = world.nowMs();
      world.act(a, { type: 'signal', ...from, signal: { type: 'here', sinceMs, ...name } });
      const attempt = kind === 'stays' ? 1 : i + 2;
      world.act(a, { type: 'signal', ...from, signal: { ...said, sinceMs, attempt, ack: 0, from: 0, items: [] } });
    });
    expect([kind, opened < 45]).toEqual([kind, true]);
    expect(a.machine.stay?.links.get(c.device)?.phase).toBe('connected');
  }
});

test('GROUPCALL-4 who was connected for two minutes is connected to at once when she comes again', () => {
  const { world, a, b } = three();
  const again = (): string | undefined => {
    world.act(b, { type: 'leave' });
    world.run(1_200);
    world.join(b);
    world.run(1_000);
    return a.machine.stay?.links.get(b.device)?.phase;
  };
  const phases = Array.from({ length: 5 }, again);
  expect(phases.slice(0, 2)).toEqual(['connected', 'connected']);
  expect(phases.at(-1)).toBe('unreachable');
  world.run(5 * 60_000);
  expect(a.machine.stay?.links.get(b.device)?.phase).toBe('connected');
  expect(again()).toBe('connected');
});
