import { describe, expect, test } from 'vitest';
import { fromUrl } from '../users/list/list-query';
import { addressOf, isSameLayout, layoutOf, normalText, queryText } from './view-query';

const ID = '00000000-0000-7000-8000-000000000001';

describe('the query of a view', () => {
  test.each([
    ['status=INVITED&q=ada+b', 'q=ada+b&status=INVITED'],
    ['order=CREATED_AT:DESC', ''],
    [`view=${ID}&role=nonsense&group=7`, ''],
    ['department=R%26D&department=Sales', 'department=R%26D&department=Sales'],
  ])('%s is kept as %s', (text, kept) => {
    expect(normalText(text)).toBe(kept);
    expect(normalText(kept)).toBe(kept);
  });

  test('is the address without the view', () => {
    expect(queryText(fromUrl({ view: ID, status: 'ACTIVE' }))).toBe('status=ACTIVE');
  });

  test('makes an address that has all of the list, and the view', () => {
    expect(addressOf({ id: ID, query: 'q=ada&status=ACTIVE' })).toEqual({
      q: 'ada',
      status: ['ACTIVE'],
      view: ID,
    });
  });
});

describe('the layout of a view', () => {
  test('may be missing', () => {
    expect(layoutOf({ layout: null })).toBeUndefined();
    expect(layoutOf({ layout: '{"version":1,"density":"compact"}' })).toEqual({
      widths: {},
      density: 'compact',
    });
  });

  test('is the same as one that is drawn alike', () => {
    const layout = { widths: { title: 90, id: 80 }, density: 'roomy' } as const;
    expect(isSameLayout(layout, { density: 'roomy', widths: { id: 80, title: 90 } })).toBe(true);
    expect(isSameLayout(layout, { ...layout, columns: [] })).toBe(false);
    expect(isSameLayout(layout, { ...layout, density: 'compact' })).toBe(false);
  });
});
