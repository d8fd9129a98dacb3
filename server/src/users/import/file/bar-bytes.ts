/** The first bytes of two in the encodings whose second byte may be that of `|`; TextDecoder's names. */
const LEADS: Readonly<Record<string, (byte: number) => boolean>> = {
  shift_jis: (byte) => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc),
  gbk: isHigh,
  gb18030: isHigh,
  big5: isHigh,
};

const BAR = 0x7c;

/** No second byte in any of these encodings. */
const FREE = 0x7f;

function isHigh(byte: number): boolean {
  return byte >= 0x81 && byte <= 0xfe;
}

export interface BarBytes {
  /** The file with another byte in place of each `|` that is a part of a character. */
  hide: (bytes: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;
  /** The original bytes, as Latin-1, of a text that begins with a whole character. */
  show: (latin1: string) => string;
}

/** For a file with `|` between its cells; undefined if no character of the encoding contains this byte. */
export function barBytes(encoding: string): BarBytes | undefined {
  const isLead = LEADS[new TextDecoder(encoding).encoding];
  if (!isLead) return undefined;
  return {
    async *hide(bytes) {
      const swap = swapper(isLead, BAR, FREE);
      for await (const chunk of bytes) yield swap(Buffer.from(chunk));
    },
    show: (latin1) => swapper(isLead, FREE, BAR)(Buffer.from(latin1, 'latin1')).toString('latin1'),
  };
}

/** Replaces the second byte of characters. A character may continue in the next chunk. */
function swapper(isLead: (byte: number) => boolean, from: number, to: number): (chunk: Buffer) => Buffer {
  let isSecond = false;
  return (chunk) => {
    for (const [at, byte] of chunk.entries()) {
      if (isSecond && byte === from) chunk[at] = to;
      isSecond = !isSecond && isLead(byte);
    }
    return chunk;
  };
}
