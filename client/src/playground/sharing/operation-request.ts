/** An operation as a client sends it. */
export interface OperationRequest {
  /** Of the API. */
  url: string;
  query: string;
  operationName: string | undefined;
  variables: Record<string, unknown>;
}
