/** What the hospital's rules say to somebody who is not in yet (POLICY-3, POLICY-6, POLICY-7). Undefined: not known, as without a network; the server decides again. */
import type { DoorRules } from '@sanad/model/engine/api';
import { type Accessor, createResource } from 'solid-js';
import { useEngine } from '../engine-client.ts';

export function createDoorRules(): Accessor<DoorRules | undefined> {
  const { api } = useEngine();
  const [rules] = createResource(async () => {
    const known = await api.doorRules();
    return known.ok ? known.value : undefined;
  });
  // Whoever reads it waits for nothing: the form is there at once.
  return () => rules.latest;
}
