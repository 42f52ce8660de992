/** The zone of this device, in which whole days lie (CAL-3). Asked each time: people travel. */
import { type Zone, zoneOf } from '../../calendar/zones.ts';

export function deviceZone(): Zone {
  const here = zoneOf(new Intl.DateTimeFormat().resolvedOptions().timeZone) ?? zoneOf('UTC');
  if (here === undefined) throw new Error('no platform is without UTC');
  return here;
}
