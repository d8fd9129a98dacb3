import { describe, expect, test } from 'vitest';
import {
  forKeeping,
  HISTORY_LENGTH,
  HISTORY_SIZE,
  type HistoryEntry,
  readKept,
  TABS_SIZE,
  withEntry,
} from './kept';

const entry = (document: string, own: Partial<HistoryEntry> = {}): HistoryEntry => ({
  document,
  variables: '',
  name: undefined,
  kind: 'query',
  at: '2026-11-24T10:00:00.000Z',
  ...own,
});

describe('the history', () => {
  test('has what was run last first, and the same operation once', () => {
    const history = ['{ a }', '{ b }', '{ a }'].reduce<HistoryEntry[]>(
      (all, each) => withEntry(all, entry(each)),
      [],
    );
    expect(history.map(({ document }) => document)).toEqual(['{ a }', '{ b }']);
    expect(withEntry(history, entry('{ a }', { variables: '{"x":1}' }))).toHaveLength(3);
  });

  test('holds so many and so much, and drops the oldest', () => {
    let history: HistoryEntry[] = [];
    for (let n = 0; n < HISTORY_LENGTH + 5; n += 1) history = withEntry(history, entry(`{ a${n} }`));
    expect(history).toHaveLength(HISTORY_LENGTH);
    expect(history.at(-1)?.document).toBe('{ a5 }');

    const long = 'x'.repeat(HISTORY_SIZE * 0.6);
    const two = withEntry(withEntry([], entry(long)), entry(`${long}y`));
    expect(two.map(({ document }) => document.at(-1))).toEqual(['y']);
  });
});

describe('what is kept', () => {
  test.each([
    'mutation { signIn(input: { email: "a@example.org", password: "hunter 2 \\" x" }) { viewer { id } } }',
    '{ "input": { "newPassword": "hunter 2", "email": "a@example.org" } }',
    'mutation { completeSignIn(input: { code: "hunter 2" }) { viewer { id } } }',
    '{ "t": "rollcall_hunter2-hunter2-hunter2-hunter2-hunter2-hunter2" }',
    'mutation { setUp(input: { token: """hunter 2""" }) { viewer { id } } }',
  ])('has no secret: %s', (text) => {
    const { tabs, history } = forKeeping({
      tabs: [{ document: text, variables: text }],
      place: 0,
      history: [entry(text, { variables: text })],
    });
    const kept = JSON.stringify([tabs, history]);
    expect(kept).not.toContain('hunter');
    expect(kept.includes('a@example.org')).toBe(text.includes('a@example.org'));
  });

  test('is without a document that is too long to be kept, and shows the same tab again', () => {
    const tabs = ['x'.repeat(TABS_SIZE + 1), '{ a }', '{ b }'].map((document) => ({
      document,
      variables: '',
    }));
    expect(forKeeping({ tabs, place: 2, history: [] })).toMatchObject({
      tabs: [{ document: '{ a }' }, { document: '{ b }' }],
      place: 1,
    });
  });

  test.each([undefined, null, 'text', {}, { history: 'none' }, { tabs: 1, history: [] }])(
    'is of no use as %j',
    (value) => {
      expect(readKept(value)).toBeUndefined();
    },
  );

  test('leaves out entries of a shape that another version wrote', () => {
    const kept = readKept({ tabs: [{}], history: [entry('{ a }'), { text: '{ b }' }] });
    expect(kept).toMatchObject({ tabs: [], place: 0 });
    expect(kept?.history).toHaveLength(1);
  });
});
