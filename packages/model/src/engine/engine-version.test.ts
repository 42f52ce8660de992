import { expect, test } from 'vitest';
import model from '../../package.json' with { type: 'json' };
import { engineVersion } from './engine-version.ts';

test('SYNC-17 a new version of the package is a new version of the engine', () => {
  expect(engineVersion).toBe(model.version);
});
