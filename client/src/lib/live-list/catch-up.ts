import { dropStartPosition } from './apply-write';
import { type ListRow, placeRow, type Rows, versionOf, type Write } from './list-rows';

/**
 * A page as it would read now. A page is read at one moment and arrives at a later one; a write that was received
 * of in between may or may not be in it, and without this a row would be lost, twice, or at its old place.
 *
 * Where the page shows a row at the version of a write, or a later one, that write and all before it are in it.
 * The others are made up for in their order, so each finds the neighbours that it names.
 * @param heard the writes that were received while the page was under way, in the order of the writes
 * @param isFirst whether the page is the start of its list
 */
export function settlePage<Row extends ListRow>(
  page: Rows<Row>,
  heard: readonly Write<Row>[],
  isFirst: boolean,
): Rows<Row> {
  const versions = new Map(page.edges.map(({ node }) => [node.id, versionOf(node)]));
  const included = heard.findLastIndex(({ row }) => (versions.get(row.id) ?? -1) >= versionOf(row));
  const missed = heard.slice(included + 1);
  const latest = missed.at(-1);
  if (!latest) return page;

  const edges = missed.reduce(
    (rows, write) => placeRow(rows, isFirst ? write : dropStartPosition(write)),
    page.edges,
  );
  const { totalCount, totalCountIsCapped } = latest.page;
  return { ...page, edges, totalCount, totalCountIsCapped };
}

/**
 * What the answer to an own write still has to say after the news that came while it was under way: nothing, where
 * the news of the same write was quicker; where other writes were received, the row's place without the first
 * page, which may be older than they are. The news of the own write, still to come, puts the last of it right.
 */
export function settleAnswer<Row extends ListRow>(
  answer: Write<Row>,
  heard: readonly Write<Row>[],
): Write<Row> | undefined {
  const latest = heard.at(-1);
  if (!latest) return answer;
  const isKnown = heard.some(
    ({ row }) => row.id === answer.row.id && versionOf(row) >= versionOf(answer.row),
  );
  const { totalCount, totalCountIsCapped } = latest.page;
  return isKnown ? undefined : { ...answer, page: { totalCount, totalCountIsCapped } };
}
