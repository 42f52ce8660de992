/** Opens the conversation with a colleague; it is made on this device when there is none, also without a network. */

import type { Person } from '@sanad/model/engine/api';
import { useNavigate } from '@solidjs/router';
import { useI18n } from '../i18n/use-i18n.ts';
import { useToaster } from '../ui/toaster.ts';
import { useEngine } from './engine-client.ts';
import { failureWords } from './failure-words.ts';

export function useWriteTo(): (person: Person, state?: object) => Promise<void> {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  const navigate = useNavigate();
  return async (person, state) => {
    const result = await api.openDirect(person.user);
    if (result.ok) navigate(`/c/${result.value}`, state === undefined ? {} : { state });
    else toaster.show({ text: failureWords(i18n, result.error) });
  };
}
