/**
 * The protocol's version ledger (WIRE-1). A change to any message, link, record or chunk shape adds a line here; a test pins a
 * fingerprint of the schemas to the current number.
 *
 * 1 – first: chunks, device chains, organisation chain, epoch records, snapshots, marks, ephemerals; in documents also acts of calendars
 *     (kinds 40 to 42, documents of kind `calendar`); reminders of events (notice and push of kind `event`, push of kind `reminder`; a filter
 *     names calendars that do not remind); push of kind `announcement`; portraits (kind 33, documents of kind `portraits`).
 */
export const PROTOCOL_VERSION = 1;
export const OLDEST_SUPPORTED_VERSION = 1;
