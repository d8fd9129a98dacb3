import { randomFillSync } from 'node:crypto';

const random = new Uint8Array(8);
let last = 0;
let count = 0;

/**
 * A UUID of version 7 (RFC 9562) for a row whose id must be known before the insert: statements that refer to it leave in one
 * message with the insert. Each is greater than the previous one of this process: 4,096 for each millisecond (a counter,
 * method 1 of section 6.2); further ones use the next millisecond.
 */
export function uuidV7(now = Date.now()): string {
  if (now > last) {
    last = now;
    count = 0;
  } else if (++count > 0xfff) {
    last += 1;
    count = 0;
  }
  randomFillSync(random);
  const time = last.toString(16).padStart(12, '0');
  const tail = Buffer.from(random).toString('hex');
  const variant = ((random[0] as number) & 0x3f) | 0x80;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}-${variant.toString(16)}${tail.slice(2, 4)}-${tail.slice(4)}`;
}
