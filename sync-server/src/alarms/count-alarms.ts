/** How many alarms are kept, for the metrics. Without a database nothing is known, and the other metrics are still told. */
import { ALARM_PHASES } from '@sanad/model/wire/alarm';
import { type Database, isUnavailable } from '../db/database.ts';

export async function countAlarms(database: Database): Promise<ReadonlyMap<string, number>> {
  try {
    const { rows } = await database.query<{ phase: string; count: number }>(
      'select phase, count(*)::int as count from alarm group by phase',
    );
    const counts = new Map(rows.map(({ phase, count }) => [phase, count]));
    return new Map(ALARM_PHASES.map((phase): [string, number] => [phase, counts.get(phase) ?? 0]));
  } catch (error) {
    if (isUnavailable(error)) return new Map();
    throw error;
  }
}
