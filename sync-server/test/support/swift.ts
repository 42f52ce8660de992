/** A bucket at a real S3 server, OpenStack Swift (`swift-s3.py`): Debian's python3-swift, in a folder of its own. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import type { Config } from '../../src/config.ts';
import { temporaryDir } from './temporary-dir.ts';

const program = new URL('swift-s3.py', import.meta.url).pathname;
const Ready = v.object({ endpoint: v.string(), bucket: v.string(), accessKey: v.string(), secretKey: v.string() });

export interface Swift {
  readonly bucket: NonNullable<Config['bucket']>;
  stop(): Promise<void>;
}

export async function startSwift(): Promise<Swift> {
  const folder = temporaryDir();
  const child = spawn('/usr/bin/python3', [program, folder.path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done === true) throw new Error('Swift did not start');
  const { bucket: name, ...rest } = v.parse(Ready, JSON.parse(first.value));
  return {
    bucket: { name, region: 'us-east-1', ...rest },
    async stop() {
      child.stdin.end();
      await ended;
      folder.remove();
    },
  };
}
