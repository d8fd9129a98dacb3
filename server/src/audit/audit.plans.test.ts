import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNSEALED } from './chain/audit-seal.service.js';
import { explain } from '../testing/documents/explain.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

/** Large enough that PostgreSQL would scan the table for a query without an index. */
const ENTRIES = 20_000;

describe(`over ${ENTRIES} entries no list of the audit trail scans the table`, () => {
  let test: TestApp;
  let actor = '';
  let target = '';

  beforeAll(async () => {
    test = await startTestApp();
    // A hundred actors, two thousand targets; one entry in a thousand has the rare action.
    await test.database.query(
      `insert into audit_entries (occurred_at, action, actor_id, target_type, target_id)
      select '2026-01-01'::timestamptz + i * interval '1 minute',
        case when i % 1000 = 0 then 'ROLE_DELETED' when i % 2 = 0 then 'SIGNED_IN' else 'USER_UPDATED' end,
        ('00000000-0000-7000-8000-' || lpad((i % 100)::text, 12, '0'))::uuid, 'USER',
        ('00000000-0000-7000-9000-' || lpad((i % 2000)::text, 12, '0'))::uuid
      from generate_series(1, ${ENTRIES}) as i`,
    );
    await test.database.query('analyze audit_entries');
    const [row] = await test.database.query<{ actor_id: string; target_id: string }>(
      'select actor_id, target_id from audit_entries limit 1',
    );
    actor = row?.actor_id ?? '';
    target = row?.target_id ?? '';
  });
  afterAll(() => test.close());

  const plansOf = async (where: string, page: string) => {
    const filter = where.replace('ACTOR', actor).replace('TARGET', target);
    const rows = await explain(test, `{ auditEntries(${page}, where: { ${filter} }) { nodes { id } } }`);
    const counts = await explain(test, `{ auditEntries(where: { ${filter} }) { totalCount } }`);
    expect(rows).toHaveLength(1);
    expect(counts).toHaveLength(1);
    return [...rows, ...counts];
  };

  it.each([
    ['', 'audit_entries_occurred_at_idx'],
    ['actorId: "ACTOR"', 'audit_entries_actor_id_idx'],
    ['targetId: "TARGET"', 'audit_entries_target_id_idx'],
    ['targetId: "TARGET", action: [USER_UPDATED]', 'audit_entries_target_id_idx'],
    ['action: [ROLE_DELETED]', 'audit_entries_action_idx'],
    ['action: [SIGNED_IN]', 'audit_entries_action_idx'],
    ['action: [ROLE_DELETED, ROLE_CREATED]', 'audit_entries_action_idx'],
    [
      'occurredAt: { from: "2026-01-03T00:00:00Z", until: "2026-01-03T01:00:00Z" }',
      'audit_entries_occurred_at_idx',
    ],
    ['actorId: "ACTOR", occurredAt: { until: "2026-01-02T00:00:00Z" }', 'audit_entries_actor_id_idx'],
  ])('filtered by {%s} they take %s, at either end and counted', async (where, index) => {
    for (const page of ['first: 20', 'last: 20']) {
      for (const plan of await plansOf(where, page)) {
        expect(plan).toContain(index);
        expect(plan).not.toContain('Seq Scan');
      }
    }
  });

  it('lists after a cursor use the index too', async () => {
    const { data } = await test.graphql('{ auditEntries(first: 100) { pageInfo { endCursor } } }');
    const cursor = data.auditEntries.pageInfo.endCursor as string;
    const [plan] = await explain(test, `{ auditEntries(first: 20, after: "${cursor}") { nodes { id } } }`);
    expect(plan).toMatch(/audit_entries_occurred_at_idx[^]*Index Cond: .*occurred_at/);
  });

  it('the test for unsealed entries uses indexes', async () => {
    const rows = await test.database.query<{ 'QUERY PLAN': string }>(`explain ${UNSEALED}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('audit_entries_position_idx');
    expect(plan).not.toContain('Seq Scan');
  });
});
