import type { OperationRequest } from './operation-request';

/** What stands in the place of a token: the shell puts the reader's own in. */
const TOKEN = '$ROLLCALL_TOKEN';

/** The request as a command for bash or any POSIX shell. The token comes from the environment, and is none of ours. */
export function curlCommand({ url, ...body }: OperationRequest): string {
  const hasVariables = Object.keys(body.variables).length > 0;
  const json = JSON.stringify({ ...body, variables: hasVariables ? body.variables : undefined }, null, 2);
  return [
    `curl ${quoted(url)}`,
    // In double quotes, for the shell to put the variable's value in.
    `--header "Authorization: Bearer ${TOKEN}"`,
    `--header 'Content-Type: application/json'`,
    `--data-binary ${quoted(json)}`,
  ].join(' \\\n  ');
}

/** In single quotes a shell takes everything as it is but a single quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
