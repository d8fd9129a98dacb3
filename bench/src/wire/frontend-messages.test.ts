import { describe, expect, it } from 'vitest';
import { FrontendMessages } from './frontend-messages.js';

function framed(letter: string, ...body: Buffer[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.concat(body).length);
  return Buffer.concat([Buffer.from(letter), length, ...body]);
}

const text = (value: string) => Buffer.from(`${value}\0`);
const STARTUP = framed(
  '',
  Buffer.from([0, 3, 0, 0]),
  ...['user', 'root', 'application_name', 'rollcall', ''].map(text),
);
const parse = (name: string, sql: string) => framed('P', text(name), text(sql), Buffer.from([0, 0]));
const bind = (name: string) => framed('B', text(''), text(name), Buffer.alloc(6));
const EXECUTE = framed('E', text(''), Buffer.alloc(4));
const SYNC = framed('S');

describe('what a client sends to PostgreSQL', () => {
  it.each([1, 7, 1_000])('is messages of statements, in pieces of %s bytes too', (size) => {
    const sent = Buffer.concat([
      STARTUP,
      ...[parse('ä', 'select 1'), bind('ä'), EXECUTE, parse('', 'select 2'), bind(''), EXECUTE, SYNC],
      framed('Q', text('begin')),
      // A statement that is prepared already.
      ...[bind('ä'), EXECUTE, SYNC],
    ]);
    const messages: string[][] = [];
    const read = new FrontendMessages((statements) => messages.push(statements));
    for (let at = 0; at < sent.length; at += size) read.take(sent.subarray(at, at + size));
    expect(messages).toEqual([['select 1', 'select 2'], ['begin'], ['select 1']]);
    expect(read.applicationName).toBe('rollcall');
  });
});
