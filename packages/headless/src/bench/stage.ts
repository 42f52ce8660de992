/** What the stages share: one server, its people with their sockets, and the floors. */
import type { Conversation } from './conversations.ts';
import type { Floor } from './floor.ts';
import type { LoadSocket } from './load-socket.ts';
import type { BenchOptions } from './options.ts';
import type { Population } from './people.ts';
import type { PostgresClient } from './postgres.ts';
import type { PreparedStream } from './prepared.ts';
import type { BenchServer } from './server.ts';

export interface Stage {
  readonly options: BenchOptions;
  readonly server: BenchServer;
  readonly postgres: PostgresClient;
  readonly population: Population;
  /** Place of the person whose fresh device catches up. */
  readonly owner: number;
  /** One per person, in the same order. */
  readonly sockets: readonly LoadSocket[];
  /** F1, F2, F3. */
  readonly floors: readonly Floor[];
  /** The 200 of the throughput and latency rows. */
  readonly conversations: readonly Conversation[];
  readonly stream: PreparedStream;
  /** To standard error: what is being done. */
  readonly say: (line: string) => void;
}

/** What also those stages have that need no sockets. */
export type Ground = Pick<Stage, 'options' | 'server' | 'population' | 'owner' | 'say'>;
