import type { OperationRequest } from './operation-request';

/** What stands in the place of a token, for the reader to put their own in. */
const TOKEN = 'YOUR_TOKEN';

/** The request as JavaScript, for a browser's console or a module of Node. The token is none of ours. */
export function fetchCall({ url, query, operationName, variables }: OperationRequest): string {
  const hasVariables = Object.keys(variables).length > 0;
  const body = [
    'query',
    ...(hasVariables ? ['variables'] : []),
    ...(operationName === undefined ? [] : [`operationName: '${operationName}'`]),
  ];
  return [
    `const query = ${template(query)};`,
    ...(hasVariables ? [`const variables = ${JSON.stringify(variables, null, 2)};`] : []),
    `const response = await fetch(${JSON.stringify(url)}, {`,
    `  method: 'POST',`,
    `  headers: { authorization: 'Bearer ${TOKEN}', 'content-type': 'application/json' },`,
    `  body: JSON.stringify({ ${body.join(', ')} }),`,
    `});`,
    `console.log(await response.json());`,
    '',
  ].join('\n');
}

/** As a template literal, in which lines stay lines. */
function template(text: string): string {
  return `\`${text.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`)}\``;
}
