/**
 * A share that was chosen to go here: its files and words come into the draft, as if they had been attached and typed. Sending is hers. What is not kept
 * with the draft yet waits on, so that a reload loses nothing.
 */
import { useLocation } from '@solidjs/router';
import { onMount } from 'solid-js';
import { shareIn, useShare } from '../../app/share/use-share.ts';
import type { Attachments } from './create-attachments.ts';
import type { Draft } from './create-draft.ts';

export function takeShared(attachments: Pick<Attachments, 'add'>, draft: Pick<Draft, 'text' | 'setText' | 'keep'>): void {
  const location = useLocation();
  const waiting = useShare();
  onMount(() => {
    // It stays in the history: going back here later finds nothing of it.
    const id = shareIn(location.state);
    if (id === undefined) return;
    void waiting.take(id, async ({ text, files }, kept) => {
      if (text !== '') {
        draft.setText([draft.text(), text].filter((words) => words !== '').join('\n'));
        await draft.keep();
        await kept('text');
      }
      if (files.length > 0) await attachments.add(files, ({ at }) => kept(at));
    });
  });
}
