import { type RawBuilder, sql } from 'kysely';

/** A place in the write-ahead log (an LSN) as 16 hexadecimal digits: the texts sort as the places do. */
export type Lsn = string;

/** Before everything. */
export const START: Lsn = '0'.repeat(16);

/** After everything: no replica has replayed this much. */
export const UNREACHED: Lsn = 'f'.repeat(16);

/** An LSN that a client sent; undefined for any other text. */
export function readLsn(text: string | undefined): Lsn | undefined {
  return text !== undefined && /^[0-9a-f]{16}$/.test(text) ? text : undefined;
}

export function later(one: Lsn, other: Lsn): Lsn {
  return one > other ? one : other;
}

const asText = (bytes: RawBuilder<unknown>) => sql<Lsn>`lpad(to_hex(${bytes}), 16, '0')`;

/**
 * Where the primary writes next: not before the end of any commit that it has acknowledged, also with synchronous_commit=off.
 * At the start of a page it is behind the page's header of 24 bytes, which a standby reaches with the next record only.
 * Fails on a standby.
 */
export const PRIMARY_LSN = sql<Lsn>`(select ${asText(sql`p - case when p % 8192 = 24 then 24 else 0 end`)}
  from (select (pg_current_wal_insert_lsn() - '0/0')::bigint as p) as wal)`;

/** What a standby has replayed: later statements on it see at least this. Null on a server that is no standby, such as a promoted one. */
export const REPLAYED_LSN = sql<Lsn | null>`case when pg_is_in_recovery()
  then ${asText(sql`(coalesce(pg_last_wal_replay_lsn(), '0/0') - '0/0')::bigint`)} end`;
