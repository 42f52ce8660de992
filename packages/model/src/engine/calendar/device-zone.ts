/** The zone of this device, in which whole days lie (CAL-3). Asked each time: people travel. */
import { type Zone, zoneOrUtc } from '../../calendar/zones.ts';

export const deviceZone = (): Zone => zoneOrUtc(new Intl.DateTimeFormat().resolvedOptions().timeZone);
