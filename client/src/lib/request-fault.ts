/** Why a request brought nothing, in a form that a page can show. Refusals of a form's values are no faults. */
export interface RequestFault {
  /**
   * - `unreachable`: no answer came; trying again is safe for reads, and for a write it is unknown what happened.
   * - `failed`: the server answered that it, or the request, is at fault.
   * - `forbidden`: who is signed in may not do this; trying again changes nothing.
   */
  kind: 'unreachable' | 'failed' | 'forbidden';
  /** The server's `extensions.code`, such as BAD_USER_INPUT or INTERNAL_SERVER_ERROR. */
  code?: string;
  /** What to look for in the server's log. */
  requestId?: string;
}
