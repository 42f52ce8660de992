/** `resetIdentity` as a program, for tests of screens: <url> <admin login> <password> <recovery code> <login> <password>. */
import { resetIdentity } from './reset-identity.ts';

const [url = '', adminLogin = '', adminPassword = '', recoveryCode = '', login = '', password = ''] = process.argv.slice(2);
await resetIdentity(url, { login: adminLogin, password: adminPassword, recoveryCode }, { login, password });
