/** A server and its people for all tests of a file; the first administrator is person 0. */
import { afterAll, beforeAll } from 'vitest';
import { makeWard, type TestPerson } from './people.ts';
import { makeServerProcess, type ServerProcess } from './server-process.ts';

export function useWard(...names: readonly string[]) {
  let server: ServerProcess | undefined;
  let ward: readonly TestPerson[] = [];
  beforeAll(async () => {
    server = await makeServerProcess();
    ward = await makeWard(server, ...names);
  });
  afterAll(async () => {
    for (const person of ward) await person.dispose();
    await server?.dispose();
  });
  return {
    server(): ServerProcess {
      if (server === undefined) throw new Error('no server');
      return server;
    },
    person(i: number): TestPerson {
      const found = ward[i];
      if (found === undefined) throw new Error('nobody');
      return found;
    },
  };
}
