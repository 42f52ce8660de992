/** Accounts: what waits for a decision, then the table of all. */
import { Requests } from '../requests/Requests.tsx';

export const AccountsPane = () => <Requests />;
