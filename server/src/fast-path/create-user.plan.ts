import { getArgumentValues, type GraphQLObjectType } from 'graphql';
import { type RawBuilder, sql } from 'kysely';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { type Claim, claimOf } from '../idempotency/idempotency-key.rule.js';
import { keepUserStatement, takeKeyStatement } from '../idempotency/idempotency.service.js';
import { createdChanges } from '../users/write/user.changes.js';
import type { CreateUserInput } from '../users/write/user.inputs.js';
import { userColumns } from '../users/user.columns.js';
import { columnOf, TEXT_FIELDS, type UserTexts } from '../users/user.fields.js';
import { readTexts } from '../users/user.validation.js';
import { type AskedField, askedOf, objectWriter, type Reading, Unusual } from './answer-writer.js';
import type { Asker, CreatePlan } from './plan.js';
import type { LaneStep } from '../database/lanes.js';
import type { Statements } from '../database/statements.js';
import { type ListPlan, type ListReading, userListPlan } from './user-list.plan.js';
import { type UserColumns, userColumnsOf, userWriter } from './user-writer.js';
import type { Result, Row } from '../database/pipeline-batch.js';

interface Made {
  row: Row;
  lists: string[];
}

/**
 * The plan of createUser for a user with neither roles, password nor invitation: the user, the audit trail's entry and
 * the lists in one transaction and one round trip. Whatever is refused is left to users/write/user.service.ts, which says why.
 * @throws Unusual
 */
export function createUserPlan(
  reading: Reading,
  statements: Statements,
  type: GraphQLObjectType,
  field: AskedField,
): CreatePlan {
  const asked = askedOf(reading, 'CreateUserPayload', field.nodes);
  const userFields = asked
    .filter(({ name }) => name === 'user')
    .flatMap(({ nodes }) => askedOf(reading, 'User', nodes));
  const columns = userColumnsOf(userFields);
  const lists = listPlans(reading, statements, asked);
  const write = payloadWriter(reading, asked, columns);
  const statement = statements.get(`create ${columns.join()}`, () => createStatement(columns));
  const definition = type.getFields()[field.name] as never;
  const [node] = field.nodes;

  return (variables, asker) => {
    const given = getArgumentValues(definition, node as never, variables);
    const { input } = given as { input: CreateUserInput };
    if (input.password != null || input.invite || (input.roleIds?.length ?? 0) > 0) return undefined;
    const { texts, refusals } = readTexts(input);
    const asked = lists.map((list) => list(variables));
    const steps = asked.flatMap((list) => list.steps);
    // A search would hold up the writes of others on the same connection.
    if (refusals.length > 0 || steps.some(({ lane }) => lane !== 'short')) return undefined;
    const create: LaneStep = { statement, values: valuesOf(texts, asker), lane: 'short' };
    const claim = claimOf(asker.viewer, asker.key, field.name, given);
    const [take, keep] = claim ? keySteps(statements, claim, texts.email) : [];
    return {
      steps: [take, create, keep, ...steps].filter((step) => step !== undefined),
      answer(results) {
        const [created, ...rest] = take ? [results[1] ?? [], ...results.slice(3)] : results;
        const [row] = created ?? [];
        // Nothing was written: somebody may do less since the asker was looked up.
        if (!row) return undefined;
        asker.created(row[0] as string);
        return write({ row, lists: writeLists(asked, rest) });
      },
    };
  };
}

/** Before and after the user is made. A key that is there already fails the whole message, and the resolvers find out. */
function keySteps(statements: Statements, claim: Claim, email: string | undefined): [LaneStep, LaneStep] {
  const { principalId, keyHash, fingerprint } = claim;
  return [
    {
      statement: statements.get('take key', takeKeyStatement),
      values: [principalId, keyHash, fingerprint],
      lane: 'short',
    },
    {
      statement: statements.get('keep user', keepUserStatement),
      values: [email, principalId, keyHash],
      lane: 'short',
    },
  ];
}

function listPlans(reading: Reading, statements: Statements, asked: readonly AskedField[]): ListPlan[] {
  const payload = reading.schema.getType('CreateUserPayload') as GraphQLObjectType;
  const definition = payload.getFields()['users'] as never;
  return asked
    .filter(({ name }) => name === 'users')
    .map((field) => userListPlan(reading, statements, definition, field));
}

function writeLists(lists: readonly ListReading[], results: readonly Result[]): string[] {
  let start = 0;
  return lists.map(({ steps, write }) => write(results.slice(start, (start += steps.length))));
}

function payloadWriter(reading: Reading, asked: readonly AskedField[], columns: UserColumns) {
  let lists = 0;
  return objectWriter<Made>('CreateUserPayload', asked, ({ name, nodes }) => {
    if (name === 'userErrors') return () => '[]';
    if (name === 'invitationLink') return () => 'null';
    if (name === 'users') {
      const index = lists++;
      return (made) => made.lists[index] as string;
    }
    if (name !== 'user') throw new Unusual(name);
    const write = userWriter(reading, askedOf(reading, 'User', nodes), columns);
    return ({ row }) => write(row);
  });
}

/**
 * Its parameters are TEXT_FIELDS, then the epoch at which the asker was looked up, then what the audit trail keeps. Of
 * another epoch by now, nothing is written.
 */
function createStatement(columns: UserColumns): RawBuilder<unknown> {
  return sql`with made as (
      insert into users (${sql.join(TEXT_FIELDS.map((name) => sql.id(columnOf(name))))})
      select ${sql.join(TEXT_FIELDS.map(() => sql`${null}::text`))} where (select number from access_epoch) = ${null}::bigint
      returning *
    ), noted as (
      insert into audit_entries
        (action, actor_id, session_id, token_id, target_type, target_id, request_id, address, changes)
      select ${sql.lit(AuditAction.USER_CREATED)}, ${null}::uuid, ${null}::uuid, ${null}::uuid,
        ${sql.lit(AuditTargetType.USER)}, made.id, ${null}, ${null}, ${null}::jsonb from made
    )
    select ${userColumns({ fields: new Set(columns) })} from made u`;
}

function valuesOf(texts: UserTexts, { viewer, epoch, requestId, address }: Asker): (string | null)[] {
  return [
    ...TEXT_FIELDS.map((name) => texts[name] ?? null),
    epoch,
    viewer.userId,
    viewer.sessionId,
    viewer.tokenId,
    requestId,
    address,
    JSON.stringify(createdChanges(texts)),
  ];
}
