/** For TypeScript that reads no JavaScript: the server's. */
export interface Example {
  name: string;
  group: string;
  document: string;
  variables: Record<string, unknown>;
}
export function readExamples(file: string): Example[];
