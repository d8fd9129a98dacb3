import { randomFillSync } from 'node:crypto';

const random = new Uint8Array(8);
let last = 0;
let count = 0;

/**
 * A UUID of version 7 (RFC 9562), for a row whose id is to be known before the database has it: the statements that name it
 * leave in one message with the one that adds it. Each is greater than the one before from this process; of one millisecond
 * there are 4,096 (method 1 of section 6.2), and more count as of the next.
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
