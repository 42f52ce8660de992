/** NOTIFY-8: what notifications show ends with who may see it here. */
import type { EngineState } from '@sanad/model/engine/api';
import { type Accessor, createEffect, on } from 'solid-js';
import { closeNotifications } from '../../platform/standing-notifications.ts';

const leaving: Partial<Record<EngineState['phase'], 'all' | 'words'>> = {
  'signed-out': 'all',
  emptied: 'all',
  stopped: 'all',
  // That something urgent waits stays said.
  locked: 'words',
};

export function takeAlongNotifications(state: Accessor<EngineState>): void {
  createEffect(
    on(
      () => leaving[state().phase],
      (which) => {
        // A browser that cannot list them has none to close.
        if (which !== undefined) void closeNotifications(which).catch(() => undefined);
      },
    ),
  );
}
