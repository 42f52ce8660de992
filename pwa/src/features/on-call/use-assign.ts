/** Says who has a shift (nobody: it is open again), and what became of saying so. */
import type { ShiftRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';

export type Assign = (shift: ShiftRow, holder: UserId | undefined, name: string) => Promise<boolean>;

export function useAssign(): Assign {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  return async ({ calendar, event, at }, holder, name) => {
    const fields = { holder: holder ?? null };
    const changed = await api.changeEvent(calendar, event, { fields }, at === undefined ? 'all' : 'this', at);
    const words = holder === undefined ? i18n.t('duty.freed') : i18n.t('duty.assigned', { name });
    toaster.show({ text: changed.ok ? words : failureWords(i18n, changed.error) });
    return changed.ok;
  };
}
