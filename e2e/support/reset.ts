/** A reset of somebody's identity by the administration, from a program of its own: no screen of these browsers takes part. */
import type { Enrolled } from './people.ts';
import { runProgram } from './program.ts';
import type { TestServer } from './server.ts';

export function resetIdentity(server: TestServer, administrator: Enrolled, person: Enrolled): void {
  const { staffNumber, password, recoveryCode } = administrator;
  const code = recoveryCode.join('');
  runProgram('packages/headless', 'reset-program.ts', [
    server.url,
    staffNumber,
    password,
    code,
    person.staffNumber,
    person.password,
  ]);
}
