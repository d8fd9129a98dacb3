import type { BulkJobPartsFragment, BulkPreviewQuery } from '../src/gql/graphql';

type Typed<T> = T & { __typename: string };

/** A job as the server sends it. The newest state of a job is kept between tests, so each test has numbers of its own. */
export function bulkJob(n: number, own: Partial<BulkJobPartsFragment> = {}): Typed<BulkJobPartsFragment> {
  return {
    __typename: 'BulkJob',
    id: `00000000-0000-7000-9000-${String(n).padStart(12, '0')}`,
    kind: 'DEACTIVATE',
    change: { roleName: null, field: null, value: null, importId: null, fileName: null },
    state: 'RUNNING',
    failure: null,
    isCancelRequested: false,
    total: 140,
    position: 20,
    changed: 18,
    created: 0,
    unchanged: 1,
    refused: 1,
    createdAt: '2026-11-24T10:00:00.000Z',
    frozenAt: '2026-11-24T10:00:01.000Z',
    finishedAt: null,
    actor: { id: 'olga', displayName: 'Olga Owner' },
    undoOf: null,
    undoneBy: null,
    undoableUntil: null,
    viewerCanCancel: true,
    viewerCanUndo: false,
    ...own,
  };
}

/** The same job after its end. */
export function endedJob(n: number, own: Partial<BulkJobPartsFragment> = {}) {
  return bulkJob(n, {
    state: 'DONE',
    position: 140,
    changed: 132,
    unchanged: 6,
    refused: 2,
    finishedAt: '2026-11-24T10:01:00.000Z',
    undoableUntil: '2026-12-24T10:01:00.000Z',
    viewerCanCancel: false,
    viewerCanUndo: true,
    ...own,
  });
}

/** The answer to the BulkPreview query. */
export function previewOf(own: Partial<BulkPreviewQuery['bulkPreview']> = {}) {
  return {
    bulkPreview: {
      __typename: 'BulkPreview',
      total: 3,
      totalIsCapped: false,
      examined: 3,
      isExact: true,
      changed: 3,
      unchanged: 0,
      refused: [],
      userErrors: [],
      ...own,
    },
  };
}
