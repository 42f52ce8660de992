/** Writes a choice down; what could not be is said, and the screen shows what stands. */
import type { NotificationSettings } from '@sanad/model/engine/api';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { useToaster } from '../../../ui/toaster.ts';

export type Change = (change: Partial<NotificationSettings>) => Promise<boolean>;

export function useChange(): Change {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  return async (change) => {
    const result = await api.changeNotifications(change);
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
    return result.ok;
  };
}
