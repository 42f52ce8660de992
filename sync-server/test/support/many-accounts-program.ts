/** `addAccounts` as a program, for tests of screens: <data folder of a running server> <how many>. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAccounts } from './many-accounts.ts';

const [folder = '', count = ''] = process.argv.slice(2);
// The embedded Postgres says in its lock file where it listens.
const [, , , port, host = ''] = readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n');
await addAccounts({ host, port: Number(port), user: 'sanad', database: 'postgres' }, Number(count));
