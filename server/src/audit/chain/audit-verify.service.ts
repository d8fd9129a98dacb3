import type { ClientBase } from 'pg';
import { beginningOf, readSeals, type Seal, sealHash } from './audit-chain.js';

/** The fault that was found: the first seal that does not match, or a head that is not in the chain. */
export type AuditFault =
  | { kind: 'missing'; seal: string }
  | { kind: 'count'; seal: string; sealedAt: string; sealed: string; found: string }
  | { kind: 'hash'; seal: string; sealedAt: string; sealed: string }
  /** Values were erased or replaced without an entry for the erasure of their user. */
  | { kind: 'erased'; entry: string }
  | { kind: 'head' };

export interface AuditReport {
  sealed: number;
  seals: number;
  /** Entries that are not sealed yet. */
  waiting: number;
  /** The newest seal's hash in hexadecimal digits; undefined without a seal. */
  head: string | undefined;
  fault: AuditFault | undefined;
}

const SEALS_AT_ONCE = 1_000;

/**
 * Reads the whole trail a page at a time and recomputes every seal; stops at the first that does not match.
 * @param kept a head that was noted earlier: if it is not in the chain, the chain was truncated or rebuilt.
 */
export async function verifyAudit(client: ClientBase, kept?: string): Promise<AuditReport> {
  // One snapshot: seals that other servers add meanwhile are not read.
  await client.query('begin isolation level repeatable read read only');
  try {
    return await walk(client, kept?.toLowerCase());
  } finally {
    await client.query('rollback');
  }
}

async function walk(client: ClientBase, kept: string | undefined): Promise<AuditReport> {
  const report: AuditReport = { sealed: 0, seals: 0, waiting: 0, head: undefined, fault: undefined };
  let keptIsThere = kept === undefined;
  let previous: Seal | undefined;
  /** The fault of a seal of version 1 whose values were erased: none if a later seal holds all entries. */
  let open: AuditFault | undefined;
  for (;;) {
    const seals = await readSeals(client, previous?.id ?? '0', SEALS_AT_ONCE);
    for (const seal of seals) {
      const fault = await check(client, previous, seal);
      if (fault && !(await isOfErased(client, fault, previous, seal))) return { ...report, fault };
      open = seal.isWhole ? undefined : (open ?? fault);
      report.seals += 1;
      report.sealed = seal.isWhole ? Number(seal.count) : report.sealed + Number(seal.count);
      report.head = seal.hash.toString('hex');
      keptIsThere ||= report.head === kept;
      previous = seal;
    }
    if (seals.length < SEALS_AT_ONCE) break;
  }
  report.waiting = await countFrom(client, previous);
  const fault = open ?? (await findUnfoundedErasure(client));
  if (fault) return { ...report, fault };
  return keptIsThere ? report : { ...report, fault: { kind: 'head' } };
}

async function check(
  client: ClientBase,
  previous: Seal | undefined,
  seal: Seal,
): Promise<AuditFault | undefined> {
  const expected = String(BigInt(previous?.id ?? 0) + 1n);
  if (seal.id !== expected) return { kind: 'missing', seal: expected };
  const { count, hash } = await sealHash(client, previous, seal);
  const said = { seal: seal.id, sealedAt: seal.sealedAt, sealed: seal.count };
  if (count !== seal.count) return { kind: 'count', ...said, found: count };
  return hash.equals(seal.hash) ? undefined : { kind: 'hash', ...said };
}

/** The index of erased entries is read for it. */
const ERASED = `(a.changes_salt is null or (a.address is null and a.address_digest is not null))`;

/** Whether the hash of a seal of version 1 does not match because values in it were erased. */
async function isOfErased(
  client: ClientBase,
  { kind }: AuditFault,
  previous: Seal | undefined,
  seal: Seal,
): Promise<boolean> {
  if (kind !== 'hash' || seal.version !== 1) return false;
  const { rows } = await client.query(
    `select from audit_entries a where ${ERASED} and a.position >= $1 and a.position < $2 limit 1`,
    [beginningOf(seal, previous), seal.upto],
  );
  return rows.length > 0;
}

/** An erased entry is valid if it is about or by a user whose erasure is in the trail, and its values were not replaced. */
async function findUnfoundedErasure(client: ClientBase): Promise<AuditFault | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `select a.id from audit_entries a where ${ERASED}
      and ((a.changes_salt is null and a.changes <> erased_changes(a.changes))
        or not exists (select from audit_entries e
          where e.action = 'USER_ERASED' and e.target_id in (a.target_id, a.actor_id)))
      order by a.id limit 1`,
  );
  const [entry] = rows;
  return entry && { kind: 'erased', entry: entry.id };
}

async function countFrom(client: ClientBase, last: Seal | undefined): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    'select count(*) as count from audit_entries where position >= $1',
    [last?.upto ?? '-9223372036854775808'],
  );
  return Number(rows[0]?.count);
}
