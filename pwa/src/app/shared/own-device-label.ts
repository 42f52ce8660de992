/** SHARED-7: what this device calls itself in the list of her devices says on what kind of computer it is. */
import { markedLabel } from '@sanad/model/engine/api';
import { deviceLabel } from '../device-label.ts';
import type { EngineClient } from '../engine-client.ts';

export const ownDeviceLabel = (engine: Pick<EngineClient, 'opened'>): string =>
  markedLabel(deviceLabel(navigator.userAgent), engine.opened().computer);
