/** An HTTP answer, as far as a load generator needs it. */
export interface Answer {
  status: number;
  body: Buffer;
}

const HEAD_END = '\r\n\r\n';

/** Reads an answer with a Content-Length or in chunks. @returns undefined while it is incomplete */
export function parseAnswer(received: Buffer): Answer | undefined {
  const headLength = received.indexOf(HEAD_END);
  if (headLength < 0) return undefined;
  const head = received.toString('latin1', 0, headLength).toLowerCase();
  const status = Number(head.slice('http/1.1 '.length, 'http/1.1 200'.length));
  const start = headLength + HEAD_END.length;
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  if (length !== undefined) {
    const end = start + Number(length);
    return received.length < end ? undefined : { status, body: received.subarray(start, end) };
  }
  if (!/\r\ntransfer-encoding: *chunked/.test(head)) throw new Error(`an answer without a length: ${head}`);
  const body = joinChunks(received, start);
  return body && { status, body };
}

function joinChunks(received: Buffer, start: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = received.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(received.toString('latin1', at, lineEnd), 16);
    const from = lineEnd + 2;
    // Each chunk, the last one of no size too, is followed by an empty line.
    if (received.length < from + size + 2) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(from, from + size));
    at = from + size + 2;
  }
}
