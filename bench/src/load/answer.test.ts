import { describe, expect, it } from 'vitest';
import { parseAnswer } from './answer.js';

const parsed = (text: string) => {
  const answer = parseAnswer(Buffer.from(text));
  return answer && { status: answer.status, body: answer.body.toString() };
};

describe('an HTTP answer', () => {
  it('is complete when its Content-Length has arrived', () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n';
    expect(parsed(`${head}hel`)).toBeUndefined();
    expect(parsed(`${head}hello`)).toEqual({ status: 200, body: 'hello' });
  });

  it('is not complete before the end of its head', () => {
    expect(parsed('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n')).toBeUndefined();
  });

  it('in chunks is joined', () => {
    const head = 'HTTP/1.1 500 Internal Server Error\r\ntransfer-encoding: chunked\r\n\r\n';
    expect(parsed(`${head}3\r\nhel\r\n2\r\nlo\r\n`)).toBeUndefined();
    expect(parsed(`${head}3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n`)).toEqual({ status: 500, body: 'hello' });
  });

  it('without a length is refused', () => {
    expect(() => parsed('HTTP/1.1 200 OK\r\n\r\nhello')).toThrow(/without a length/);
  });
});
