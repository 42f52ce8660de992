/** Keeping what is being written: nobody waits for it, and a device that has no room for it says so before the window is closed. */
import type { CommandError } from '@sanad/model/engine/api';
import type { Result } from '@sanad/model/result';
import { failureWords } from '../../app/failure-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';

export function createKeeper(): (saving: Promise<Result<void, CommandError>>) => Promise<void> {
  const i18n = useI18n();
  const toaster = useToaster();
  return async (saving) => {
    const saved = await saving;
    // Nothing else can be helped here: after a sign-out there is nothing to keep it in.
    if (!saved.ok && saved.error.type === 'storage-full') toaster.show({ text: failureWords(i18n, saved.error) });
  };
}
