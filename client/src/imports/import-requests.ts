import type { UserImportQuery } from '../gql/graphql';
import { BASE_PATH } from '../lib/server/base-path';

export type UserImport = NonNullable<UserImportQuery['userImport']>;

/** How a person wants a file to be read. What is left out is guessed. */
export interface ImportChoices {
  encoding?: string;
  delimiter?: string;
  match?: string;
  columns?: (string | null)[];
}

/** Each part has to arrive within 29 s, so a connection of 1.2 Mbit/s is enough. */
const PART_BYTES = 4_000_000;

/** Gives an access token; the argument is one that the server refused. */
type Access = (refused?: string) => Promise<string>;

interface Sending {
  access: Access;
  language: string;
  signal: AbortSignal;
  /** From 0 to 1, of the upload and then of the check. */
  onProgress: (step: 'upload' | 'check', share: number) => void;
}

/** The server's answer is not an import. */
export class ImportRefused extends Error {
  constructor(readonly status: number) {
    super(`The request was answered with ${status}.`);
  }
}

/** Uploads a file in parts; the answer to the last one is the import. */
export async function uploadFile(id: string, file: File, sending: Sending): Promise<UserImport> {
  const type = /\.(jsonl|ndjson)$/i.test(file.name) ? 'application/jsonl' : 'text/csv';
  for (let offset = 0; ; offset += PART_BYTES) {
    const part = file.slice(offset, offset + PART_BYTES);
    const isLast = offset + PART_BYTES >= file.size;
    const query = new URLSearchParams({ name: file.name, offset: String(offset), last: String(isLast) });
    const answer = await send(`users/imports/${id}?${query.toString()}`, sending, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: part,
    });
    sending.onProgress('upload', Math.min(1, (offset + PART_BYTES) / file.size));
    if (isLast) return importIn(answer, sending);
  }
}

/** Reads the uploaded file again, in another way. */
export async function checkFile(id: string, choices: ImportChoices, sending: Sending): Promise<UserImport> {
  const answer = await send(`users/imports/${id}/check`, sending, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(choices),
  });
  return importIn(answer, sending);
}

async function send(path: string, { access, language, signal }: Sending, request: RequestInit) {
  const ask = (token: string) =>
    fetch(`${BASE_PATH}${path}`, {
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${token}`, 'accept-language': language },
      signal,
    });
  const token = await access();
  let answer = await ask(token);
  // The token may have expired a moment ago.
  if (answer.status === 401) answer = await ask(await access(token));
  if (!answer.ok) throw new ImportRefused(answer.status);
  return answer;
}

type Line = { progress: number } | { import: UserImport } | { errors: object[] };

/** The answer is lines of JSON: progress, and the import at the end. */
async function importIn(answer: Response, { onProgress }: Sending): Promise<UserImport> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    const lines = (rest + (value ?? '')).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      const line = JSON.parse(text) as Line;
      if ('progress' in line) onProgress('check', line.progress);
      else if ('import' in line) return line.import;
      else throw new ImportRefused(500);
    }
    // It broke off.
    if (done) throw new ImportRefused(500);
  }
}
