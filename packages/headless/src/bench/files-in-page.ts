/** Files in the app (scripts/bench-files.mjs): two browsers, one sends a photo and a large file, the other sees the thumbnail. */
import type { SpaceId } from '@sanad/model/ids';
import { type Measured, measureInPage } from './page-script.ts';
import type { BenchPerson } from './people.ts';
import { filesScript } from './places.ts';
import { atMost, type Row } from './report.ts';
import type { Ground } from './stage.ts';

const maxTaskMs = 50;
const maxThumbnailMs = 1000;
const photos = 7;

export async function measureFilesInPage(
  ground: Ground,
  people: readonly BenchPerson[],
  conversation: SpaceId,
  file: string,
): Promise<readonly Row[]> {
  const settings = {
    ...{ url: ground.server.url, conversation, file, runs: ground.options.quick ? 3 : photos },
    people: people.map(({ email, password, identity }) => ({ login: email, password, code: identity.recoveryCode.join('') })),
  };
  return measureInPage(ground, 'files in Chromium', filesScript, settings, rowsOf);
}

function rowsOf(measured: Measured): readonly Row[] {
  const of = (name: string): number => measured[name] ?? Number.NaN;
  const seconds = (name: string): string => (of(name) / 1000).toFixed(1);
  return [
    {
      what: 'app: longest task of the page while a file of 100 MB is chosen, sealed and sent',
      unit: 'ms',
      value: of('longestTaskMs'),
      target: atMost(of('longestTaskMs'), maxTaskMs),
      note:
        `${of('longTasks')} tasks above 50 ms; at most ${Math.round(of('longestFrameMs'))} ms from frame to frame; ` +
        `sealed after ${seconds('sealedMs')} s, at the server after ${seconds('sentMs')} s`,
    },
    {
      what: 'app: a photo, from Send until the other browser shows its thumbnail',
      unit: 'ms',
      value: of('thumbnailMs'),
      target: atMost(of('thumbnailMs'), maxThumbnailMs),
      note: `median; the slowest took ${Math.round(of('thumbnailWorstMs'))} ms`,
    },
  ];
}
