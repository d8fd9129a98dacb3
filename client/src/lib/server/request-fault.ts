/** Why a request brought nothing, in a form that a page can show. Refusals of a form's values are no faults. */
export interface RequestFault {
  /**
   * - `unreachable`: no answer came; trying again is safe for reads, and for a write it is unknown what happened.
   * - `failed`: the server answered that it, or the request, is at fault.
   * - `forbidden`: the viewer may not do this; trying again changes nothing.
   */
  kind: 'unreachable' | 'failed' | 'forbidden';
  /** The server's `extensions.code`, such as BAD_USER_INPUT or INTERNAL_SERVER_ERROR. */
  code?: string;
  /** What to look for in the server's log. */
  requestId?: string;
}

interface GraphQLFault {
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What failed on the way to the server or back. Apollo's ServerError has these fields too. */
export interface TransportError extends Error {
  /** Left out where no answer came. */
  statusCode?: number;
  response?: Response;
  /** What the answer said, parsed. */
  result?: unknown;
}

/** An error of Apollo Client or of `ask-server.ts`. Known by its fields: the sign-in pages are loaded without Apollo Client. */
interface RequestError {
  readonly graphQLErrors: readonly GraphQLFault[];
  readonly networkError: TransportError | null;
}

/** What a proxy says while the server behind it is away. */
const AWAY = [502, 503, 504];

/** What to show for a failed request; anything that is no answer of the server's counts as unreachable. */
export function faultOf(error: unknown): RequestFault {
  if (!isRequestError(error)) return { kind: 'failed' };
  const { networkError } = error;
  const [first] = error.graphQLErrors.length > 0 ? error.graphQLErrors : errorsIn(networkError);
  if (first) {
    const code = text(first.extensions?.['code']);
    return {
      kind: code === 'FORBIDDEN' ? 'forbidden' : 'failed',
      code,
      requestId: text(first.extensions?.['requestId']),
    };
  }
  const requestId = networkError?.response?.headers.get('x-request-id') ?? undefined;
  return { kind: gotNoAnswer(networkError) ? 'unreachable' : 'failed', requestId };
}

export function gotNoAnswer(error: TransportError | null | undefined): boolean {
  return !!error && (error.statusCode === undefined || AWAY.includes(error.statusCode));
}

function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && 'graphQLErrors' in error && 'networkError' in error;
}

/** An answer with another status than 200 may hold GraphQL errors all the same. */
function errorsIn(error: TransportError | null): readonly GraphQLFault[] {
  const errors = (error?.result as { errors?: unknown } | undefined)?.errors;
  return Array.isArray(errors) ? (errors as GraphQLFault[]) : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
