import { describe, expect, test } from 'vitest';
import { readLayout, type TableLayout, USUAL_LAYOUT, writeLayout } from './table-layout';
import { columnsOf, tracksOf, usualColumns } from './user-columns';

describe('a layout', () => {
  test('is read as it was written', () => {
    const layout: TableLayout = {
      columns: ['phone', 'status'],
      widths: { name: 300, phone: 120 },
      density: 'compact',
    };
    expect(readLayout(writeLayout(layout))).toEqual(layout);
    expect(readLayout(writeLayout(USUAL_LAYOUT))).toEqual(USUAL_LAYOUT);
    expect(readLayout(writeLayout({ ...USUAL_LAYOUT, columns: [] })).columns).toEqual([]);
  });

  test.each(['', 'null', '[]', '7', '{', '{"version":2,"density":"compact"}', '{"density":"compact"}'])(
    'is the usual one where %j is kept',
    (text) => expect(readLayout(text)).toEqual(USUAL_LAYOUT),
  );

  test('loses what makes no sense in it, and keeps the rest', () => {
    const stored = {
      version: 1,
      columns: ['phone', 'shoe size', 'name', 7, 'phone', 'status'],
      widths: { phone: 9_999, name: 1.4, status: 'wide', id: null, shoe: 3, title: 150.4 },
      density: 'airy',
    };
    expect(readLayout(JSON.stringify(stored))).toEqual({
      columns: ['phone', 'status'],
      widths: { phone: 800, name: 64, title: 150 },
      density: 'roomy',
    });
    expect(readLayout('{"version":1,"columns":{},"widths":[]}')).toEqual(USUAL_LAYOUT);
  });
});

describe('the columns', () => {
  test('are as many of the usual ones as there is room for', () => {
    const ids = (width?: number) => usualColumns(width).map(({ id }) => id);
    expect(ids(511)).toEqual(['name', 'status']);
    expect(ids(1_000)).toEqual(['name', 'department', 'status', 'lastSignIn']);
    expect(ids()).toEqual(['name', 'department', 'roles', 'status', 'lastSignIn', 'created', 'updated']);
  });

  test('share the width but for those that were given one', () => {
    const columns = columnsOf(['status', 'phone', 'name']);
    expect(columns.map(({ id }) => id)).toEqual(['name', 'status', 'phone']);
    expect(tracksOf(columns, { phone: 90 })).toEqual({
      template: 'minmax(200px,2fr) minmax(112px,0.85fr) 90px 32px',
      least: 200 + 112 + 90 + 32 + 5 * 16,
    });
    // The actions stay at the edge.
    expect(tracksOf(columns, { name: 300, status: 112 }).template).toBe('300px 112px 144px minmax(32px,1fr)');
  });
});
