/** A program for tests of other rooms: Postgres alone, in the folder that is named, until its parent ends it. */
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';

const postgres = await startEmbeddedPostgres({ dir: process.argv[2] ?? '', settings: ['fsync=off', 'synchronous_commit=off'] });
const end = () => void postgres.stop().then(() => process.exit(0));
process.on('SIGTERM', end);
process.on('disconnect', end);
process.send?.({ url: postgres.url });
