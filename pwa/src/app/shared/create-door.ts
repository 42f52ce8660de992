/** At the doors of an account: what kind of computer she says this is, and the engine that runs for it (SHARED-1). */
import type { SharedComputer } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import { useEngine } from '../engine-client.ts';
import { newProfile } from './ward-computer.ts';

export function createDoor() {
  const engine = useEngine();
  const [computer, setComputer] = createSignal<SharedComputer | undefined>(engine.opened().computer);
  return {
    computer,
    setComputer,
    /** Somebody who has keys here says nothing new: her computer is what it was. */
    isOpen: () => engine.state().phase === 'signed-out',
    /** Before anything of hers is asked or kept. */
    enter() {
      const now = engine.state().phase;
      if (now === 'signed-out' && computer() !== engine.opened().computer) engine.reopen(newProfile(computer()));
    },
  };
}
