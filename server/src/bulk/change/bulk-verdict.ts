import { type RawBuilder, sql } from 'kysely';
import type { Viewer } from '../../access/viewer.js';
import { columnOf } from '../../users/user.fields.js';
import { BulkChangeKind } from './bulk-change.enums.js';
import { INVERSE, type StoredChange, TEXT_OF } from './bulk-change.rule.js';

/** What a batch does, and who started it. */
export interface Judged {
  kind: BulkChangeKind;
  change: StoredChange;
  isUndo: boolean;
  actor: Viewer;
}

/** The kind whose rules and statements apply. */
export function effectiveKind({ kind, isUndo }: Pick<Judged, 'kind' | 'isUndo'>): BulkChangeKind {
  return isUndo ? (INVERSE[kind] ?? kind) : kind;
}

/** The column that SET_FIELD sets, of the row `u`. */
export function fieldColumn({ field }: StoredChange): RawBuilder<string | null> {
  return sql.ref(`u.${columnOf(TEXT_OF[field ?? 'DEPARTMENT'])}`);
}

/** The value that SET_FIELD sets: for an undo, the value before of each user. */
export function fieldValue({ change, isUndo }: Judged, row: string): RawBuilder<string | null> {
  return isUndo ? sql`${sql.ref(`${row}.before`)}->>'value'` : sql`${change.value ?? null}::text`;
}

const HAS_ROLE = (roleId: string) =>
  sql`exists (select from user_roles ur where ur.user_id = u.id and ur.role_id = ${roleId}::uuid)`;

const IS_IN_BIN = sql`u.deleted_at is not null`;

/** As checkReach: a role of the user has a permission that the actor lacks. */
function isBeyond(permissions: readonly string[]): RawBuilder<boolean> {
  return sql`exists (select from user_roles ur join roles r on r.id = ur.role_id
    where ur.user_id = u.id and not r.permissions <@ ${permissions}::text[])`;
}

/** Why the kind itself refuses or leaves a user: conditions on the row `u`, in the order of the single write. */
function ownRules(judged: Judged): [RawBuilder<unknown>, string][] {
  const { change, actor } = judged;
  const permissions = [...actor.permissions];
  switch (effectiveKind(judged)) {
    case BulkChangeKind.DEACTIVATE:
      return [[sql`u.deactivated_at is not null`, 'UNCHANGED']];
    case BulkChangeKind.REACTIVATE:
      return [[sql`u.deactivated_at is null`, 'UNCHANGED']];
    case BulkChangeKind.DELETE:
      return [[IS_IN_BIN, 'UNCHANGED']];
    case BulkChangeKind.RESTORE:
      return [
        [sql`u.deleted_at is null`, 'UNCHANGED'],
        [
          sql`exists (select from users o where lower(o.email) = lower(u.email) and o.deleted_at is null)`,
          'EMAIL_TAKEN',
        ],
      ];
    case BulkChangeKind.ERASE:
      return [[sql`u.deleted_at is null`, 'INVALID']];
    case BulkChangeKind.SET_FIELD:
      return [[sql`${fieldColumn(change)} is not distinct from ${fieldValue(judged, 'a')}`, 'UNCHANGED']];
    case BulkChangeKind.ADD_ROLE:
    case BulkChangeKind.REMOVE_ROLE: {
      const role = change.roleId ?? '';
      const has = HAS_ROLE(role);
      const gives = effectiveKind(judged) === BulkChangeKind.ADD_ROLE;
      return [
        [gives ? has : sql`not ${has}`, 'UNCHANGED'],
        [sql`not exists (select from roles r where r.id = ${role}::uuid)`, 'INVALID'],
        [
          sql`exists (select from roles r where r.id = ${role}::uuid and not r.permissions <@ ${permissions}::text[])`,
          'NOT_ALLOWED',
        ],
      ];
    }
    case BulkChangeKind.RESEND_INVITATION:
      return [[sql`u.status <> 'INVITED'`, 'INVALID']];
    case BulkChangeKind.IMPORT:
      throw new Error('not a kind of these rules');
    case BulkChangeKind.END_SESSIONS:
      return [
        [
          sql`not exists (select from sessions s where s.user_id = u.id and s.revoked_at is null and s.expires_at > now())`,
          'UNCHANGED',
        ],
      ];
  }
}

/** The single writes of these kinds find users in the bin too. */
const FINDS_BIN: ReadonlySet<BulkChangeKind> = new Set([
  BulkChangeKind.DELETE,
  BulkChangeKind.RESTORE,
  BulkChangeKind.ERASE,
  BulkChangeKind.END_SESSIONS,
]);

/** Changes that are refused for oneself. */
const NOT_SELF: ReadonlySet<BulkChangeKind> = new Set([BulkChangeKind.DEACTIVATE, BulkChangeKind.DELETE]);

function rules(judged: Judged): [RawBuilder<unknown>, string][] {
  const { actor, isUndo } = judged;
  const kind = effectiveKind(judged);
  const isSelf = sql`u.id = ${actor.userId}::uuid`;
  const beyond = isBeyond([...actor.permissions]);
  const reach: [RawBuilder<unknown>, string][] =
    kind === BulkChangeKind.END_SESSIONS
      ? // The actor's own sessions are ended in a session, which does not check the reach.
        [
          [actor.sessionId === null ? isSelf : sql`false`, 'NOT_ALLOWED'],
          [sql`not (${isSelf}) and ${beyond}`, 'NOT_ALLOWED'],
        ]
      : [[beyond, 'NOT_ALLOWED']];
  return [
    [sql`u.id is null`, 'NOT_FOUND'],
    ...(isUndo
      ? [[sql`u.version <> a.version_after`, 'STALE_VERSION'] as [RawBuilder<unknown>, string]]
      : []),
    ...(FINDS_BIN.has(kind) ? [] : [[IS_IN_BIN, 'NOT_FOUND'] as [RawBuilder<unknown>, string]]),
    ...(NOT_SELF.has(kind) ? [[isSelf, 'SELF'] as [RawBuilder<unknown>, string]] : []),
    ...reach,
    ...ownRules(judged),
  ];
}

const IS_OWNER = sql<boolean>`(u.status = 'ACTIVE' and exists (select from user_roles ur join roles r on r.id = ur.role_id
  where ur.user_id = u.id and r.key = 'OWNER'))`;

/** Whether the change may take the owner role or the sign-in from owners. */
function mayLoseOwners(judged: Judged): RawBuilder<boolean> {
  const kind = effectiveKind(judged);
  if (NOT_SELF.has(kind)) return IS_OWNER;
  if (kind !== BulkChangeKind.REMOVE_ROLE) return sql`false`;
  return sql`(${IS_OWNER} and exists (select from roles r where r.id = ${judged.change.roleId ?? ''}::uuid and r.key = 'OWNER'))`;
}

/** Counted up to one more than a batch or a preview holds: no more of them can be judged at once. */
const OWNERS = sql`(select count(*) from (select from roles r join user_roles ur on ur.role_id = r.id
  join users u on u.id = ur.user_id and u.status = 'ACTIVE' where r.key = 'OWNER' limit 10001) as owners)`;

/**
 * The CTE `judged(number, item, id, before, verdict)`: each user with CHANGED, UNCHANGED or the code of the rule that refuses, by the
 * rules of the single writes (users/write/user.service.ts, users/bin/bin.service.ts), as if they came one after another.
 * @param asked selects `number, item, user_id, before, version_after`; `item` is the place of the row in bulk_items
 */
export function judgedRows(asked: RawBuilder<unknown>, judged: Judged): RawBuilder<unknown> {
  const cases = rules(judged).map(([condition, verdict]) => sql`when ${condition} then ${sql.lit(verdict)}`);
  const isRestore = effectiveKind(judged) === BulkChangeKind.RESTORE;
  // Two users of the bin may have had one address, one after the other: the first is restored.
  const address = isRestore ? sql`lower(u.email)` : sql`null::text`;
  const repeats = isRestore
    ? sql`when verdict = 'CHANGED' and row_number() over (partition by verdict, address order by number) > 1 then 'EMAIL_TAKEN'`
    : sql``;
  return sql`asked as materialized (${asked}),
    ruled as materialized (select a.number, a.item, a.user_id as id, a.before,
        case ${sql.join(cases, sql` `)} else 'CHANGED' end as verdict, ${address} as address,
        u.id is not null and ${mayLoseOwners(judged)} as is_owner
      from asked a left join users u on u.id = a.user_id),
    judged as materialized (select number, item, id, before, case ${repeats}
        when verdict = 'CHANGED' and is_owner
          and row_number() over (partition by verdict, is_owner order by number) >= ${OWNERS} then 'LAST_OWNER'
        else verdict end as verdict
      from ruled)`;
}
