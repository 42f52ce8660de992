/** Tables of rows that are large and rarely needed: read one by one, never kept in memory. */
export const coldTables: ReadonlySet<string> = new Set(['log-history', 'search', 'window', 'calendar']);
