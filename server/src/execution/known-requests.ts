import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  getVariableValues,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { accessRefusal } from '../access/operation-access.js';
import { StaleViewerError } from '../auth/viewer/stale-viewer.error.js';
import { isStill, type CachedViewer, type ViewerCheck } from '../auth/viewer/viewer-check.js';
import type { Asker, RequestContext } from '../context.js';
import type { Database } from '../database/database.js';
import type { Reads } from '../database/reads.js';
import type { Lsn } from '../database/replicas/lsn.js';
import { setBudget } from '../guards/budget.guard.js';
import { costRefusal } from '../guards/cost.guard.js';
import { CompiledDocument } from './compiled-document.js';
import { MediaTypes } from './media-types.js';

/*
 * Operations whose document is known are answered without Apollo Server.
 *
 * Apollo Server parses a new document, validates it and checks every limit, and GraphQL.js executes it. The document is
 * remembered and compiled when it comes again: functions that are made for it call the same resolvers and write the answer as
 * text (compiled-operation.ts). They give byte for byte the answer of GraphQL.js, or none: for every error, and for everything
 * unusual about a request, `answer` returns undefined, and Apollo Server serves the request like a new one. The fields of a
 * mutation that have run by then do not run again (root-results.ts). So no error is written here.
 *
 * The viewer is checked in the same message as the first statement (auth/viewer/viewer-check.ts, database/reads.ts,
 * database/transaction.ts).
 */

interface Options {
  schema: GraphQLSchema;
  database: Database;
  viewers: ViewerCheck;
  createContext: (request: FastifyRequest, reply: FastifyReply, asker: Asker, reads: Reads) => RequestContext;
  /** What the session has seen of the database; undefined if only the primary may answer. */
  seenBy: (request: FastifyRequest) => Lsn | undefined;
}

interface KnownRequest {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  compiled: CompiledDocument;
  /** True for a mutation whose fields check the access epoch in their transaction. */
  checksViewer: boolean;
  /** True for a query whose answer may be a moment old. */
  mayBeOld: boolean;
}

/** The console has some sixty documents. */
const MAX_DOCUMENTS = 500;

/** In characters. Longer documents are seldom sent twice. */
const MAX_DOCUMENT_LENGTH = 10_000;

export class KnownRequests {
  readonly #options: Options;
  readonly #mediaTypes = new MediaTypes();
  readonly #documents = new Map<string, KnownRequest>();
  /** The contexts of mutations that have started here. */
  readonly #contexts = new WeakMap<FastifyRequest, RequestContext>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** The context of a mutation that has started here and that Apollo Server must answer. */
  contextOf(request: FastifyRequest): RequestContext | undefined {
    return this.#contexts.get(request);
  }

  /** The answer to a known document; undefined if Apollo Server must answer. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
    const { query, operationName, variables, extensions } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof query !== 'string' || extensions != null) return undefined;
    const known = this.#documents.get(keyOf(query, operationName));
    const { authorization, accept } = request.headers;
    const mediaType = this.#mediaTypes.answerTo(accept);
    if (!known || !authorization || !mediaType) return undefined;
    if (variables != null && typeof variables !== 'object') return undefined;
    const given = (variables ?? {}) as Record<string, unknown>;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await this.#run(known, given, authorization, request, reply);
        if (answer !== undefined) reply.header('content-type', mediaType);
        return answer;
      } catch (error) {
        if (error instanceof StaleViewerError && attempt === 1) continue;
        // Wrong arguments, a database that is away, a fault: GraphQL.js meets the same error and formats it.
        return undefined;
      }
    }
  }

  /** Remembers the documents that Apollo Server has accepted. */
  get plugin(): ApolloServerPlugin<RequestContext> {
    return {
      requestDidStart: () =>
        Promise.resolve({
          didResolveOperation: ({ operation, contextValue }) => {
            contextValue.nameOperation(operation?.name?.value);
            return Promise.resolve();
          },
          responseForOperation: ({ source, document, operation, request }) => {
            // Apollo Server calls this also if there is no such operation.
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
    const { schema, viewers } = this.#options;
    const { document, operation } = known;
    const who = viewers.find(authorization) ?? (await viewers.meet(authorization));
    if (!who || accessRefusal(schema, document, operation.name?.value, who.viewer, given)) return undefined;
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
      maxErrors: 1,
    });
    if (!coerced || costRefusal(schema, document, operation, given)) return undefined;
    try {
      return operation.operation === OperationTypeNode.QUERY
        ? await this.#read(known, coerced, who, request, reply)
        : await this.#write(known, coerced, who, request, reply);
    } catch (error) {
      if (error instanceof StaleViewerError) viewers.forget(authorization);
      throw error;
    }
  }

  async #read(
    { document, operation, compiled, mayBeOld }: KnownRequest,
    variables: Record<string, unknown>,
    who: CachedViewer,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    const { schema, database, createContext, seenBy } = this.#options;
    let isChecked = false;
    const reads = database.reads(
      (epoch) => {
        if (!isStill(who, epoch)) throw new StaleViewerError();
        isChecked = true;
      },
      mayBeOld ? seenBy(request) : undefined,
    );
    const context = createContext(request, reply, who, reads);
    context.nameOperation(operation.name?.value);
    setBudget(schema, document, operation);
    const data = await compiled.execute(context, variables);
    if (!isChecked) await this.#check(who);
    return `{"data":${data}}\n`;
  }

  async #write(
    { document, operation, compiled, checksViewer }: KnownRequest,
    variables: Record<string, unknown>,
    who: CachedViewer,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    const { schema, database, createContext } = this.#options;
    setBudget(schema, document, operation);
    if (!checksViewer) await this.#check(who);
    let isChecked = !checksViewer;
    const checked = () => void (isChecked = true);
    // After a commit, the answer is read and sent even if the viewer's rights were reduced in the meantime.
    const reads = database.reads((epoch) => {
      if (!isChecked && !isStill(who, epoch)) throw new StaleViewerError();
      checked();
    });
    const context = createContext(request, reply, { ...who, checked }, reads);
    context.nameOperation(operation.name?.value);
    // A property, as Apollo Server copies the context.
    context.rootResults = new Map();
    this.#contexts.set(request, context);
    try {
      return `{"data":${await compiled.execute(context, variables)}}\n`;
    } catch (error) {
      // It is thrown before anything is written.
      if (error instanceof StaleViewerError) this.#contexts.delete(request);
      throw error;
    }
  }

  /** @throws StaleViewerError if somebody's rights were reduced since the viewer was looked up */
  async #check(who: CachedViewer): Promise<void> {
    const [epoch] = (await this.#options.database.lanes.readShort([])) ?? [];
    if (!isStill(who, epoch)) throw new StaleViewerError();
  }

  #learn(source: string, document: DocumentNode, operation: OperationDefinitionNode, name: unknown): void {
    const key = keyOf(source, name);
    if (source.length > MAX_DOCUMENT_LENGTH || this.#documents.has(key)) return;
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) return;
    if (this.#documents.size >= MAX_DOCUMENTS) this.#documents.clear();
    const { schema } = this.#options;
    this.#documents.set(key, {
      document,
      operation,
      compiled: new CompiledDocument(schema, document, operation),
      checksViewer: everyFieldHas('checksViewer', schema.getMutationType(), operation),
      mayBeOld: everyFieldHas('mayBeOld', schema.getQueryType(), operation),
    });
  }
}

/** Whether all root fields have the extension. Those in fragments count as without it: that costs one more round trip. */
function everyFieldHas(
  extension: 'checksViewer' | 'mayBeOld',
  type: GraphQLObjectType | null | undefined,
  { selectionSet }: OperationDefinitionNode,
): boolean {
  const fields = type?.getFields() ?? {};
  return selectionSet.selections.every(
    (each) => each.kind === Kind.FIELD && fields[each.name.value]?.extensions[extension] === true,
  );
}

/** The length of the name separates it from the document, so that no two requests share a key. */
function keyOf(query: string, operationName: unknown): string {
  return typeof operationName === 'string' ? `${operationName.length}:${operationName}${query}` : `:${query}`;
}
