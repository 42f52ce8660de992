/** Who is signed in, for screens that stand behind the door. */
import type { Me } from '@sanad/model/engine/api';
import { createMemo } from 'solid-js';
import { useEngine } from './engine-client.ts';

export function useMe() {
  const { state } = useEngine();
  return createMemo<Me | undefined>(() => {
    const now = state();
    return 'me' in now ? now.me : undefined;
  });
}
