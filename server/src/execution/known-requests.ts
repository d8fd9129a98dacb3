import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  getVariableValues,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { QueryExecutorProvider } from 'kysely';
import type { ClientConfig } from 'pg';
import { accessRefusal } from '../access/operation-access.js';
import type { Viewer } from '../access/viewer.js';
import type { AccessJwt } from '../auth/viewer/access-jwt.js';
import { isStill, type CachedViewer as KnownViewer, ViewerCheck } from '../auth/viewer/viewer-check.js';
import type { RequestContext } from '../context.js';
import { Lanes } from '../database/lanes.js';
import { Reads } from '../database/reads.js';
import { hasUnknownOutcome, isUnanswered, markUnknownOutcome } from '../database/unknown-outcome.js';
import { Statements } from '../database/statements.js';
import { type CreatePlan, createUserPlanOf } from '../fast-path/plan.js';
import { setBudget } from '../guards/budget.guard.js';
import { costRefusal } from '../guards/cost.guard.js';
import { clientAddress } from '../http/client-address.js';
import { readIdempotencyKey } from '../idempotency/idempotency-key.rule.js';
import { message } from '../messages/messages.js';
import { CompiledQuery } from './compiled-query.js';
import { MediaTypes } from './media-types.js';

/*
 * What was asked before is answered without Apollo Server.
 *
 * The first time that a document comes, Apollo Server parses it, validates it, holds it against every limit and has
 * GraphQL.js execute it. It is remembered then, and compiled when it comes again: the same resolvers, called by functions that
 * were made for this document and write its answer as text (compiled-operation.ts). They answer byte for byte what GraphQL.js
 * answers, or not at all: whatever is unusual about a request, from an error to a database that is away, `answer` gives
 * `undefined`, and Apollo Server serves it as if the document were new. So no error is written here but that nobody knows
 * whether a write was made.
 *
 * Who asks is looked up in the same message as what they ask for (auth/viewer/viewer-check.ts, database/reads.ts).
 */

interface Options {
  schema: GraphQLSchema;
  /** The pool, for what has no lane, and by which SQL is compiled. */
  pool: QueryExecutorProvider;
  connection: ClientConfig;
  jwt: AccessJwt;
  createContext: (
    request: FastifyRequest,
    reply: FastifyReply,
    viewer: RequestContext['viewer'],
    reads: Reads,
  ) => RequestContext;
  /** Tells subscribers of a new user. */
  created: (id: string) => void;
  /** Called with the id of a request whose write may have been made. */
  outcomeUnknown: (requestId: string) => void;
  log: FastifyBaseLogger;
}

interface KnownRequest {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  query?: CompiledQuery;
  create?: CreatePlan;
}

/** Documents that are remembered; a console has some sixty. */
const MOST_DOCUMENTS = 500;

/** Longer ones are seldom sent twice. In characters. */
const LONGEST = 10_000;

export class KnownRequests {
  readonly #viewers: ViewerCheck;
  readonly #options: Options;
  readonly #lanes: Lanes;
  readonly #statements: Statements;
  readonly #mediaTypes = new MediaTypes();
  readonly #known = new Map<string, KnownRequest>();

  constructor(options: Options) {
    this.#options = options;
    this.#statements = new Statements(options.pool);
    this.#viewers = new ViewerCheck(this.#statements, options.jwt);
    this.#lanes = new Lanes(options.connection, options.log, this.#viewers.step);
    this.#viewers.runBy((steps) => this.#lanes.readShort(steps));
  }

  /** Who asks, for what Apollo Server answers; undefined for who must be looked up through the pool. */
  readonly findPresent = (authorization: string): Promise<Viewer | undefined> =>
    this.#viewers.present(authorization);

  /** Resolves when its connections stand. */
  start(): Promise<void> {
    return this.#lanes.start();
  }

  /** What is under way is finished first. */
  close(): Promise<void> {
    return this.#lanes.close();
  }

  /** Answers what is known; undefined where Apollo Server must. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
    const { query, operationName, variables, extensions } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof query !== 'string' || extensions != null) return undefined;
    const known = this.#known.get(keyOf(query, operationName));
    const { authorization, accept } = request.headers;
    const mediaType = this.#mediaTypes.answerTo(accept);
    if (!known || !authorization || !mediaType) return undefined;
    if (variables != null && typeof variables !== 'object') return undefined;
    try {
      const given = (variables ?? {}) as Record<string, unknown>;
      const answer = await this.#run(known, given, authorization, request, reply);
      if (answer !== undefined) reply.header('content-type', mediaType);
      return answer;
    } catch (error) {
      if (hasUnknownOutcome(error)) return this.#outcomeIsUnknown(request, reply, mediaType, error);
      // Wrong arguments, or a database that is away: GraphQL.js and the resolvers find the same, and say it well.
      return undefined;
    }
  }

  /** Remembers what Apollo Server has accepted. */
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

  async #run(
    known: KnownRequest,
    given: Record<string, unknown>,
    authorization: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string | undefined> {
    const { schema } = this.#options;
    const { document, operation, query, create } = known;
    const who = this.#viewers.find(authorization) ?? (await this.#viewers.meet(authorization));
    if (!who || accessRefusal(schema, document, operation.name?.value, who.viewer)) return undefined;
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
      maxErrors: 1,
    });
    if (!coerced || costRefusal(schema, document, operation, given)) return undefined;
    const answer = query
      ? await this.#read(known, query, coerced, who, request, reply)
      : create && (await this.#create(create, coerced, who, request));
    // Whoever may do less now is looked up anew.
    if (answer === undefined) this.#viewers.forget(authorization);
    return answer;
  }

  async #read(
    { document, operation }: KnownRequest,
    query: CompiledQuery,
    variables: Record<string, unknown>,
    who: KnownViewer,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string | undefined> {
    const { schema, pool, createContext } = this.#options;
    const [lanes, statements] = [this.#lanes, this.#statements];
    let isChecked = false;
    const check: ConstructorParameters<typeof Reads>[0]['check'] = (epoch) => {
      if (!isStill(who, epoch)) throw new StaleViewerError();
      isChecked = true;
    };
    const reads = new Reads({ lanes, statements, pool, check });
    const context = createContext(request, reply, who.viewer, reads);
    setBudget(schema, document, operation);
    const data = await query.execute(context, variables);
    if (!isChecked) check((await lanes.readShort([]))?.[0]);
    return `{"data":${data}}\n`;
  }

  /** A create sees in its own statement that nobody may do less since the asker was looked up. */
  async #create(
    plan: CreatePlan,
    variables: Record<string, unknown>,
    who: KnownViewer,
    request: FastifyRequest,
  ): Promise<string | undefined> {
    const { created } = this.#options;
    const key = readIdempotencyKey(request.headers['idempotency-key']);
    const asker = { ...who, requestId: request.id, key, address: clientAddress(request), created };
    const planned = plan(variables, asker);
    const results = planned && (await this.#lanes.write(planned.steps)?.catch(unlessRefused));
    return results && planned.answer(results);
  }

  /** Run again by the resolvers, a write that was made would be refused as if it were somebody else's. */
  #outcomeIsUnknown(request: FastifyRequest, reply: FastifyReply, mediaType: string, error: unknown): string {
    request.log.error({ err: error }, 'A write was sent and got no answer.');
    this.#options.outcomeUnknown(request.id);
    reply.code(503).header('content-type', mediaType);
    const extensions = { code: 'SERVICE_UNAVAILABLE', requestId: request.id };
    return JSON.stringify({ errors: [{ message: message('en', 'error.outcomeUnknown'), extensions }] });
  }

  #learn(source: string, document: DocumentNode, operation: OperationDefinitionNode, name: unknown): void {
    const key = keyOf(source, name);
    if (source.length > LONGEST || this.#known.has(key)) return;
    const known = this.#remembered(document, operation);
    if (!known) return;
    if (this.#known.size >= MOST_DOCUMENTS) this.#known.clear();
    this.#known.set(key, known);
  }

  #remembered(document: DocumentNode, operation: OperationDefinitionNode): KnownRequest | undefined {
    const { schema } = this.#options;
    if (operation.operation === OperationTypeNode.QUERY) {
      return { document, operation, query: new CompiledQuery(schema, document, operation) };
    }
    const create = createUserPlanOf(schema, this.#statements, document, operation);
    return create && { document, operation, create };
  }
}

/** Whoever asks may do less than when they were looked up. */
class StaleViewerError extends Error {}

/** What was not sent, or was refused, the resolvers may run again. */
function unlessRefused(error: unknown): never {
  throw isUnanswered(error) ? markUnknownOutcome(error) : error;
}

/** With the name's length before it, or one document could be found under another's name. */
function keyOf(query: string, operationName: unknown): string {
  return typeof operationName === 'string' ? `${operationName.length}:${operationName}${query}` : `:${query}`;
}
