/**
 * A program for tests of other rooms: the whole server with a clock that its parent moves. `{ aheadMs }` as a message says by how much, and is
 * answered when it counts. It looks often for what is due, since an hour of it passes in moments. What people start is main.ts, which has no
 * such door.
 */
import { parseConfig } from '../../src/config.ts';
import { startServer } from '../../src/server.ts';

let aheadMs = Number(process.argv[2] ?? 0);
const config = parseConfig(process.env);
if (!config.ok) throw new Error(config.error.names.join());
const often = { alarmPollMs: 40, pushPollMs: 40 };
const server = await startServer(config.value, { nowMs: () => Date.now() + aheadMs, ...often });
if (!server.ok) throw new Error(server.error.line);
process.on('message', (message) => {
  if (typeof message === 'object' && message !== null && 'aheadMs' in message) aheadMs = Number(message.aheadMs);
  process.send?.({ aheadMs });
});
process.on('disconnect', () => process.exit(1));
process.on('SIGTERM', () => void server.value.close().then(() => process.exit(0)));
process.send?.({ port: server.value.port, firstAdminUrl: server.value.firstAdminUrl });
