/** Runs a test of this device's way and tells each step as it happens (PUSH-7). */
import { pushPermission } from '../../platform/push.ts';
import { pushTestSeen } from './hear-worker.ts';
import { keepPush, type PushApi } from './push-here.ts';
import { failedStep, isPassed, type TestFacts } from './push-steps.ts';

const everyMs = 1000;
/** How long a push may take; more is late for an urgent message. */
const patienceMs = 45_000;

let running = 0;
/** The server knows the newest test alone: one that nobody asked for does not come between. */
export const isPushTestRunning = (): boolean => running > 0;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** `isWanted`: nobody looks at it any more. */
export async function runPushTest(
  api: PushApi,
  key: Uint8Array | undefined,
  tell: (facts: TestFacts) => void,
  isWanted: () => boolean = () => true,
): Promise<TestFacts> {
  running += 1;
  try {
    return await run(api, key, tell, isWanted);
  } finally {
    running -= 1;
  }
}

async function run(
  api: PushApi,
  key: Uint8Array | undefined,
  tell: (facts: TestFacts) => void,
  isWanted: () => boolean,
): Promise<TestFacts> {
  let facts: TestFacts = {};
  const learn = (more: TestFacts): TestFacts => {
    facts = { ...facts, ...more };
    tell(facts);
    return facts;
  };
  if (pushPermission() !== 'granted') return learn({ allowed: false });
  learn({ allowed: true });
  if (key === undefined || !(await keepPush(api, key))) return learn({ subscribed: false });
  learn({ subscribed: true });
  const started = await api.testPush();
  if (!started.ok) return learn({ sent: false, failure: started.error });
  learn({ sent: true });
  const token = started.value;
  for (let waitedMs = 0; waitedMs < patienceMs && isWanted(); waitedMs += everyMs) {
    await pause(everyMs);
    const test = await api.pushTest();
    const state = test.ok && test.value.token === token ? test.value : undefined;
    if (state?.status !== undefined) learn({ status: state.status });
    if (pushTestSeen() === token || state?.seenAtMs !== undefined) return learn({ seen: true });
    if (failedStep(facts) === 'taken') return facts;
  }
  return isPassed(facts) ? facts : learn(facts.status === undefined ? { status: 0 } : { seen: false });
}
