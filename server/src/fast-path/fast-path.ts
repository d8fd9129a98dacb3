import { availableParallelism } from 'node:os';
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  getVariableValues,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { QueryExecutorProvider } from 'kysely';
import pLimit from 'p-limit';
import type { ClientConfig } from 'pg';
import { accessRefusal } from '../access/operation-access.js';
import type { AccessJwt } from '../auth/access-jwt.js';
import type { RequestContext } from '../context.js';
import type { Result, Step } from '../database/pipeline-batch.js';
import { Pipeline } from '../database/pipeline.js';
import { hasUnknownOutcome, isUnanswered, markUnknownOutcome } from '../database/unknown-outcome.js';
import { clientAddress } from '../http/client-address.js';
import { readIdempotencyKey } from '../idempotency/idempotency-key.rule.js';
import { message } from '../messages/messages.js';
import { MediaTypes } from './media-types.js';
import { planOf, type Plan, type Planned } from './plan.js';
import { type LaneStep, Statements } from './statements.js';
import { isStill, ViewerCheck } from './viewer-check.js';

/*
 * THE FAST PATH: what is asked most is answered without executing GraphQL.
 *
 * The first time that a document comes, Apollo Server parses it, validates it, holds it against every limit and has
 * the resolvers answer it. If it is one of the few shapes that are asked all day (a page of users, one user), a plan is
 * made of it: the SQL that its resolvers would run, and a function that writes their answer from the rows. From then
 * on the same text is answered by its plan, before Apollo Server.
 *
 * A plan answers byte for byte what the resolvers answer (fast-path.equality.test.ts), or not at all: whatever is
 * unusual about a request, from a directive to a fault in the database, `answer` gives `undefined` and the resolvers
 * serve it, as if there were no plan. So nothing is decided here, no error is written here but that nobody knows whether a
 * write was made, and deleting this folder would change nothing but the speed.
 *
 * What each part gains is measured in docs/benchmarks.md:
 * - no execution, no entity manager, no object a row: user-list.plan.ts, answer-writer.ts
 * - prepared statements on pipelined connections: database/pipeline.ts
 * - who asks is looked up in the same message as what they ask for, once for all that ask at the same time: viewer-check.ts
 */

interface Options {
  schema: GraphQLSchema;
  /** What SQL is compiled by. */
  database: QueryExecutorProvider;
  connection: ClientConfig;
  jwt: AccessJwt;
  /** Tells subscribers of a new user. */
  created: (id: string) => void;
  /** Called with the id of a request whose write may have been made. */
  outcomeUnknown: (requestId: string) => void;
  log: FastifyBaseLogger;
}

/** So that one request's statements run while another's rows are written. More gained nothing on two cores. */
const READERS = 2;

/**
 * Commits of different connections reach the disk together; on one, each waits for the one before. With four, sixteen
 * who create at once took a fifth more CPU and did a quarter less.
 */
const WRITERS = 8;

/**
 * For what takes long: one at a time on each, as it would hold up what is behind it. Filters by as many as processors and
 * one: with two processors, four took as long for all together, and a tenth longer for the slowest. Searches are over sooner:
 * by six instead of four they were 3 % more.
 */
const FILTERERS = Math.min(availableParallelism() + 1, 8);
const SEARCHERS = Math.min(availableParallelism() + 4, 8);

/**
 * Left to itself, PostgreSQL takes one plan for any values from a statement's sixth time on, where it thinks that no dearer.
 * For a filter it may be: 636 ms for some digits, once. For a search it is what is wanted, and planning each time
 * would take half a millisecond: as long as most of them.
 */
function planned(connection: ClientConfig, lane: 'generic' | 'custom'): ClientConfig {
  return { ...connection, options: `${connection.options ?? ''} -c plan_cache_mode=force_${lane}_plan` };
}

/** With more waiting, the pool's connections help out. */
const MOST_WAITING = 100;

interface Known {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  plan: Plan;
}

/** Documents that have a plan; a console has some twenty. */
const MOST_DOCUMENTS = 500;

/** Longer ones are seldom sent twice. In characters. */
const LONGEST = 10_000;

export class FastPath {
  readonly #options: Options;
  readonly #readers: Pipeline;
  readonly #writers: Pipeline;
  readonly #searchers: Pipeline;
  readonly #searchInTurn = pLimit(SEARCHERS);
  readonly #filterers: Pipeline;
  readonly #filterInTurn = pLimit(FILTERERS);
  readonly #statements: Statements;
  readonly #viewers: ViewerCheck;
  readonly #mediaTypes = new MediaTypes();
  readonly #known = new Map<string, Known>();

  constructor(options: Options) {
    this.#options = options;
    const { connection, log } = options;
    this.#statements = new Statements(options.database);
    this.#viewers = new ViewerCheck(this.#statements, options.jwt);
    this.#readers = new Pipeline(connection, READERS, log, this.#viewers.step);
    this.#writers = new Pipeline(connection, WRITERS, log);
    this.#searchers = new Pipeline(planned(connection, 'generic'), SEARCHERS, log);
    this.#filterers = new Pipeline(planned(connection, 'custom'), FILTERERS, log);
  }

  /** Resolves when its connections stand. */
  async start(): Promise<void> {
    await Promise.all(this.#pipelines.map((pipeline) => pipeline.start()));
  }

  /** What is under way is finished first. */
  async close(): Promise<void> {
    await Promise.all(this.#pipelines.map((pipeline) => pipeline.close()));
  }

  /** Answers where there is a plan for what is asked; undefined where Apollo Server must. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
    const { query, operationName, variables, extensions } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof query !== 'string' || extensions != null) return undefined;
    const known = this.#known.get(keyOf(query, operationName));
    const { authorization, accept } = request.headers;
    const mediaType = this.#mediaTypes.answerTo(accept);
    if (!known || !authorization || !mediaType) return undefined;
    if (variables != null && typeof variables !== 'object') return undefined;
    try {
      const answer = await this.#run(
        known,
        (variables ?? {}) as Record<string, unknown>,
        authorization,
        request,
      );
      if (answer !== undefined) reply.header('content-type', mediaType);
      return answer;
    } catch (error) {
      if (hasUnknownOutcome(error)) return this.#outcomeIsUnknown(request, reply, mediaType, error);
      // Wrong arguments, or a database that is away: the resolvers find the same, and say it well.
      return undefined;
    }
  }

  /** Makes a plan of what Apollo Server has accepted. */
  get plugin(): ApolloServerPlugin<RequestContext> {
    return {
      requestDidStart: () =>
        Promise.resolve({
          responseForOperation: ({ source, document, operation, request }) => {
            // Apollo Server asks before it has said that there is no such operation.
            if (operation) this.#learn(source, document, operation, request.operationName);
            return Promise.resolve(null);
          },
        }),
    };
  }

  /** Run again by the resolvers, a write that was made would be refused as if it were somebody else's. */
  #outcomeIsUnknown(request: FastifyRequest, reply: FastifyReply, mediaType: string, error: unknown): string {
    request.log.error({ err: error }, 'A write was sent and got no answer.');
    this.#options.outcomeUnknown(request.id);
    reply.code(503).header('content-type', mediaType);
    const extensions = { code: 'SERVICE_UNAVAILABLE', requestId: request.id };
    return JSON.stringify({ errors: [{ message: message('en', 'error.outcomeUnknown'), extensions }] });
  }

  get #pipelines(): Pipeline[] {
    return [this.#readers, this.#writers, this.#searchers, this.#filterers];
  }

  async #run(
    { document, operation, plan }: Known,
    given: Record<string, unknown>,
    authorization: string,
    request: FastifyRequest,
  ): Promise<string | undefined> {
    const { schema, created } = this.#options;
    const lookUp = (steps: readonly Step[]) => this.#readers.run(steps);
    const who = this.#viewers.find(authorization) ?? (await this.#viewers.meet(authorization, lookUp));
    if (!who || accessRefusal(schema, document, operation.name?.value, who.viewer)) return undefined;
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
      maxErrors: 1,
    });
    const planned =
      coerced &&
      plan.read(coerced, {
        ...who,
        requestId: request.id,
        key: readIdempotencyKey(request.headers['idempotency-key']),
        address: clientAddress(request),
        created,
      });
    if (!planned) return undefined;
    const sent = this.#send(plan, planned);
    const results = await (plan.writes ? sent?.catch(unlessRefused) : sent);
    const answer = plan.writes
      ? results && planned.answer(results)
      : results && isStill(who, results[0]) && planned.answer(results.slice(1));
    // Whoever may do less now is looked up anew, by the resolvers first.
    if (!answer) this.#viewers.forget(authorization);
    return answer || undefined;
  }

  #send({ writes }: Plan, { steps }: Planned): Promise<Result[] | undefined> | undefined {
    if (writes) return this.#writers.run(steps);
    if (steps.every(({ lane }) => lane === 'short')) return this.#readers.run(steps);
    const waiting = this.#searchInTurn.pendingCount + this.#filterInTurn.pendingCount;
    return waiting < MOST_WAITING ? this.#runLong(steps) : undefined;
  }

  /** A count beside its rows and not after them: whoever searched alone among a million had the answer in a fifth less time. */
  async #runLong(steps: readonly LaneStep[]): Promise<Result[] | undefined> {
    const run = (step: LaneStep, index: number) => {
      const message = index === 0 ? [this.#viewers.step, step] : [step];
      if (step.lane === 'generic') return this.#searchInTurn(() => this.#searchers.run(message));
      return this.#filterInTurn(() => this.#filterers.run(message));
    };
    const results = await Promise.all(steps.map(run));
    return results.every((each) => each !== undefined) ? results.flat() : undefined;
  }

  #learn(source: string, document: DocumentNode, operation: OperationDefinitionNode, name: unknown): void {
    const key = keyOf(source, name);
    if (source.length > LONGEST || this.#known.has(key)) return;
    const plan = planOf(this.#options.schema, this.#statements, document, operation);
    if (!plan) return;
    if (this.#known.size >= MOST_DOCUMENTS) this.#known.clear();
    this.#known.set(key, { document, operation, plan });
  }
}

/** What was not sent, or was refused, the resolvers may run again. */
function unlessRefused(error: unknown): never {
  throw isUnanswered(error) ? markUnknownOutcome(error) : error;
}

/** With the name's length before it, or one document could be found under another's name. */
function keyOf(query: string, operationName: unknown): string {
  return typeof operationName === 'string' ? `${operationName.length}:${operationName}${query}` : `:${query}`;
}
