/** Metrics (HTTP-12): counts, sizes and durations, never a name. One registry per server, so that tests may run several. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AlarmMetrics } from '../alarms/runner.ts';

export interface Metrics {
  readonly text: () => Promise<string>;
  readonly contentType: string;
  readonly batch: (count: number, bytes: number, ms: number) => void;
  readonly request: (method: string, status: number, ms: number) => void;
  readonly violation: (code: number) => void;
  readonly alarms: AlarmMetrics;
  readonly reminders: AlarmMetrics;
  readonly files: {
    /** All bytes of one are there. */
    readonly stored: () => void;
    readonly bytes: (direction: 'in' | 'out', count: number) => void;
  };
  /** One attempt to send a push: what came of it, how long it took. */
  readonly push: (outcome: string, ms: number) => void;
}

export function createMetrics(
  sockets: () => number,
  waitingForDatabase: () => number,
  keptAlarms: () => Promise<ReadonlyMap<string, number>>,
  waitingReminders: () => Promise<number | undefined>,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const appends = new Counter({ name: 'sanad_appends_total', help: 'Chunks stored', registers });
  const bytes = new Counter({ name: 'sanad_append_bytes_total', help: 'Bytes of chunks stored', registers });
  const batchSize = new Histogram({
    name: 'sanad_append_batch_size',
    help: 'Chunks per transaction',
    buckets: [1, 2, 5, 10, 25, 50, 100, 200, 400],
    registers,
  });
  const batchSeconds = new Histogram({
    name: 'sanad_append_batch_seconds',
    help: 'Duration of a transaction',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2],
    registers,
  });
  const requests = new Histogram({
    name: 'sanad_http_request_seconds',
    help: 'HTTP requests of the API',
    labelNames: ['method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const violations = new Counter({
    name: 'sanad_socket_violations_total',
    help: 'Sockets closed for a violation',
    labelNames: ['code'],
    registers,
  });
  const rings = new Counter({ name: 'sanad_alarm_rings_total', help: 'Rings of alarms: one person once', registers });
  const lag = new Histogram({
    name: 'sanad_alarm_lag_seconds',
    help: 'From when something of an alarm was due until it happened',
    buckets: [0.1, 0.5, 1, 2, 3, 5, 15, 60, 600],
    registers,
  });
  new Gauge({
    name: 'sanad_alarms',
    help: 'Alarms that are kept, by phase',
    labelNames: ['phase'],
    registers,
    async collect() {
      for (const [phase, count] of await keptAlarms()) this.set({ phase }, count);
    },
  });
  const reminded = new Counter({ name: 'sanad_reminders_total', help: 'Reminders whose time came: one person once', registers });
  const reminderLag = new Histogram({
    name: 'sanad_reminder_lag_seconds',
    help: 'From when a reminder was due until it was sent',
    buckets: [0.1, 0.5, 1, 2, 3, 5, 15, 60, 600],
    registers,
  });
  new Gauge({
    name: 'sanad_reminders_waiting',
    help: 'Reminders that are to come',
    registers,
    async collect() {
      const count = await waitingReminders();
      if (count !== undefined) this.set(count);
    },
  });
  const files = new Counter({ name: 'sanad_files_total', help: 'Files whose bytes are all there', registers });
  const fileBytes = new Counter({
    name: 'sanad_file_bytes_total',
    help: 'Sealed bytes of files that came in, or were asked for',
    labelNames: ['direction'],
    registers,
  });
  const pushes = new Counter({
    name: 'sanad_pushes_total',
    help: 'Attempts to send a push, by what came of them',
    labelNames: ['outcome'],
    registers,
  });
  const pushSeconds = new Histogram({
    name: 'sanad_push_seconds',
    help: 'Duration of an attempt to send a push',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  new Gauge({
    name: 'sanad_sockets',
    help: 'Joined sockets',
    registers,
    collect() {
      this.set(sockets());
    },
  });
  new Gauge({
    name: 'sanad_database_waiting',
    help: 'Requests that wait for a connection',
    registers,
    collect() {
      this.set(waitingForDatabase());
    },
  });
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    batch: (count, size, ms) => {
      appends.inc(count);
      bytes.inc(size);
      batchSize.observe(count);
      batchSeconds.observe(ms / 1000);
    },
    request: (method, status, ms) => requests.observe({ method, status: String(status) }, ms / 1000),
    violation: (code) => violations.inc({ code: String(code) }),
    alarms: {
      rings: (count) => rings.inc(count),
      lag: (ms) => lag.observe(ms / 1000),
    },
    reminders: {
      rings: (count) => reminded.inc(count),
      lag: (ms) => reminderLag.observe(ms / 1000),
    },
    files: {
      stored: () => files.inc(),
      bytes: (direction, count) => fileBytes.inc({ direction }, count),
    },
    push: (outcome, ms) => {
      pushes.inc({ outcome });
      pushSeconds.observe(ms / 1000);
    },
  };
}
