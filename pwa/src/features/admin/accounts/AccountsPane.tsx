/** Accounts: what waits for a decision or a signature, then the table of all. */
import { createSignal, Show } from 'solid-js';
import { may } from '../../../app/admin/may.ts';
import { useMe } from '../../../app/me.ts';
import { Requests } from '../requests/Requests.tsx';
import { AccountsTable } from './AccountsTable.tsx';
import { Departed } from './Departed.tsx';

export const AccountsPane = () => {
  const me = useMe();
  const [changes, setChanges] = createSignal(0);
  return (
    <>
      <Requests onChange={() => setChanges((count) => count + 1)} />
      <Show when={may(me(), 'accounts.suspend')}>
        <Departed />
      </Show>
      <Show when={may(me(), 'accounts.read')}>
        <AccountsTable changes={changes()} />
      </Show>
    </>
  );
};
