import type { ClientBase } from 'pg';
import { readSeals, type Seal, sealHash } from './audit-chain.js';

/** The fault that was found: the first seal that does not match, or a head that is not in the chain. */
export type AuditFault =
  | { kind: 'missing'; seal: string }
  | { kind: 'count'; seal: string; sealedAt: string; sealed: string; found: string }
  | { kind: 'hash'; seal: string; sealedAt: string; sealed: string }
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
  for (;;) {
    const seals = await readSeals(client, previous?.id ?? '0', SEALS_AT_ONCE);
    for (const seal of seals) {
      const fault = await check(client, previous, seal);
      if (fault) return { ...report, fault };
      report.seals += 1;
      report.sealed += Number(seal.count);
      report.head = seal.hash.toString('hex');
      keptIsThere ||= report.head === kept;
      previous = seal;
    }
    if (seals.length < SEALS_AT_ONCE) break;
  }
  report.waiting = await countFrom(client, previous);
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

async function countFrom(client: ClientBase, last: Seal | undefined): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    'select count(*) as count from audit_entries where position >= $1',
    [last?.upto ?? '-9223372036854775808'],
  );
  return Number(rows[0]?.count);
}
