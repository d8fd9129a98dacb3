import { describe, expect, it } from 'vitest';
import { sharedJson } from './shared-json.js';

describe('sharedJson', () => {
  it('gives one frozen value for equal texts', () => {
    const text = '[{"id":"1","permissions":["USERS_READ"]}]';
    const value = sharedJson(text) as [{ permissions: string[] }];
    expect(value).toEqual([{ id: '1', permissions: ['USERS_READ'] }]);
    expect(sharedJson(`${text}`)).toBe(value);
    expect(() => value[0].permissions.push('USERS_WRITE')).toThrow(TypeError);
    expect(() => (value as unknown[]).push(null)).toThrow(TypeError);
  });

  it('parses a long text each time, and forgets texts past its number', () => {
    const long = JSON.stringify(['x'.repeat(1_000)]);
    expect(sharedJson(long)).toEqual(sharedJson(long));
    expect(sharedJson(long)).not.toBe(sharedJson(long));
    const first = sharedJson('["first"]');
    for (let index = 0; index < 1_000; index += 1) sharedJson(`[${index}]`);
    expect(sharedJson('["first"]')).toEqual(first);
    expect(sharedJson('["first"]')).not.toBe(first);
  });

  it('reads a text that is null or a number', () => {
    expect([sharedJson('null'), sharedJson('7'), sharedJson('null')]).toEqual([null, 7, null]);
  });
});
