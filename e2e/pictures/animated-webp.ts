/** One frame of a film: a WebP file with one still, as Chromium writes it. */
export interface Frame {
  webp: Buffer;
  milliseconds: number;
}

/** Every frame is a complete picture, so it replaces the previous one instead of being drawn over it. */
const REPLACES = 0b10;
const HAS_ANIMATION = 0b10;
const FOREVER = 0;

/**
 * Joins stills of one size to an animated WebP (RFC 9649, 2.7.1.1). The stills stay unchanged; only a chunk around each is new.
 */
export function animate(
  frames: readonly Frame[],
  { width, height }: { width: number; height: number },
): Buffer {
  const canvas = Buffer.alloc(10);
  canvas[0] = HAS_ANIMATION;
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  const animation = Buffer.alloc(6);
  animation.writeUInt16LE(FOREVER, 4);
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', canvas),
    chunk('ANIM', animation),
    ...frames.map(({ webp, milliseconds }) => {
      const head = Buffer.alloc(16);
      head.writeUIntLE(width - 1, 6, 3);
      head.writeUIntLE(height - 1, 9, 3);
      head.writeUIntLE(milliseconds, 12, 3);
      head[15] = REPLACES;
      return chunk('ANMF', Buffer.concat([head, bitstreamOf(webp)]));
    }),
  ]);
  return chunk('RIFF', body);
}

function chunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** The chunk of the picture itself, without the wrapper of a still. */
function bitstreamOf(webp: Buffer): Buffer {
  for (let place = 12; place < webp.length;) {
    const size = webp.readUInt32LE(place + 4);
    const end = place + 8 + size + (size % 2);
    if (/^VP8[ L]$/.test(webp.toString('latin1', place, place + 4))) return webp.subarray(place, end);
    place = end;
  }
  throw new Error('It has no picture.');
}
